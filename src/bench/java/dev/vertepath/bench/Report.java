package dev.vertepath.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The measurements as Markdown. */
final class Report {

  private static final String HEAD =
      """
      | workload | req/s | p50 | p90 | p99 | max | errors | JVM | of it compiler | PostgreSQL | sum \
      | HAPI | ratio | HAPI req/s |
      |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
      """;

  private Report() {}

  static String of(List<Measurement> measurements) {
    var lines = new StringBuilder(HEAD);
    List<String> notes = new ArrayList<>();
    for (Measurement one : measurements) {
      String refusal = one.refusal();
      if (refusal == null) {
        lines.append(line(one)).append('\n');
        String error = one.tally().firstError();
        if (error != null) {
          notes.add("%s: %s".formatted(one.workload().title(), error));
        }
      } else {
        lines.append(refused(one, refusal)).append('\n');
        notes.add("%s: %s".formatted(one.workload().title(), shortened(refusal)));
      }
    }
    notes.forEach(note -> lines.append("\n- ").append(note));
    return lines.append('\n').toString();
  }

  private static String line(Measurement one) {
    Tally tally = one.tally();
    ProcessorTime used = one.perRequest();
    Reference reference = one.workload().reference();
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %.1f | %.1f | %.1f | %.0f | %d | %.3f | %.3f | %.3f"
            + " | **%.3f** | %s | **%.1f** | %d |",
        one.workload().title(),
        tally.perSecond(),
        tally.percentile(50),
        tally.percentile(90),
        tally.percentile(99),
        tally.max(),
        tally.errors(),
        used.jvm(),
        used.compiler(),
        used.postgres(),
        used.sum(),
        reference.milliseconds(),
        one.ratio(),
        reference.perSecond());
  }

  private static String shortened(String refusal) {
    int end = refusal.indexOf(". ");
    return end < 0 ? refusal : refusal.substring(0, end + 1);
  }

  private static String refused(Measurement one, String refusal) {
    Reference reference = one.workload().reference();
    return "| %s | %s | | | | | | | | | | %s | | %d |"
        .formatted(
            one.workload().title(),
            refusal.startsWith("200") ? "wrong" : "refused " + refusal.substring(0, 3),
            reference.milliseconds(),
            reference.perSecond());
  }
}
