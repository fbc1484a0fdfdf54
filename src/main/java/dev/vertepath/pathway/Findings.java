package dev.vertepath.pathway;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The findings that bear on one fracture: present or absent, since when, and who says so. */
final class Findings {

  /**
   * A finding.
   *
   * @param from when it was there first
   * @param until when it ended; null while it lasts
   * @param told when it was observed or recorded: of two findings the one told later is newer
   */
  record Finding(
      Instant from, @Nullable Instant until, Instant told, boolean present, Source source) {
    boolean counts(Instant at) {
      Instant end = until;
      return !from.isAfter(at) && (end == null || end.isAfter(at));
    }
  }

  /** A measured finding. */
  record Measure(Instant at, BigDecimal value, Source source) {}

  private final Map<String, List<Finding>> findings = new HashMap<>();
  private final Map<String, List<Measure>> measures = new HashMap<>();

  void add(String name, Finding finding) {
    findings.computeIfAbsent(name, k -> new ArrayList<>()).add(finding);
  }

  void add(String name, Measure measure) {
    measures.computeIfAbsent(name, k -> new ArrayList<>()).add(measure);
  }

  /** The newest that counts at that time; of two at once, the one that says present. */
  @Nullable Finding newest(String name, Instant at) {
    return findings.getOrDefault(name, List.of()).stream()
        .filter(f -> f.counts(at))
        .max(
            Comparator.comparing(Finding::told)
                .thenComparing(Finding::present)
                .thenComparing(Finding::from)
                .thenComparing(f -> f.source().reference()))
        .orElse(null);
  }

  /** The newest measured value at that time; of two at once, the higher. */
  @Nullable Measure measured(String name, Instant at) {
    return measures.getOrDefault(name, List.of()).stream()
        .filter(m -> !m.at().isAfter(at))
        .max(
            Comparator.comparing(Measure::at)
                .thenComparing(Measure::value)
                .thenComparing(m -> m.source().reference()))
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
  List<Instant> times(String name) {
    return findings.getOrDefault(name, List.of()).stream().map(Finding::from).toList();
  }
}
