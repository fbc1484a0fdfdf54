package dev.vertepath.pathway;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The criteria that the fracture itself, its patient or its neighbours decide. */
final class FractureCriteria {
  private static final Set<String> CURRENT = Set.of("active", "recurrence", "relapse");
  private static final String ICD = "http://hl7.org/fhir/sid/icd-10-cm";
  private static final int SEVENTH = 7;
  private static final int ADULT = 18;

  /** What the seventh character of ICD-10-CM says of a fracture that is coded as current. */
  private static final Map<Character, String> STAGES =
      Map.of(
          'A', "in active treatment",
          'B', "in active treatment, open",
          'D', "routine healing",
          'G', "delayed healing",
          'K', "nonunion",
          'P', "malunion");

  private final Chart chart;
  private final Fracture fracture;
  private final Source source;

  FractureCriteria(Chart chart, Fracture fracture) {
    this.chart = chart;
    this.fracture = fracture;
    this.source = fracture.condition().source();
  }

  CriterionResult current(Criterion criterion, Instant asOf) {
    if (fracture.wrong()) {
      String status = String.valueOf(fracture.condition().verificationStatus());
      return CriterionResult.known(criterion, false, source, "the Condition is " + status);
    }
    String clinical = fracture.condition().clinicalStatus();
    if (ended(asOf)) {
      return CriterionResult.known(criterion, false, source, "recorded as " + clinical);
    }
    if (fracture.unconfirmed()) {
      return CriterionResult.unknown(
          criterion, "the diagnosis is " + fracture.condition().verificationStatus());
    }
    String stage = stage();
    if (clinical == null && stage.isEmpty()) {
      return CriterionResult.unknown(criterion, "the Condition has no clinical status");
    }
    String status = clinical == null || !CURRENT.contains(clinical) ? "current" : clinical;
    return CriterionResult.known(criterion, true, source, "recorded as " + status + stage);
  }

  /**
   * Whether the record tells that it had ended by then: an end without a date counts from when the
   * service learned of it, so that a recovery does not undo the verdict it was treated on.
   */
  private boolean ended(Instant asOf) {
    return fracture.over(asOf)
        && (fracture.condition().abatement() != null || !source.recorded().isAfter(asOf));
  }

  private String stage() {
    String stages =
        fracture.condition().codes().stream()
            .filter(code -> code.system().equals(ICD) && Seed.CODES.knows(code))
            .map(code -> code.code().replace(".", ""))
            .filter(code -> code.length() == SEVENTH)
            .map(code -> STAGES.get(code.charAt(SEVENTH - 1)))
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .collect(Collectors.joining(" and "));
    return stages.isEmpty() ? "" : ", coded as " + stages;
  }

  CriterionResult level(Criterion criterion) {
    return fracture.levels().isEmpty()
        ? CriterionResult.unknown(criterion, "no vertebra is named in Condition.bodySite")
        : CriterionResult.known(criterion, true, source, VertebralLevels.text(fracture.levels()));
  }

  CriterionResult cause(Criterion criterion) {
    if (fracture.causes().size() > 1) {
      return CriterionResult.unknown(
          criterion, "the codes name more than one cause: " + fracture.causesText());
    }
    return fracture.cause() == Cause.UNSPECIFIED
        ? CriterionResult.unknown(criterion, "no code of the Condition names a cause")
        : CriterionResult.known(criterion, true, source, fracture.cause().code());
  }

  CriterionResult recent(Criterion criterion, Instant asOf) {
    Instant onset = fracture.condition().onset();
    Duration within = criterion.threshold().within();
    if (onset == null || within == null) {
      return CriterionResult.unknown(criterion, "no onset is recorded");
    }
    return CriterionResult.known(
        criterion, asOf.isBefore(onset.plus(within)), source, "onset " + day(onset));
  }

  CriterionResult atMost(Criterion criterion, Instant asOf, int most) {
    int levels = openLevels(asOf);
    return CriterionResult.known(
        criterion, levels <= most, source, "fractured levels recorded as current: " + levels);
  }

  CriterionResult moreThan(Criterion criterion, Instant asOf, int limit) {
    int levels = openLevels(asOf);
    boolean allNamed =
        !fracture.levels().isEmpty() && chart.open(asOf).noneMatch(f -> f.levels().isEmpty());
    if (levels <= limit && !allNamed) {
      return CriterionResult.unknown(criterion, "not every fracture names its vertebra");
    }
    return CriterionResult.known(
        criterion, levels > limit, source, "fractured levels recorded as current: " + levels);
  }

  /**
   * Levels fractured at that time, this fracture's included; without a level, one counts as one.
   */
  private int openLevels(Instant asOf) {
    Set<Vertebra> levels = EnumSet.noneOf(Vertebra.class);
    levels.addAll(fracture.levels());
    int unnamed = fracture.levels().isEmpty() ? 1 : 0;
    for (Fracture other : chart.open(asOf).toList()) {
      levels.addAll(other.levels());
      boolean self = other.reference().equals(fracture.reference());
      unnamed += other.levels().isEmpty() && !self ? 1 : 0;
    }
    return levels.size() + unnamed;
  }

  CriterionResult oldEnough(Criterion criterion, Instant asOf) {
    var minimum = criterion.threshold().minimum();
    PersonFact person = chart.facts().person();
    LocalDate born = person == null ? null : person.birthDate();
    if (person == null || born == null || minimum == null) {
      return CriterionResult.unknown(criterion, "no date of birth is recorded");
    }
    boolean old = !born.plusYears(minimum.longValue()).isAfter(chart.calendar().day(asOf));
    return CriterionResult.known(criterion, old, person.source(), "born " + born);
  }

  CriterionResult humanReview(Criterion criterion, Instant asOf) {
    var reasons = new ArrayList<String>();
    if (fracture.causes().contains(Cause.TRAUMATIC)) {
      reasons.add("a traumatic cause");
    }
    if (fracture.cervicalOrSacral()) {
      reasons.add("a cervical or sacral level");
    }
    Source evidence = reasons.isEmpty() ? null : source;
    PersonFact person = chart.facts().person();
    LocalDate born = person == null ? null : person.birthDate();
    if (person != null && born != null && under18(born, asOf)) {
      reasons.add("an age below 18");
      evidence = evidence == null ? person.source() : evidence;
    }
    if (evidence != null) {
      return CriterionResult.known(criterion, true, evidence, String.join(", ", reasons));
    }
    return born == null
        ? CriterionResult.unknown(criterion, "no date of birth is recorded")
        : CriterionResult.known(criterion, false, source, "none of the reasons");
  }

  private boolean under18(LocalDate born, Instant asOf) {
    return born.plusYears(ADULT).isAfter(chart.calendar().day(asOf));
  }

  /** When these criteria may change by themselves or by a neighbour. */
  List<Instant> changes() {
    var all = new ArrayList<Instant>();
    for (Fracture f : chart.fractures()) {
      all.add(f.begun());
      Instant abatement = f.condition().abatement();
      all.add(abatement == null ? f.condition().source().recorded() : abatement);
    }
    PersonFact person = chart.facts().person();
    LocalDate born = person == null ? null : person.birthDate();
    if (born != null) {
      all.add(chart.calendar().startOf(born.plusYears(ADULT)));
      all.add(chart.calendar().startOf(born.plusYears(Protocols.VAPOUR_AGE)));
    }
    return all;
  }

  private String day(Instant at) {
    return chart.calendar().day(at).toString();
  }
}
