package dev.vertepath.record.index;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the search index holds of one version of a resource. */
public record IndexRows(
    Set<Long> tokens,
    Set<DateRow> dates,
    Set<StringRow> strings,
    Set<QuantityRow> quantities,
    Set<ReferenceRow> references) {

  public record DateRow(String param, Instant lo, Instant hi) {}

  public record StringRow(String param, String folded, String exact) {}

  public record QuantityRow(String param, BigDecimal value, String system, String code) {}

  public record ReferenceRow(
      String param, String targetType, String targetId, @Nullable Long identifier) {}

  public static IndexRows empty() {
    return new IndexRows(
        new LinkedHashSet<>(),
        new LinkedHashSet<>(),
        new LinkedHashSet<>(),
        new LinkedHashSet<>(),
        new LinkedHashSet<>());
  }

  /** The patient that the first of these parameters names, if one is named. */
  public @Nullable String patient(List<String> parameters) {
    for (String parameter : parameters) {
      for (ReferenceRow row : references) {
        if (row.param().equals(parameter)
            && row.targetType().equals("Patient")
            && !row.targetId().isEmpty()) {
          return row.targetId();
        }
      }
    }
    return null;
  }
}
