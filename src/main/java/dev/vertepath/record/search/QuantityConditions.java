package dev.vertepath.record.search;

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
  Sql of(Scope scope, Long[] params, boolean units, Parameter asked) {
    if (!asked.modifier().isEmpty()) {
      throw Refusals.modifier(asked, MODIFIERS);
    }
    return Alternatives.any(asked, value -> of(scope, params, units, asked, value));
  }

  Sql of(Scope scope, Long[] params, boolean units, Parameter asked, String value) {
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
            .then(compare(asked, parts.getFirst()));
    return scope.has(
        "search_quantity",
        parts.size() == 1 ? condition : unit(condition, parts.get(1), parts.get(2)));
  }

  private static Sql unit(Sql condition, String system, String code) {
    Sql inSystem = system.isEmpty() ? condition : condition.then(" and x.system = ?", system);
    return code.isEmpty() ? inSystem : inSystem.then(" and x.code = ?", code);
  }

  private static Sql compare(Parameter asked, String value) {
    String prefix = DateComparison.prefix(value);
    BigDecimal number = number(asked, value.substring(prefix.length()));
    // A number stands for all that round to it: 100 is 99.5 to 100.5 (search.html, "number").
    BigDecimal half = number.ulp().movePointLeft(1).multiply(BigDecimal.valueOf(5));
    BigDecimal about = number.abs().multiply(TENTH).max(half);
    return switch (prefix) {
      case "", "eq" ->
          Sql.of(
              "x.low >= ? and x.low < ? and x.high < ?",
              number.subtract(half),
              number.add(half),
              number.add(half));
      case "ne" -> Sql.of("(x.low < ? or x.high >= ?)", number.subtract(half), number.add(half));
      case "gt" -> Sql.of("x.high > ?", number);
      case "ge" -> Sql.of("x.high >= ?", number);
      case "lt" -> Sql.of("x.low < ?", number);
      case "le" -> Sql.of("x.low <= ?", number);
      case "sa" -> Sql.of("x.low > ?", number);
      case "eb" -> Sql.of("x.high < ? and x.low < ?", number, number);
      default -> Sql.of("x.high >= ? and x.low <= ?", number.subtract(about), number.add(about));
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
