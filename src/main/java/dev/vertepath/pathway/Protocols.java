package dev.vertepath.pathway;

import dev.vertepath.pathway.Criterion.Weight;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The protocols that are shipped. */
public final class Protocols {
  private static final String BASE = "https://vertepath.dev/fhir/PlanDefinition/";

  private Protocols() {}

  /** The default rules: pain of at least 5 of 10 within 30 days. */
  public static CandidacyProtocol candidacyDefault() {
    return candidacy("candidacy-default", "Candidacy, default", 5, "VERTOS II; source document");
  }

  /** Severe early pain, as in VAPOUR: at least 7 of 10. */
  public static CandidacyProtocol candidacySevereEarlyPain() {
    return candidacy("candidacy-severe-early-pain", "Candidacy, severe early pain", 7, "VAPOUR 2016");
  }

  /** Coverage rules for a patient who is not in hospital: at least 5 of 10. */
  public static CandidacyProtocol candidacyCoverage() {
    return candidacy("candidacy-coverage", "Candidacy, coverage", 5, "CMS LCD L34228, L33569");
  }

  private static CandidacyProtocol candidacy(String id, String title, int pain, String source) {
    var list = new ArrayList<Criterion>();
    for (String code :
        List.of(
            "fracture-current",
            "level-known",
            "cause-known",
            "pain-score",
            "site-tenderness",
            "marrow-oedema",
            "conservative-treatment-failed")) {
      boolean score = code.equals("pain-score");
      list.add(
          criterion(
              code,
              Weight.REQUIRED,
              score
                  ? new Threshold(BigDecimal.valueOf(pain), "{score}", Duration.ofDays(30))
                  : new Threshold(null, null, null),
              source,
              !code.equals("fracture-current")));
    }
    for (String code : List.of("active-infection", "uncorrected-coagulopathy", "cement-allergy")) {
      list.add(
          criterion(
              code, Weight.ABSOLUTE_CONTRAINDICATION, new Threshold(null, null, null), "ACR", true));
    }
    for (String code :
        List.of(
            "neurological-deficit",
            "retropulsed-fragment",
            "improving-on-medical-therapy",
            "pregnancy",
            "more-than-three-levels",
            "instability",
            "human-review")) {
      list.add(
          criterion(code, Weight.CAUTION, new Threshold(null, null, null), "LCD, ACR", false));
    }
    return new CandidacyProtocol(BASE + id, "1.0.0", title, List.copyOf(list));
  }

  private static Criterion criterion(
      String code, Weight weight, Threshold threshold, String source, boolean inquires) {
    @Nullable BigDecimal minimum = threshold.minimum();
    String text = code.replace('-', ' ');
    return new Criterion(
        code,
        weight,
        minimum == null ? text : text + " of at least " + minimum + " of 10 in the last 30 days",
        threshold,
        source,
        inquires);
  }

  /** The default follow-up. */
  public static FollowUpProtocol vertebroplastyFollowUp() {
    return new FollowUpProtocol(
        BASE + "vertebroplasty-follow-up", "1.0.0", "Follow-up", base(), goals(), Duration.ofDays(42));
  }

  /** The default and reviews at 3, 6 and 12 months. */
  public static FollowUpProtocol registryFollowUp() {
    var all = new ArrayList<>(base());
    all.add(task("review-3-months", 83, 97, true));
    all.add(task("review-6-months", 173, 187, true));
    all.add(task("review-12-months", 351, 379, true));
    return new FollowUpProtocol(
        BASE + "registry-follow-up",
        "1.0.0",
        "Registry follow-up",
        List.copyOf(all),
        goals(),
        Duration.ofDays(42));
  }

  private static List<ActivityDefinition> base() {
    return List.of(
        activity("bed-rest", Duration.ZERO, Duration.ofHours(3), Set.of(), false, TASK),
        activity("early-check", Duration.ofHours(24), Duration.ofHours(48), Set.of(), true, TASK),
        activity(
            "avoid-strenuous-activity",
            Duration.ZERO,
            Duration.ofDays(28),
            Set.of(),
            false,
            ActivityDefinition.Resource.COMMUNICATION_REQUEST),
        task("second-week-review", 7, 14, true),
        activity(
            "bone-health-evaluation",
            Duration.ZERO,
            Duration.ofDays(42),
            Set.of(Cause.OSTEOPOROTIC),
            false,
            ActivityDefinition.Resource.SERVICE_REQUEST_WITH_TASK),
        activity(
            "oncology-review",
            Duration.ZERO,
            Duration.ofDays(14),
            Set.of(Cause.NEOPLASTIC),
            false,
            TASK),
        task("recovery-review", 28, 42, true));
  }

  private static final ActivityDefinition.Resource TASK = ActivityDefinition.Resource.TASK;

  private static ActivityDefinition task(String code, int from, int to, boolean pain) {
    return activity(code, Duration.ofDays(from), Duration.ofDays(to), Set.of(), pain, TASK);
  }

  private static ActivityDefinition activity(
      String code,
      Duration from,
      Duration to,
      Set<Cause> causes,
      boolean pain,
      ActivityDefinition.Resource resource) {
    return new ActivityDefinition(
        code, code.replace('-', ' '), List.of(), resource, from, to, causes, pain);
  }

  private static List<GoalDefinition> goals() {
    var due = Duration.ofDays(42);
    return List.of(
        new GoalDefinition(
            "pain-relief", "Pain relief", BigDecimal.TWO, new BigDecimal("0.30"), due),
        new GoalDefinition("mobility", "Mobility", null, null, due),
        new GoalDefinition("return-to-activity", "Return to activity", null, null, due));
  }
}
