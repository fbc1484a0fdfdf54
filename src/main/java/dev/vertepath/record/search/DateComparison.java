package dev.vertepath.record.search;

import dev.vertepath.record.DateRange;
import dev.vertepath.record.search.QueryString.Parameter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;

/** How the range of a search value and that of a resource compare (R4 search.html, "Prefixes"). */
final class DateComparison {

  private static final Set<String> PREFIXES =
      Set.of("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap");

  private DateComparison() {}

  /** Of two letters, or none. */
  static String prefix(String value) {
    return value.length() > 2 && PREFIXES.contains(value.substring(0, 2))
        ? value.substring(0, 2)
        : "";
  }

  /** The range that a parameter's only value means, whatever its prefix. */
  static DateRange range(Parameter asked, ZoneId zone) {
    return range(asked, asked.value().substring(prefix(asked.value()).length()), zone);
  }

  /** As {@link #range}, of a value that cannot have a prefix. */
  static DateRange plain(Parameter asked, ZoneId zone) {
    return range(asked, asked.value(), zone);
  }

  private static DateRange range(Parameter asked, String date, ZoneId zone) {
    try {
      return DateRange.of(written(date), zone);
    } catch (IllegalArgumentException e) {
      throw Refusals.invalid(
          asked, "is no date: write it as in 2026-11-23 or 2026-11-23T08:30:00Z");
    }
  }

  /** A plus that was not encoded has become a space, and means an offset all the same. */
  private static String written(String date) {
    return QueryString.unescape(date).replace(' ', '+');
  }

  /** The last instant that a parameter means. */
  static Instant instant(Parameter asked, ZoneId zone) {
    try {
      return DateRange.of(written(asked.value()), zone).hi();
    } catch (IllegalArgumentException e) {
      throw Refusals.invalid(asked, "is no instant: write it as in 2026-11-23T08:30:00Z");
    }
  }

  /**
   * @param lo the column of the resource's first instant, as hi of its last
   * @param from the search value's first instant, as to its last
   */
  static Sql compare(String prefix, String lo, String hi, Object from, Object to) {
    return switch (prefix) {
      case "", "eq" -> Sql.of("(%s >= ? and %s <= ?)".formatted(lo, hi), from, to);
      case "ne" -> Sql.of("(%s < ? or %s > ?)".formatted(lo, hi), from, to);
      case "gt" -> Sql.of("%s > ?".formatted(hi), to);
      case "ge" -> Sql.of("%s >= ?".formatted(hi), from);
      case "lt" -> Sql.of("%s < ?".formatted(lo), from);
      case "le" -> Sql.of("%s <= ?".formatted(lo), to);
      case "sa" -> Sql.of("%s > ?".formatted(lo), to);
      case "eb" -> Sql.of("%s < ?".formatted(hi), from);
      default -> throw new IllegalArgumentException(prefix);
    };
  }
}
