package dev.vertepath.record.index;

import static dev.vertepath.record.index.TokenValues.text;

import dev.vertepath.record.DateRange;
import dev.vertepath.record.index.IndexRows.DateRow;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Dates, periods and the outer limits of timings (R4 search.html, "date"). */
final class DateValues {

  private DateValues() {}

  /**
   * @param status hash of the resource's status
   * @throws IllegalArgumentException for what is no date
   */
  static void add(
      IndexRows rows, long param, int status, JsonNode json, ElementType type, ZoneId zone) {
    DateRange range = range(json, type, zone);
    if (range != null) {
      rows.dates().add(new DateRow(param, status, range.loMicros(), range.hiMicros()));
    }
  }

  /** Of several dates of a parameter leaves the one that ends first. */
  static void keepEarliest(IndexRows rows, long param) {
    rows.dates().stream()
        .filter(row -> row.param() == param)
        .min(Comparator.comparing(DateRow::hi).thenComparing(DateRow::lo))
        .ifPresent(
            first -> rows.dates().removeIf(row -> row.param() == param && !row.equals(first)));
  }

  private static @Nullable DateRange range(JsonNode json, ElementType type, ZoneId zone) {
    return switch (type.name()) {
      case "date", "dateTime", "instant" -> DateRange.of(json.asString(), zone);
      case "Period" -> period(json, zone);
      case "Timing" -> timing(json, zone);
      // A choice that is no date, as an onsetString.
      default -> null;
    };
  }

  private static @Nullable DateRange period(JsonNode json, ZoneId zone) {
    String start = text(json, "start");
    String end = text(json, "end");
    if (start == null && end == null) {
      return null;
    }
    return new DateRange(
        start == null ? DateRange.FIRST : DateRange.of(start, zone).lo(),
        end == null ? DateRange.LAST : DateRange.of(end, zone).hi());
  }

  /** What is between the limits does not count. */
  private static @Nullable DateRange timing(JsonNode json, ZoneId zone) {
    DateRange all = period(json.path("repeat").path("boundsPeriod"), zone);
    for (JsonNode event : json.path("event")) {
      if (!event.isNull()) {
        DateRange range = DateRange.of(event.asString(), zone);
        all = all == null ? range : hull(all, range);
      }
    }
    return all;
  }

  private static DateRange hull(DateRange one, DateRange other) {
    Instant lo = one.lo().isBefore(other.lo()) ? one.lo() : other.lo();
    Instant hi = one.hi().isAfter(other.hi()) ? one.hi() : other.hi();
    return new DateRange(lo, hi);
  }
}
