package dev.vertepath.record.index;

import java.math.BigDecimal;
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

  /** A value of a parameter, which {@link Hashes#param} stands for. */
  public sealed interface Valued {
    long param();
  }

  /**
   * @param status hash of the resource's status, 0 without one
   * @param lo in microseconds since 1970, as hi
   */
  public record DateRow(long param, int status, long lo, long hi) implements Valued {

    /** Class of its length, see {@link Span}. */
    public int span() {
      return Span.of(hi - lo).number();
    }
  }

  public record StringRow(long param, String folded, String exact) implements Valued {}

  /**
   * @param high as low, but for a range
   */
  public record QuantityRow(long param, BigDecimal low, BigDecimal high, String system, String code)
      implements Valued {}

  /**
   * @param param name of the search parameter, or empty for none
   */
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
