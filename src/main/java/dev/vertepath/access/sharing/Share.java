package dev.vertepath.access.sharing;

import dev.vertepath.record.DateRange;
import java.time.Instant;
import java.time.ZoneOffset;
import tools.jackson.databind.JsonNode;

/**
 * That an organization sees a patient, from one instant and up to another.
 *
 * @param organization logical id
 */
record Share(String organization, Instant from, Instant to) {

  static Share always(String organization) {
    return new Share(organization, DateRange.FIRST, DateRange.LAST);
  }

  /** While all of these Periods last; where one does not say, it is open. */
  static Share during(String organization, JsonNode... periods) {
    Instant from = DateRange.FIRST;
    Instant to = DateRange.LAST;
    for (JsonNode period : periods) {
      Instant start = bound(period.path("start"), true);
      Instant end = bound(period.path("end"), false);
      from = start.isAfter(from) ? start : from;
      to = end.isBefore(to) ? end : to;
    }
    return new Share(organization, from, to);
  }

  /** The instant from which, or up to which, a Period lasts. */
  static Instant bound(JsonNode date, boolean start) {
    if (!date.isString()) {
      return start ? DateRange.FIRST : DateRange.LAST;
    }
    DateRange range = DateRange.of(date.asString(), ZoneOffset.UTC);
    return start ? range.lo() : range.hi().plusMillis(1);
  }
}
