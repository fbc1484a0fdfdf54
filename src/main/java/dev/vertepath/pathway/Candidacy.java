package dev.vertepath.pathway;

import dev.vertepath.pathway.Criterion.Weight;
import dev.vertepath.pathway.CriterionResult.Status;
import dev.vertepath.pathway.Verdict.Outcome;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Applies the rules of candidacy to one fracture. Unknown is never absent. */
final class Candidacy {
  private static final String FINDING = "https://vertepath.dev/fhir/CodeSystem/finding";
  private static final Set<String> NOT_EVIDENCE =
      Set.of("entered-in-error", "cancelled", "registered", "unknown");

  private final PatientFacts facts;
  private final ConditionFact fracture;
  private final Cause cause;
  private final Instant asOf;
  private final ZoneId zone;

  Candidacy(PatientFacts facts, ConditionFact fracture, Cause cause, Instant asOf, ZoneId zone) {
    this.facts = facts;
    this.fracture = fracture;
    this.cause = cause;
    this.asOf = asOf;
    this.zone = zone;
  }

  Verdict verdict(CandidacyProtocol protocol) {
    List<CriterionResult> results = protocol.criteria().stream().map(this::judge).toList();
    return new Verdict(outcome(results), protocol.url(), protocol.version(), results);
  }

  private static Outcome outcome(List<CriterionResult> results) {
    if (has(results, Weight.ABSOLUTE_CONTRAINDICATION, Status.MET)) {
      return Outcome.CONTRAINDICATION_PRESENT;
    }
    if (has(results, Weight.REQUIRED, Status.NOT_MET)) {
      return Outcome.DOES_NOT_MEET;
    }
    return has(results, Weight.REQUIRED, Status.UNKNOWN)
            || has(results, Weight.ABSOLUTE_CONTRAINDICATION, Status.UNKNOWN)
        ? Outcome.INSUFFICIENT_INFORMATION
        : Outcome.MEETS_CRITERIA_FOR_SPECIALIST_REVIEW;
  }

  private static boolean has(List<CriterionResult> results, Weight weight, Status status) {
    return results.stream().anyMatch(r -> r.criterion().weight() == weight && r.status() == status);
  }

  private CriterionResult judge(Criterion c) {
    Set<Vertebra> levels = FractureRecognition.levels(fracture.bodySites(), fracture.codes());
    return switch (c.code()) {
      case "fracture-current" -> known(c, true, fracture.source(), "recorded as current");
      case "level-known" ->
          levels.isEmpty()
              ? unknown(c)
              : known(c, true, fracture.source(), levels.toString());
      case "cause-known" ->
          cause == Cause.UNSPECIFIED
              ? unknown(c)
              : known(c, true, fracture.source(), cause.code());
      case "more-than-three-levels" ->
          levels.isEmpty()
              ? unknown(c)
              : known(c, levels.size() > 3, fracture.source(), levels.toString());
      case "human-review" -> known(c, needsReview(levels), fracture.source(), cause.code());
      case "pain-score" -> pain(c);
      default -> finding(c);
    };
  }

  private boolean needsReview(Set<Vertebra> levels) {
    var person = facts.person();
    var born = person == null ? null : person.birthDate();
    return cause == Cause.TRAUMATIC
        || levels.stream().anyMatch(v -> v.name().startsWith("C") || v == Vertebra.SACRUM)
        || (born != null && born.plusYears(18).isAfter(asOf.atZone(zone).toLocalDate()));
  }

  private CriterionResult pain(Criterion c) {
    var minimum = c.threshold().minimum();
    var within = c.threshold().within();
    for (ObservationFact o : PainScores.newestFirst(facts, asOf)) {
      var value = o.value();
      boolean recent = within == null || !o.effective().isBefore(asOf.minus(within));
      if (value != null && minimum != null && recent) {
        return known(c, value.compareTo(minimum) >= 0, o.source(), value + " of 10");
      }
    }
    return unknown(c);
  }

  private record Evidence(Instant at, boolean present, Source source) {}

  private CriterionResult finding(Criterion c) {
    var stream = new java.util.ArrayList<Evidence>();
    for (ObservationFact o : facts.observations()) {
      Boolean truth = o.truth();
      if (truth != null
          && !NOT_EVIDENCE.contains(o.status())
          && o.codes().contains(new Code(FINDING, c.code()))
          && (o.focus().isEmpty() || o.focus().contains(fracture.source().reference()))) {
        stream.add(new Evidence(o.effective(), truth, o.source()));
      }
    }
    for (ConditionFact k : facts.conditions()) {
      if (Seed.CODES.any(k.codes(), c.code()) && FractureRecognition.ended(k, asOf) == null) {
        var onset = k.onset();
        stream.add(new Evidence(onset == null ? k.recordedAt() : onset, true, k.source()));
      }
    }
    for (AllergyFact a : facts.allergies()) {
      String verification = a.verificationStatus();
      boolean stands =
          !"entered-in-error".equals(verification) && !"refuted".equals(verification);
      if (stands && Seed.CODES.any(a.codes(), c.code()) && !"resolved".equals(a.clinicalStatus())) {
        stream.add(new Evidence(a.recordedAt(), true, a.source()));
      }
    }
    Optional<Evidence> newest =
        stream.stream()
            .filter(e -> !e.at().isAfter(asOf))
            .max(
                Comparator.comparing(Evidence::at)
                    .thenComparing(Evidence::present)
                    .thenComparing(e -> e.source().reference()));
    return newest
        .map(e -> known(c, e.present(), e.source(), e.present() ? "present" : "absent"))
        .orElseGet(() -> unknown(c));
  }

  private static CriterionResult known(Criterion c, boolean met, Source source, String finding) {
    return new CriterionResult(c, met ? Status.MET : Status.NOT_MET, source, finding);
  }

  private static CriterionResult unknown(Criterion c) {
    return new CriterionResult(c, Status.UNKNOWN, null, "not known");
  }
}
