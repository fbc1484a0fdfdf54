package dev.vertepath.pathway;

import dev.vertepath.pathway.Findings.Finding;
import dev.vertepath.pathway.Findings.Measure;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what bears on one fracture out of Observations, Conditions, AllergyIntolerances and
 * Procedures. MedicationStatements are none of it: no source gives a code of a medication for any
 * criterion.
 */
final class EvidenceReader {
  private static final Set<String> NO_EVIDENCE =
      Set.of("entered-in-error", "cancelled", "registered", "unknown");

  private static final Map<String, Scale> SCALES =
      Map.of("height-loss-percent", Scale.PERCENT, "roland-morris-score", Scale.ROLAND_MORRIS);

  private static final String TREATMENT_FAILED = "conservative-treatment-failed";

  /** Of one fracture: found at another level, for another or before it began, it says nothing. */
  private static final Set<String> OF_THE_FRACTURE =
      Set.of(
          "site-tenderness",
          "marrow-oedema",
          "retropulsed-fragment",
          "height-loss-percent",
          "improving-on-medical-therapy",
          TREATMENT_FAILED);

  private final Chart chart;
  private final Fracture fracture;
  private final Set<String> fractures;
  private final Findings findings = new Findings();

  private EvidenceReader(Chart chart, Fracture fracture) {
    this.chart = chart;
    this.fracture = fracture;
    this.fractures = chart.fractureReferences();
  }

  static Findings read(Chart chart, Fracture fracture) {
    var reader = new EvidenceReader(chart, fracture);
    PatientFacts facts = chart.facts();
    facts.observations().stream().filter(EvidenceReader::isEvidence).forEach(reader::add);
    facts.conditions().forEach(reader::add);
    facts.allergies().stream().filter(EvidenceReader::stands).forEach(reader::add);
    facts.procedures().forEach(reader::add);
    return reader.findings;
  }

  /** Whether its status lets an Observation count at all. */
  static boolean isEvidence(ObservationFact o) {
    return !NO_EVIDENCE.contains(o.status());
  }

  private void add(ObservationFact o) {
    Boolean truth = o.truth();
    BigDecimal value = o.value();
    for (Code code : o.codes()) {
      if (truth != null) {
        Seed.CODES
            .of(code, "finding")
            .filter(name -> concerns(name, o))
            .forEach(
                name ->
                    findings.add(
                        name, new Finding(o.effective(), null, o.effective(), truth, o.source())));
      }
      if (value != null) {
        Seed.CODES
            .of(code, "measure")
            .filter(name -> concerns(name, o) && onScale(name, value, o.unit()))
            .forEach(name -> findings.add(name, new Measure(o.effective(), value, o.source())));
      }
    }
  }

  private static boolean onScale(String name, BigDecimal value, @Nullable String unit) {
    Scale scale = SCALES.get(name);
    return scale != null && scale.holds(value, unit);
  }

  private boolean concerns(String name, ObservationFact o) {
    return !OF_THE_FRACTURE.contains(name)
        || o.focus().contains(fracture.reference())
        || (here(o.focus(), o.bodySites()) && !beforeIt(o.effective()));
  }

  /** Whether nothing says that another fracture or another place is meant. */
  private boolean here(Set<String> named, Set<Code> bodySites) {
    if (!named.contains(fracture.reference()) && named.stream().anyMatch(fractures::contains)) {
      return false;
    }
    Set<Vertebra> sites = VertebralLevels.sites(bodySites);
    if (sites.isEmpty()) {
      return bodySites.isEmpty() || VertebralLevels.spinal(bodySites);
    }
    return fracture.levels().isEmpty() || VertebralLevels.overlap(sites, fracture.levels());
  }

  /** Whether it was on a day before the onset: what was found then is none of this fracture. */
  private boolean beforeIt(Instant at) {
    Instant onset = fracture.condition().onset();
    return onset != null && chart.calendar().day(at).isBefore(chart.calendar().day(onset));
  }

  private void add(ConditionFact condition) {
    var as = new Fracture(condition, Set.of(), Set.of());
    boolean endsUnknown = condition.abatement() == null && as.over(as.begun());
    if (as.wrong() || as.unconfirmed() || endsUnknown) {
      return;
    }
    var found =
        new Finding(as.begun(), condition.abatement(), as.recorded(), true, condition.source());
    add(condition.codes(), found);
  }

  private static boolean stands(AllergyFact allergy) {
    String verification = allergy.verificationStatus();
    String clinical = allergy.clinicalStatus();
    return !"entered-in-error".equals(verification)
        && !"refuted".equals(verification)
        && !"resolved".equals(clinical)
        && !"inactive".equals(clinical);
  }

  private void add(AllergyFact allergy) {
    Instant onset = allergy.onset();
    Instant from = onset == null ? allergy.recordedAt() : onset;
    add(allergy.codes(), new Finding(from, null, allergy.recordedAt(), true, allergy.source()));
  }

  private void add(Set<Code> codes, Finding found) {
    for (Code code : codes) {
      Seed.CODES.of(code, "finding").forEach(name -> findings.add(name, found));
    }
  }

  /** Conservative care that is over and says how it came out; half a success says nothing. */
  private void add(ProcedureFact care) {
    boolean failed = Seed.CODES.is(care.outcomes(), "outcome:unsuccessful");
    boolean worked = Seed.CODES.is(care.outcomes(), "outcome:successful");
    if (failed != worked
        && care.status().equals("completed")
        && Seed.CODES.is(care.codes(), "conservative-care")
        && isFor(care)) {
      Instant at = ended(care);
      findings.add(TREATMENT_FAILED, new Finding(at, null, at, failed, care.source()));
    }
  }

  /**
   * Care that neither names the fracture nor can be dated against its onset may be for anything.
   */
  private boolean isFor(ProcedureFact care) {
    return care.reasons().contains(fracture.reference())
        || (fracture.condition().onset() != null
            && here(care.reasons(), care.bodySites())
            && !beforeIt(ended(care)));
  }

  private static Instant ended(ProcedureFact care) {
    Instant end = care.end() == null ? care.start() : care.end();
    return end == null ? care.source().recorded() : end;
  }
}
