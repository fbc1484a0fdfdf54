package dev.vertepath.pathway;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  private record Burden(String name, @Nullable Boolean present, @Nullable Source source) {}

  private final Chart chart;
  private final Findings findings;

  UnfavourableCourse(Chart chart, Findings findings) {
    this.chart = chart;
    this.findings = findings;
  }

  CriterionResult judge(Criterion criterion, Instant asOf) {
    var latest = chart.pain().newest(asOf);
    var earlier = latest == null ? null : chart.pain().before(latest.at());
    if (latest != null && earlier != null && latest.value().compareTo(earlier.value()) > 0) {
      String text = "the pain worsens: " + earlier.text(chart.calendar()) + ", then ";
      return CriterionResult.known(
          criterion, true, latest.source(), text + latest.text(chart.calendar()));
    }
    var present = new ArrayList<Burden>();
    int unknown = 0;
    Source seen = latest == null ? null : latest.source();
    for (Burden burden : burdens(asOf)) {
      Boolean there = burden.present();
      if (there == null) {
        unknown++;
      } else if (there) {
        present.add(burden);
      }
      seen = burden.source() == null ? seen : burden.source();
    }
    String names = String.join(", ", present.stream().map(Burden::name).toList());
    if (seen != null && present.size() >= WANTED) {
      return CriterionResult.known(criterion, true, seen, names);
    }
    return seen == null || latest == null || present.size() + unknown >= WANTED
        ? CriterionResult.unknown(criterion, "no worsening is recorded, nor two of the burdens")
        : CriterionResult.known(criterion, false, seen, "no worsening, fewer than two burdens");
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
