package dev.vertepath.record.search;

import dev.vertepath.record.search.Condition.Reach;
import dev.vertepath.record.search.QueryString.Parameter;
import java.math.BigDecimal;
import java.util.List;

/** Conditions on numbers and quantities (R4 search.html, "number" and "quantity"). */
final class QuantityConditions {

  private static final List<String> MODIFIERS = List.of("missing");

  /** Beyond all measures. */
  private static final int MOST_DIGITS = 100;

  private static final BigDecimal TENTH = new BigDecimal("0.1");

  /**
   * @param params what the quantity is called in the index
   * @param units whether a unit may follow the number
   */
  Condition of(Scope scope, Long[] params, boolean units, Parameter asked) {
    if (!asked.modifier().isEmpty()) {
      throw Refusals.modifier(asked, MODIFIERS);
    }
    return Alternatives.any(asked, value -> of(scope, params, units, asked, value));
  }

  Condition of(Scope scope, Long[] params, boolean units, Parameter asked, String value) {
    List<String> parts = QueryString.split(value, '|').stream().map(QueryString::unescape).toList();
    if (parts.size() != 1 && (!units || parts.size() != 3)) {
      throw Refusals.invalid(
          asked,
          units
              ? "must be a number, number|system|code or number||unit"
              : "must be a number without a unit");
    }
    Sql condition =
        Sql.of("x.param = any(?::bigint[]) and ", (Object) params)
            .then(compare(asked, parts.getFirst(), "x.low", "x.high"));
    return scope.has(
        "search_quantity",
        Reach.SOME,
        parts.size() == 1 ? condition : unit(condition, parts.get(1), parts.get(2)));
  }

  private static Sql unit(Sql condition, String system, String code) {
    Sql inSystem = system.isEmpty() ? condition : condition.then(" and x.system = ?", system);
    return code.isEmpty() ? inSystem : inSystem.then(" and x.code = ?", code);
  }

  /**
   * A start and an end of one element.
   *
   * @param param what the two are called in the index
   */
  static Condition extent(Scope scope, long param, Parameter asked, String start, String end) {
    return scope.has(
        "search_quantity",
        Reach.SOME,
        Sql.of("x.param = ? and ", param)
            .then(compare(asked, start, "x.low", "x.low"))
            .then(" and ")
            .then(compare(asked, end, "x.high", "x.high")));
  }

  /**
   * @param low column of the least that the stored number may be, and so with {@code high}
   */
  private static Sql compare(Parameter asked, String value, String low, String high) {
    String prefix = DateComparison.prefix(value);
    BigDecimal number = number(asked, value.substring(prefix.length()));
    // A number stands for all that round to it: 100 is 99.5 to 100.5 (search.html, "number").
    BigDecimal half = number.ulp().movePointLeft(1).multiply(BigDecimal.valueOf(5));
    BigDecimal about = number.abs().multiply(TENTH).max(half);
    BigDecimal least = number.subtract(half);
    BigDecimal beyond = number.add(half);
    return switch (prefix) {
      case "", "eq" ->
          Sql.of(low + " >= ? and " + low + " < ?", least, beyond)
              .then(" and " + high + " < ?", beyond);
      case "ne" -> Sql.of("(" + low + " < ? or " + high + " >= ?)", least, beyond);
      case "gt" -> Sql.of(high + " > ?", number);
      case "ge" -> Sql.of(high + " >= ?", number);
      case "lt" -> Sql.of(low + " < ?", number);
      case "le" -> Sql.of(low + " <= ?", number);
      case "sa" -> Sql.of(low + " > ?", number);
      case "eb" -> Sql.of(high + " < ? and " + low + " < ?", number, number);
      default ->
          Sql.of(high + " >= ? and " + low + " <= ?", number.subtract(about), number.add(about));
    };
  }

  static BigDecimal number(Parameter asked, String text) {
    try {
      var number = new BigDecimal(text);
      if (Math.abs((long) number.scale()) + number.precision() <= MOST_DIGITS) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number beyond all measures.
    }
    throw Refusals.invalid(asked, "is no number that could be compared");
  }
}
