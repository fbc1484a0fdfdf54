package dev.vertepath.record.search;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.search.QueryString.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a search asks for, apart from what its parameters mean.
 *
 * @param filters what selects
 * @param sorts by what to sort, the first first
 * @param includes {@code _include} and {@code _revinclude}
 * @param count how many matches a page holds; 0 for the total alone
 * @param total whether the total is wanted; null if the search does not say: then only of few
 * @param asOf the instant that is looked at, if it is not now
 * @param cursor where a page begins that a link led to
 * @param shaping what the boundary makes of the answer, as {@code _format}
 */
record SearchRequest(
    List<Parameter> filters,
    List<Sort> sorts,
    List<Parameter> includes,
    int count,
    @Nullable Boolean total,
    @Nullable Parameter asOf,
    @Nullable String cursor,
    List<Parameter> shaping) {

  static final int DEFAULT_COUNT = 50;
  static final int MOST = 1000;
  private static final int MOST_SORTS = 10;

  private static final Set<String> SHAPING = Set.of("_format", "_pretty", "_elements", "_summary");

  /** A parameter to sort by. */
  record Sort(String name, boolean descending) {}

  static SearchRequest parse(String query) {
    List<Parameter> filters = new ArrayList<>();
    List<Sort> sorts = new ArrayList<>();
    List<Parameter> includes = new ArrayList<>();
    List<Parameter> shaping = new ArrayList<>();
    int count = DEFAULT_COUNT;
    Boolean total = null;
    Parameter asOf = null;
    String cursor = null;
    for (Parameter asked : QueryString.parse(query).parameters()) {
      switch (asked.name()) {
        case "_count" -> count = (int) Math.min(asked.wholeNumber(), MOST);
        case "_total" -> total = total(asked);
        case "_sort" -> sorts.addAll(sorts(asked));
        case "_include", "_revinclude" -> includes.add(asked);
        case "_asOf" -> asOf = asked;
        case "_cursor" -> cursor = asked.value();
        default -> (isShaping(asked) ? shaping : filters).add(asked);
      }
    }
    if (sorts.size() > MOST_SORTS) {
      throw Refusals.tooCostly(
          "_sort names %d parameters, and may name %d.".formatted(sorts.size(), MOST_SORTS));
    }
    boolean countOnly =
        shaping.stream().anyMatch(p -> p.name().equals("_summary") && p.value().equals("count"));
    return new SearchRequest(
        filters, sorts, includes, countOnly ? 0 : count, total, asOf, cursor, shaping);
  }

  /** Resources within others are found by nothing: that alone can be asked for. */
  private static boolean isShaping(Parameter asked) {
    return SHAPING.contains(asked.name())
        || asked.name().equals("_contained") && asked.value().equals("false");
  }

  private static boolean total(Parameter asked) {
    return switch (asked.value()) {
      case "none" -> false;
      case "estimate", "accurate" -> true;
      default ->
          throw new RecordException(
              Kind.INVALID,
              "invalid",
              null,
              "_total must be none, estimate or accurate; it is '%s'.".formatted(asked.value()));
    };
  }

  private static List<Sort> sorts(Parameter asked) {
    List<Sort> sorts = new ArrayList<>();
    for (String name : QueryString.alternatives(asked.value())) {
      boolean descending = name.startsWith("-");
      String bare = descending ? name.substring(1) : name;
      if (bare.isEmpty()) {
        throw Refusals.invalid(asked, "names nothing to sort by");
      }
      sorts.add(new Sort(bare, descending));
    }
    return sorts;
  }

  /** What the pages of one search have in common, as in a link; without its end. */
  String common() {
    List<Parameter> sorted = new ArrayList<>();
    if (!sorts.isEmpty()) {
      String names =
          sorts.stream()
              .map(s -> (s.descending() ? "-" : "") + s.name())
              .collect(Collectors.joining(","));
      sorted.add(new Parameter("_sort", "", names));
    }
    return Stream.of(filters, sorted, includes)
        .flatMap(List::stream)
        .map(Parameter::encoded)
        .collect(Collectors.joining("&"));
  }

  /** A link's query. */
  String link(@Nullable String sealed) {
    List<String> parts = new ArrayList<>();
    String common = common();
    if (!common.isEmpty()) {
      parts.add(common);
    }
    if (total != null) {
      parts.add(total ? "_total=accurate" : "_total=none");
    }
    if (asOf != null && sealed == null) {
      parts.add(asOf.encoded());
    }
    parts.add("_count=" + count);
    shaping.forEach(parameter -> parts.add(parameter.encoded()));
    if (sealed != null) {
      parts.add("_cursor=" + sealed);
    }
    return String.join("&", parts);
  }

  /** Whether all matches are counted, however many there are. */
  boolean countsAll() {
    return count == 0 || Boolean.TRUE.equals(total);
  }

  boolean wantsTotal(boolean unlessSaid) {
    return total == null ? unlessSaid : total;
  }

  SearchRequest without(List<Parameter> ignored) {
    return new SearchRequest(
        filters.stream().filter(f -> !ignored.contains(f)).toList(),
        sorts,
        includes.stream().filter(i -> !ignored.contains(i)).toList(),
        count,
        total,
        asOf,
        cursor,
        shaping);
  }
}
