package dev.vertepath.pathway;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The findings that bear on one fracture: present or absent, since when, and who says so. */
final class Findings {
  private static final Set<String> NO_EVIDENCE =
      Set.of("entered-in-error", "cancelled", "registered", "unknown");

  /** These belong to a vertebra: the same finding at another level is none of this fracture. */
  private static final Set<String> OF_THE_SITE =
      Set.of("site-tenderness", "marrow-oedema", "retropulsed-fragment", "height-loss-percent");

  /**
   * A finding.
   *
   * @param from when it was found
   * @param until when it ended; null while it lasts
   */
  record Finding(Instant from, @Nullable Instant until, boolean present, Source source) {
    boolean counts(Instant at) {
      Instant end = until;
      return !from.isAfter(at) && (end == null || end.isAfter(at));
    }
  }

  /** A measured finding. */
  record Measure(Instant at, BigDecimal value, Source source) {}

  private final Map<String, List<Finding>> findings = new HashMap<>();
  private final Map<String, List<Measure>> measures = new HashMap<>();

  Findings(PatientFacts facts, Fracture fracture, Collection<String> fractures) {
    for (ObservationFact o : facts.observations()) {
      if (isEvidence(o)) {
        add(o, fracture, fractures);
      }
    }
    for (ConditionFact condition : facts.conditions()) {
      add(condition);
    }
    for (AllergyFact allergy : facts.allergies()) {
      if (stands(allergy)) {
        for (Code code : allergy.codes()) {
          Seed.CODES
              .of(code, "finding")
              .forEach(f -> add(f, allergy.recordedAt(), null, true, allergy.source()));
        }
      }
    }
  }

  /** Whether its status lets an Observation count at all. */
  static boolean isEvidence(ObservationFact o) {
    return !NO_EVIDENCE.contains(o.status());
  }

  private void add(ObservationFact o, Fracture fracture, Collection<String> fractures) {
    for (Code code : o.codes()) {
      Boolean truth = o.truth();
      BigDecimal value = o.value();
      if (truth != null) {
        Seed.CODES
            .of(code, "finding")
            .filter(f -> concerns(f, o, fracture, fractures))
            .forEach(f -> add(f, o.effective(), null, truth, o.source()));
      }
      if (value != null) {
        Seed.CODES
            .of(code, "measure")
            .filter(f -> concerns(f, o, fracture, fractures))
            .forEach(
                f ->
                    measures
                        .computeIfAbsent(f, k -> new ArrayList<>())
                        .add(new Measure(o.effective(), value, o.source())));
      }
    }
  }

  private static boolean concerns(
      String finding, ObservationFact o, Fracture fracture, Collection<String> fractures) {
    if (!OF_THE_SITE.contains(finding)) {
      return true;
    }
    boolean elsewhere =
        o.focus().stream().anyMatch(fractures::contains)
            && !o.focus().contains(fracture.reference());
    Set<Vertebra> sites = VertebralLevels.sites(o.bodySites());
    boolean otherLevel =
        !sites.isEmpty()
            && !fracture.levels().isEmpty()
            && !VertebralLevels.overlap(sites, fracture.levels());
    return !elsewhere && !otherLevel;
  }

  private void add(ConditionFact condition) {
    var as = new Fracture(condition, Set.of(), Set.of());
    boolean endsUnknown = condition.abatement() == null && as.over(condition.recordedAt());
    if (as.wrong() || as.unconfirmed() || endsUnknown) {
      return;
    }
    for (Code code : condition.codes()) {
      Seed.CODES
          .of(code, "finding")
          .forEach(f -> add(f, as.begun(), condition.abatement(), true, condition.source()));
      if (Seed.CODES.is(code, "kyphosis")) {
        add("kyphosis", as.begun(), condition.abatement(), true, condition.source());
      }
    }
  }

  private static boolean stands(AllergyFact allergy) {
    String verification = allergy.verificationStatus();
    String clinical = allergy.clinicalStatus();
    return !"entered-in-error".equals(verification)
        && !"refuted".equals(verification)
        && !"resolved".equals(clinical)
        && !"inactive".equals(clinical);
  }

  private void add(
      String finding, Instant from, @Nullable Instant until, boolean present, Source source) {
    findings
        .computeIfAbsent(finding, k -> new ArrayList<>())
        .add(new Finding(from, until, present, source));
  }

  /** The newest that counts at that time; of two at once, the one that says present. */
  @Nullable Finding newest(String finding, Instant at) {
    return findings.getOrDefault(finding, List.of()).stream()
        .filter(f -> f.counts(at))
        .max(
            Comparator.comparing(Finding::from)
                .thenComparing(Finding::present)
                .thenComparing(f -> f.source().reference()))
        .orElse(null);
  }

  /** The newest measured value at that time. */
  @Nullable Measure measured(String finding, Instant at) {
    return measures.getOrDefault(finding, List.of()).stream()
        .filter(m -> !m.at().isAfter(at))
        .max(
            Comparator.comparing(Measure::at)
                .thenComparing(m -> m.source().reference())
                .thenComparing(Measure::value))
        .orElse(null);
  }

  /** Every time at which something found begins or ends. */
  List<Instant> changes() {
    var all = new ArrayList<Instant>();
    for (List<Finding> list : findings.values()) {
      for (Finding f : list) {
        all.add(f.from());
        Instant until = f.until();
        if (until != null) {
          all.add(until);
        }
      }
    }
    measures.values().forEach(list -> list.forEach(m -> all.add(m.at())));
    return all;
  }

  /** The times at which something of this kind was found. */
  List<Instant> times(String finding) {
    return findings.getOrDefault(finding, List.of()).stream().map(Finding::from).toList();
  }
}
