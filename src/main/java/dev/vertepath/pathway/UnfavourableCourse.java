package dev.vertepath.pathway;

import dev.vertepath.pathway.PainScores.Score;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The second half of the coverage rules: the pain worsens, or it is stable or better and two of
 * four burdens are there.
 *
 * <p>Source: summaries of the CMS local coverage determinations (height loss above 25 percent,
 * kyphotic deformity, Roland-Morris score above 17, severe functional impact).
 */
final class UnfavourableCourse {
  private static final BigDecimal HEIGHT_LOSS_PERCENT = BigDecimal.valueOf(25);
  private static final BigDecimal ROLAND_MORRIS = BigDecimal.valueOf(17);
  private static final int WANTED = 2;

  private record Burden(String name, @Nullable Boolean present, @Nullable Source source) {
    boolean isPresent() {
      return Boolean.TRUE.equals(present);
    }

    boolean mayBePresent() {
      return !Boolean.FALSE.equals(present);
    }
  }

  private final Chart chart;
  private final Fracture fracture;
  private final Findings findings;

  UnfavourableCourse(Chart chart, Fracture fracture, Findings findings) {
    this.chart = chart;
    this.fracture = fracture;
    this.findings = findings;
  }

  CriterionResult judge(Criterion criterion, Instant asOf) {
    Score latest = chart.pain().newest(asOf);
    Score earlier = latest == null ? null : earlier(latest);
    if (latest != null && earlier != null && latest.value().compareTo(earlier.value()) > 0) {
      String text = "the pain worsens: " + earlier.text(chart.calendar()) + ", then ";
      return CriterionResult.known(
          criterion, true, latest.source(), text + latest.text(chart.calendar()));
    }
    List<Burden> burdens = burdens(asOf);
    List<Burden> present = burdens.stream().filter(Burden::isPresent).toList();
    Source evidence = present.isEmpty() ? null : present.getFirst().source();
    if (evidence != null && present.size() >= WANTED) {
      String names = present.stream().map(Burden::name).collect(Collectors.joining(", "));
      return CriterionResult.known(criterion, true, evidence, names);
    }
    boolean twoPossible = burdens.stream().filter(Burden::mayBePresent).count() >= WANTED;
    return latest == null || earlier == null || twoPossible
        ? CriterionResult.unknown(criterion, "no worsening is recorded, nor two of the burdens")
        : CriterionResult.known(
            criterion, false, latest.source(), "no worsening, fewer than two burdens");
  }

  /** The score before, if it is of this fracture's time. */
  private @Nullable Score earlier(Score latest) {
    Score earlier = chart.pain().before(latest.at());
    return earlier == null
            || chart.calendar().day(earlier.at()).isBefore(chart.calendar().day(fracture.begun()))
        ? null
        : earlier;
  }

  private List<Burden> burdens(Instant asOf) {
    return List.of(
        above("height loss above 25 percent", "height-loss-percent", HEIGHT_LOSS_PERCENT, asOf),
        found("kyphotic deformity", "kyphosis", asOf),
        above("Roland-Morris score above 17", "roland-morris-score", ROLAND_MORRIS, asOf),
        found("severe functional impact", "severe-functional-impact", asOf));
  }

  private Burden above(String name, String measure, BigDecimal limit, Instant asOf) {
    var measured = findings.measured(measure, asOf);
    return measured == null
        ? new Burden(name, null, null)
        : new Burden(name, measured.value().compareTo(limit) > 0, measured.source());
  }

  private Burden found(String name, String finding, Instant asOf) {
    var found = findings.newest(finding, asOf);
    return found == null
        ? new Burden(name, null, null)
        : new Burden(name, found.present(), found.source());
  }
}
