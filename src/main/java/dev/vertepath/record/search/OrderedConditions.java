package dev.vertepath.record.search;

import dev.vertepath.record.DateRange;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.index.Hashes;
import dev.vertepath.record.search.QueryString.Parameter;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Conditions on values that are greater or smaller: dates, numbers and quantities. */
final class OrderedConditions {

  private static final Set<String> PREFIXES =
      Set.of("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap");

  private final ZoneId zone;

  OrderedConditions(ZoneId zone) {
    this.zone = zone;
  }

  Sql date(Scope scope, Parameter asked, String value) {
    DateRange range = range(asked, value);
    return scope.has(
        "search_date",
        Sql.of("x.param = ? and ", Hashes.param(scope.type(), asked.name()))
            .then(compare(asked, value, "x.lo", "x.hi", range.loMicros(), range.hiMicros())));
  }

  /** On a resource's own {@code y.updated}. */
  Sql updated(Parameter asked, String value) {
    DateRange range = range(asked, value);
    return compare(
        asked,
        value,
        "y.updated",
        "y.updated",
        range.lo().atOffset(ZoneOffset.UTC),
        range.hi().atOffset(ZoneOffset.UTC));
  }

  private DateRange range(Parameter asked, String value) {
    String prefix = prefix(value);
    try {
      return DateRange.of(QueryString.unescape(value.substring(prefix.length())), zone);
    } catch (IllegalArgumentException e) {
      throw SearchConditions.invalid(
          asked, "is no date: write it as in 2026-11-23 or 2026-11-23T08:30:00Z");
    }
  }

  /** Compares two ranges of time as R4 does (search.html, "date" and "Prefixes"). */
  private static Sql compare(
      Parameter asked, String value, String lo, String hi, Object from, Object to) {
    return switch (prefix(value)) {
      case "", "eq" -> Sql.of("(%s >= ? and %s <= ?)".formatted(lo, hi), from, to);
      case "ne" -> Sql.of("(%s < ? or %s > ?)".formatted(lo, hi), from, to);
      case "gt" -> Sql.of("%s > ?".formatted(hi), to);
      case "ge" -> Sql.of("%s >= ?".formatted(hi), from);
      case "lt" -> Sql.of("%s < ?".formatted(lo), from);
      case "le" -> Sql.of("%s <= ?".formatted(lo), to);
      case "sa" -> Sql.of("%s > ?".formatted(lo), to);
      case "eb" -> Sql.of("%s < ?".formatted(hi), from);
      default -> throw notServed(asked);
    };
  }

  Sql quantity(Scope scope, Parameter asked, String value) {
    List<String> parts = List.of(value.split("(?<!\\\\)\\|", -1));
    String prefix = prefix(parts.getFirst());
    BigDecimal number = number(asked, parts.getFirst().substring(prefix.length()));
    var arguments = new ArrayList<Object>(List.of(Hashes.param(scope.type(), asked.name())));
    String compare =
        switch (prefix) {
          case "", "eq" -> "x.low >= ? and x.low < ?";
          case "ne" -> "(x.low < ? or x.low >= ?)";
          case "gt", "sa" -> "x.low > ?";
          case "lt", "eb" -> "x.low < ?";
          case "ge" -> "x.low >= ?";
          case "le" -> "x.low <= ?";
          default -> throw notServed(asked);
        };
    if (compare.indexOf('?') == compare.lastIndexOf('?')) {
      arguments.add(number);
    } else {
      // A number stands for all that round to it: 100 is 99.5 to 100.5 (search.html, "number").
      BigDecimal half = number.ulp().movePointLeft(1).multiply(BigDecimal.valueOf(5));
      arguments.add(number.subtract(half));
      arguments.add(number.add(half));
    }
    String unit = "";
    if (parts.size() == 3) {
      String system = QueryString.unescape(parts.get(1));
      unit = system.isEmpty() ? " and x.code = ?" : " and x.system = ? and x.code = ?";
      if (!system.isEmpty()) {
        arguments.add(system);
      }
      arguments.add(QueryString.unescape(parts.get(2)));
    }
    return scope.has("search_quantity", new Sql("x.param = ? and " + compare + unit, arguments));
  }

  private static BigDecimal number(Parameter asked, String text) {
    try {
      var number = new BigDecimal(text);
      if (Math.abs((long) number.scale()) < 100) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number beyond all measures.
    }
    throw SearchConditions.invalid(asked, "is no number that could be compared");
  }

  private static String prefix(String value) {
    return value.length() > 2 && PREFIXES.contains(value.substring(0, 2))
        ? value.substring(0, 2)
        : "";
  }

  private static RecordException notServed(Parameter asked) {
    return SearchConditions.invalid(
        asked, "has the prefix 'ap', which is not served: give a range with ge and le");
  }
}
