package dev.vertepath.record.search;

import dev.vertepath.record.DateRange;
import dev.vertepath.record.index.Span;
import dev.vertepath.record.search.Condition.Reach;
import dev.vertepath.record.search.QueryString.Parameter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Conditions on dates (R4 search.html, "date"). */
final class DateConditions {

  private static final List<String> MODIFIERS = List.of("missing");

  /** About: this part of the distance from now (R4 search.html, "Prefixes"). */
  private static final int ABOUT = 10;

  private final ZoneId zone;
  private final Clock clock;

  DateConditions(ZoneId zone, Clock clock) {
    this.zone = zone;
    this.clock = clock;
  }

  /**
   * @param param what the date is called in the index
   */
  Condition of(Scope scope, long param, Parameter asked) {
    plain(asked);
    return Alternatives.any(asked, value -> of(scope, param, asked, value));
  }

  private Condition of(Scope scope, long param, Parameter asked, String value) {
    return scope.has(
        "search_date",
        DateComparison.prefix(value).isEmpty() ? Reach.SOME : Reach.MANY,
        Sql.of("x.param = ? and ", param).then(stored(asked, value)));
  }

  private Sql stored(Parameter asked, String value) {
    String prefix = DateComparison.prefix(value);
    DateRange range = DateComparison.range(new Parameter(asked.name(), "", value), zone);
    if (prefix.equals("ap")) {
      DateRange about = about(range);
      return reaching(about.loMicros()).then(" and x.lo <= ?", about.hiMicros());
    }
    Sql exact = DateComparison.compare(prefix, "x.lo", "x.hi", range.loMicros(), range.hiMicros());
    return switch (prefix) {
      case "gt", "ge" -> exact.then(" and ").then(reaching(range.loMicros()));
      case "eb" -> exact.then(" and x.lo < ?", range.loMicros());
      case "", "eq" -> exact.then(" and x.lo <= ?", range.hiMicros());
      default -> exact;
    };
  }

  /** What lasts until an instant or longer cannot have begun long before it. */
  private static Sql reaching(long micros) {
    List<Sql> classes = new ArrayList<>();
    for (Span span : Span.values()) {
      classes.add(
          Sql.of(
              "(x.span = " + span.number() + " and x.lo >= ? and x.hi >= ?)",
              micros - span.longest(),
              micros));
    }
    return Sql.any(classes);
  }

  private DateRange about(DateRange range) {
    Instant now = clock.instant();
    Duration from = Duration.between(range.lo(), now).abs().dividedBy(ABOUT);
    Duration to = Duration.between(range.hi(), now).abs().dividedBy(ABOUT);
    return new DateRange(range.lo().minus(from), range.hi().plus(to));
  }

  /** On when a resource was stored. */
  Condition updated(Scope scope, Parameter asked) {
    plain(asked);
    return Alternatives.any(asked, value -> scope.is(Reach.MANY, updated(asked, value)));
  }

  private Sql updated(Parameter asked, String value) {
    String prefix = DateComparison.prefix(value);
    DateRange exact = DateComparison.range(new Parameter(asked.name(), "", value), zone);
    boolean about = prefix.equals("ap");
    DateRange range = about ? about(exact) : exact;
    return DateComparison.compare(
        about ? "eq" : prefix,
        "y.updated",
        "y.updated",
        range.lo().atOffset(ZoneOffset.UTC),
        range.hi().atOffset(ZoneOffset.UTC));
  }

  private static void plain(Parameter asked) {
    if (!asked.modifier().isEmpty()) {
      throw Refusals.modifier(asked, MODIFIERS);
    }
  }
}
