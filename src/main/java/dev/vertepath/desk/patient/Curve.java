package dev.vertepath.desk.patient;

import dev.vertepath.pathway.KnownCodes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Scores in the course of time, against the windows and the goal of the plan.
 *
 * @param measure {@code pain}, of 0 to 10, or {@code disability}, Roland-Morris of 0 to 24
 * @param important the smallest important change of Ostelo 2008, in points
 * @param goal the highest score that meets the goal of the newest plan; null without one
 * @param goalY where that is drawn
 * @param operated where the end of the operation is drawn; null without one
 * @param reading what the newest score means beside the one before the operation; null without both
 */
record Curve(
    String measure,
    int highest,
    int important,
    List<Point> points,
    List<Band> bands,
    @Nullable BigDecimal goal,
    @Nullable Integer goalY,
    @Nullable Integer operated,
    @Nullable Reading reading,
    List<Tick> ticks) {

  static final int LEFT = 30;
  static final int RIGHT = 470;
  static final int TOP = 12;
  static final int BOTTOM = 212;

  private static final int PAIN = 10;
  private static final int PAIN_IMPORTANT = 2;
  private static final int ROLAND_MORRIS = 24;
  private static final int ROLAND_MORRIS_IMPORTANT = 5;
  private static final int PERCENT = 100;
  private static final int SHARE_IMPORTANT = 30;
  private static final int TICKS = 4;

  /**
   * A score and where it is drawn.
   *
   * @param window the activity within whose window it lies; empty for none
   */
  record Point(Shown observation, Instant at, BigDecimal value, int x, int y, String window) {}

  /** The window of a review. */
  record Band(String code, String title, int x, int width) {}

  /** A day under the curve. */
  record Tick(Instant at, int x) {}

  /**
   * What a change means.
   *
   * @param points by how much the score fell; negative when it rose
   * @param percent of the score before, rounded
   * @param change {@code better}, {@code worse} or {@code little}
   */
  record Reading(
      BigDecimal before, BigDecimal now, BigDecimal points, int percent, String change) {}

  public String line() {
    return points.stream().map(p -> p.x() + "," + p.y()).collect(Collectors.joining(" "));
  }

  static List<Curve> of(Chart chart, List<Plan> plans) {
    Plan plan = plans.isEmpty() ? null : plans.getFirst();
    List<Curve> curves = new ArrayList<>();
    curves.add(of("pain", PAIN, PAIN_IMPORTANT, chart, plan));
    curves.add(of("disability", ROLAND_MORRIS, ROLAND_MORRIS_IMPORTANT, chart, plan));
    return curves.stream().filter(curve -> !curve.points().isEmpty()).toList();
  }

  private static boolean measures(String measure, Shown observation) {
    return measure.equals("pain")
        ? KnownCodes.isPainScore(observation.codes("code"))
        : KnownCodes.finding(observation.codes("code")).orElse("").equals("roland-morris-score");
  }

  private static @Nullable BigDecimal value(Shown observation) {
    var quantity = observation.body().at("/valueQuantity/value");
    var value = quantity.isMissingNode() ? observation.body().path("valueInteger") : quantity;
    return value.isNumber() ? value.decimalValue() : null;
  }

  private record Score(Shown observation, Instant at, BigDecimal value) {}

  private static Curve of(
      String measure, int highest, int important, Chart chart, @Nullable Plan plan) {
    List<Score> scores = new ArrayList<>();
    for (Shown observation : chart.valid("Observation")) {
      BigDecimal value = measures(measure, observation) ? value(observation) : null;
      Instant at =
          chart.when(observation, "/effectiveDateTime", "/effectivePeriod/start", "/issued");
      if (value != null
          && value.signum() >= 0
          && value.compareTo(BigDecimal.valueOf(highest)) <= 0) {
        scores.add(new Score(observation, at == null ? observation.stored() : at, value));
      }
    }
    scores.sort(Comparator.comparing(Score::at));
    Instant operated = plan == null ? null : plan.begin();
    List<Plan.Activity> reviews =
        plan == null ? List.of() : plan.activities().stream().filter(Curve::isReview).toList();
    var span = Span.of(scores.stream().map(Score::at).toList(), operated, reviews);
    BigDecimal goal = measure.equals("pain") && plan != null ? goal(plan) : null;
    return new Curve(
        measure,
        highest,
        important,
        scores.stream()
            .map(
                s ->
                    new Point(
                        s.observation(),
                        s.at(),
                        s.value(),
                        span.x(s.at()),
                        y(s.value(), highest),
                        window(s.at(), reviews)))
            .toList(),
        reviews.stream().map(span::band).toList(),
        goal,
        goal == null ? null : y(goal, highest),
        operated == null ? null : span.x(operated),
        reading(scores, operated, important),
        span.ticks());
  }

  private static boolean isReview(Plan.Activity activity) {
    return activity.from() != null
        && activity.to() != null
        && (activity.code().contains("review") || activity.code().equals("early-check"))
        && !activity.code().equals("oncology-review");
  }

  private static @Nullable BigDecimal goal(Plan plan) {
    return plan.goals().stream()
        .map(Plan.Goal::highest)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static String window(Instant at, List<Plan.Activity> reviews) {
    return reviews.stream()
        .filter(r -> r.from() != null && !at.isBefore(r.from()))
        .filter(r -> r.to() != null && !at.isAfter(r.to()))
        .map(Plan.Activity::code)
        .findFirst()
        .orElse("");
  }

  private static int y(BigDecimal value, int highest) {
    return BOTTOM - value.multiply(BigDecimal.valueOf(BOTTOM - TOP)).intValue() / highest;
  }

  private static @Nullable Reading reading(
      List<Score> scores, @Nullable Instant operated, int important) {
    if (operated == null) {
      return null;
    }
    Score before = null;
    Score now = null;
    for (Score score : scores) {
      if (score.at().isBefore(operated)) {
        before = score;
      } else {
        now = score;
      }
    }
    if (before == null || now == null) {
      return null;
    }
    BigDecimal fall = before.value().subtract(now.value());
    int percent =
        before.value().signum() == 0
            ? 0
            : fall.multiply(BigDecimal.valueOf(PERCENT))
                .divide(before.value(), 0, RoundingMode.HALF_UP)
                .intValue();
    BigDecimal least = BigDecimal.valueOf(important);
    boolean better = fall.compareTo(least) >= 0 || percent >= SHARE_IMPORTANT;
    boolean worse = fall.negate().compareTo(least) >= 0;
    return new Reading(
        before.value(), now.value(), fall, percent, better ? "better" : worse ? "worse" : "little");
  }

  /** The time that is drawn. */
  private record Span(Instant first, Instant last) {

    static Span of(List<Instant> scores, @Nullable Instant operated, List<Plan.Activity> reviews) {
      List<Instant> all = new ArrayList<>(scores);
      if (operated != null) {
        all.add(operated);
      }
      for (Plan.Activity review : reviews) {
        // Reviews after months would leave no room for the first weeks, unless there are scores.
        Instant end = review.to();
        if (end != null && !review.code().matches("review-\\d+-months")) {
          all.add(end);
        }
      }
      Instant first = all.stream().min(Instant::compareTo).orElse(Instant.EPOCH);
      Instant last = all.stream().max(Instant::compareTo).orElse(first);
      return new Span(first, last.isAfter(first) ? last : first.plus(Duration.ofDays(1)));
    }

    int x(Instant at) {
      double share =
          (double) Duration.between(first, at).toSeconds()
              / Duration.between(first, last).toSeconds();
      return (int) Math.round(LEFT + Math.clamp(share, 0, 1) * (RIGHT - LEFT));
    }

    Band band(Plan.Activity review) {
      Instant from = review.from();
      Instant to = review.to();
      int begin = from == null ? LEFT : x(from);
      int end = to == null ? begin : x(to);
      return new Band(review.code(), review.title(), begin, Math.max(end - begin, 2));
    }

    List<Tick> ticks() {
      List<Tick> ticks = new ArrayList<>();
      Duration step = Duration.between(first, last).dividedBy(TICKS - 1);
      for (int i = 0; i < TICKS; i++) {
        Instant at = first.plus(step.multipliedBy(i));
        ticks.add(new Tick(at, x(at)));
      }
      return ticks;
    }
  }
}
