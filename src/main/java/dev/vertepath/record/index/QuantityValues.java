package dev.vertepath.record.index;

import static dev.vertepath.record.index.TokenValues.text;

import dev.vertepath.record.index.IndexRows.QuantityRow;
import java.math.BigDecimal;
import org.apache.commons.lang3.StringUtils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Numbers, quantities, amounts of money, ranges and places (R4 search.html, "quantity"). */
final class QuantityValues {

  /** PostgreSQL's numeric ends at 131,072 digits; nothing measured comes near. */
  private static final int MOST_DIGITS = 1000;

  /** Stand for no limit. */
  private static final BigDecimal LEAST = new BigDecimal("-1E+1000");

  private static final BigDecimal GREATEST = new BigDecimal("1E+1000");

  private QuantityValues() {}

  static void add(IndexRows rows, long param, JsonNode json, ElementType type) {
    switch (type.name()) {
      case "Quantity", "SimpleQuantity", "MoneyQuantity", "Age", "Duration", "Distance", "Count" ->
          quantity(rows, param, json);
      case "Money" -> {
        BigDecimal value = number(json.get("value"));
        if (value != null) {
          add(rows, param, value, value, null, text(json, "currency"));
        }
      }
      case "Range" -> range(rows, param, json);
      default -> {
        BigDecimal value = json.isValueNode() ? number(json) : null;
        if (value != null) {
          add(rows, param, value, value, null, null);
        }
      }
    }
  }

  /** A value of which only one limit is known, as {@code <5}, is a range to the other side. */
  private static void quantity(IndexRows rows, long param, JsonNode json) {
    BigDecimal value = number(json.get("value"));
    if (value != null) {
      String comparator = StringUtils.defaultString(text(json, "comparator"));
      add(
          rows,
          param,
          comparator.startsWith("<") ? LEAST : value,
          comparator.startsWith(">") ? GREATEST : value,
          text(json, "system"),
          unit(json));
    }
  }

  private static void range(IndexRows rows, long param, JsonNode json) {
    BigDecimal low = number(json.path("low").get("value"));
    BigDecimal high = number(json.path("high").get("value"));
    if (low != null || high != null) {
      JsonNode unit = json.path(low == null ? "high" : "low");
      add(
          rows,
          param,
          low == null ? LEAST : low,
          high == null ? GREATEST : high,
          text(unit, "system"),
          unit(unit));
    }
  }

  /** Start and end of an element as one row. */
  static void extent(IndexRows rows, long param, JsonNode start, JsonNode end) {
    BigDecimal from = number(start);
    BigDecimal to = number(end);
    if (from != null && to != null) {
      add(rows, param, from, to, null, null);
    }
  }

  /** Latitude and longitude, in degrees, of a {@code Location.position} as one row. */
  static void position(IndexRows rows, long param, JsonNode json) {
    BigDecimal latitude = number(json.get("latitude"));
    BigDecimal longitude = number(json.get("longitude"));
    if (latitude != null && longitude != null) {
      add(rows, param, latitude, longitude, null, null);
    }
  }

  private static @Nullable String unit(JsonNode quantity) {
    String code = text(quantity, "code");
    return code == null ? text(quantity, "unit") : code;
  }

  private static @Nullable BigDecimal number(@Nullable JsonNode json) {
    if (json == null || json.isNull()) {
      return null;
    }
    try {
      BigDecimal value = json.isNumber() ? json.decimalValue() : new BigDecimal(json.asString());
      return Math.abs((long) value.scale()) + value.precision() <= MOST_DIGITS ? value : null;
    } catch (NumberFormatException e) {
      // A choice that is no number.
      return null;
    }
  }

  private static void add(
      IndexRows rows,
      long param,
      BigDecimal low,
      BigDecimal high,
      @Nullable String system,
      @Nullable String code) {
    rows.quantities()
        .add(
            new QuantityRow(
                param,
                low,
                high,
                StringUtils.defaultString(system),
                StringUtils.defaultString(code)));
  }
}
