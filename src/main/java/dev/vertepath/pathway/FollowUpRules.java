package dev.vertepath.pathway;

import dev.vertepath.pathway.ActivityDefinition.Kind;
import dev.vertepath.pathway.ActivityDefinition.Resource;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The activities and goals that the shipped follow-up protocols are put together from.
 *
 * <p>Time points: bed rest of 1 to 3 hours, 24 to 48 hours (the clinic's own text), two weeks
 * (VAPOUR), six weeks (the clinic's horizon of recovery), 3, 6 and 12 months (VERTOS IV, INVEST).
 */
final class FollowUpRules {
  static final Duration SIX_WEEKS = Duration.ofDays(42);

  /**
   * Points of ten that Ostelo 2008 calls the smallest important change, in low back pain. No source
   * verifies a threshold for rising pain as a red flag: this is the service's own use of it.
   */
  static final BigDecimal MEANINGFUL_CHANGE = BigDecimal.TWO;

  private static final Duration FOUR_WEEKS = Duration.ofDays(28);
  private static final Duration TWO_WEEKS = Duration.ofDays(14);
  private static final Set<Cause> ANY = Set.of();

  private static final Code FOLLOW_UP_VISIT = snomed("439740005");
  private static final Code PAIN_CONTROL = snomed("370778008");

  private FollowUpRules() {}

  static List<ActivityDefinition> toSixWeeks() {
    return List.of(
        new ActivityDefinition(
            "bed-rest",
            "Keep the patient in bed for the first 3 hours after the procedure",
            List.of(),
            Resource.TASK,
            Kind.ADVICE,
            Duration.ZERO,
            Duration.ofHours(3),
            ANY,
            false),
        review(
            "early-check",
            "Ask for pain and red flags 24 to 48 hours after the procedure",
            List.of(snomed("185317003"), PAIN_CONTROL),
            Duration.ofHours(24),
            Duration.ofHours(48)),
        new ActivityDefinition(
            "avoid-strenuous-activity",
            "Tell the patient to avoid strenuous activity for four weeks",
            List.of(snomed("409073007")),
            Resource.COMMUNICATION_REQUEST,
            Kind.ADVICE,
            Duration.ZERO,
            FOUR_WEEKS,
            ANY,
            false),
        review(
            "second-week-review",
            "Review pain and mobility in the second week",
            List.of(FOLLOW_UP_VISIT, PAIN_CONTROL),
            Duration.ofDays(7),
            TWO_WEEKS),
        new ActivityDefinition(
            "bone-health-evaluation",
            "Have bone density and osteoporosis treatment evaluated within six weeks",
            List.of(snomed("394936006")),
            Resource.SERVICE_REQUEST_WITH_TASK,
            Kind.SERVICE,
            Duration.ZERO,
            SIX_WEEKS,
            Set.of(Cause.OSTEOPOROTIC),
            false),
        new ActivityDefinition(
            "oncology-review",
            "Have oncology review the patient within two weeks",
            List.of(snomed("185389009")),
            Resource.TASK,
            Kind.SERVICE,
            Duration.ZERO,
            TWO_WEEKS,
            Set.of(Cause.NEOPLASTIC),
            false),
        review(
            "recovery-review",
            "Review recovery four to six weeks after the procedure",
            List.of(FOLLOW_UP_VISIT, snomed("372059009")),
            FOUR_WEEKS,
            SIX_WEEKS));
  }

  /** The later reviews, each within a week or two of its month. */
  static List<ActivityDefinition> toTwelveMonths() {
    return List.of(
        later("review-3-months", "Review the patient 3 months after the procedure", 83, 97),
        later("review-6-months", "Review the patient 6 months after the procedure", 173, 187),
        later("review-12-months", "Review the patient 12 months after the procedure", 351, 379));
  }

  static List<GoalDefinition> goals() {
    return List.of(
        new GoalDefinition(
            "pain-relief",
            "Less pain than before the procedure: 2 points or 30 percent",
            MEANINGFUL_CHANGE,
            new BigDecimal("0.30"),
            SIX_WEEKS),
        new GoalDefinition(
            "mobility", "Walk and move as before the fracture", null, null, SIX_WEEKS),
        new GoalDefinition(
            "return-to-activity", "Return step by step to daily activity", null, null, SIX_WEEKS));
  }

  private static ActivityDefinition later(String code, String title, int from, int to) {
    return review(
        code,
        title,
        List.of(FOLLOW_UP_VISIT, PAIN_CONTROL),
        Duration.ofDays(from),
        Duration.ofDays(to));
  }

  private static ActivityDefinition review(
      String code, String title, List<Code> snomed, Duration from, Duration to) {
    return new ActivityDefinition(
        code, title, snomed, Resource.TASK, Kind.REVIEW, from, to, ANY, true);
  }

  private static Code snomed(String code) {
    return new Code("http://snomed.info/sct", code);
  }
}
