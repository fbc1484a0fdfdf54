package dev.vertepath.record.search;

import dev.vertepath.record.search.Condition.Reach;
import dev.vertepath.record.search.QueryString.Parameter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Places by their distance: {@code near=latitude|longitude|distance|unit} (R4 location.html). A
 * place is one row of the index, its latitude in {@code low}, its longitude in {@code high}, in
 * degrees.
 */
final class Near {

  private static final List<String> MODIFIERS = List.of("missing");

  private static final double EARTH_RADIUS_KM = 6371.0088;
  private static final double HALF_ROUND = 180;
  private static final double QUARTER_ROUND = 90;

  /** What is near when no distance is given is left to servers. */
  private static final double DEFAULT_KM = 50;

  private static final Map<String, Double> KM =
      Map.of("km", 1.0, "m", 0.001, "[mi_us]", 1.609347219, "[mi_i]", 1.609344);

  private static final String WITHIN =
      """
      x.param = ? and x.low between ? and ?
      and (? >= 180 or abs(mod(x.high - ?::numeric + 540, 360) - 180) <= ?)
      and asin(least(1, sqrt(
        power(sin(radians(x.low::float8 - ?) / 2), 2)
        + cos(radians(?)) * cos(radians(x.low::float8))
          * power(sin(radians(x.high::float8 - ?) / 2), 2)))) <= ?""";

  Condition of(Scope scope, long param, Parameter asked) {
    if (!asked.modifier().isEmpty()) {
      throw Refusals.modifier(asked, MODIFIERS);
    }
    return Alternatives.any(asked, value -> of(scope, param, asked, value));
  }

  private static Condition of(Scope scope, long param, Parameter asked, String value) {
    List<String> parts = QueryString.split(value, '|').stream().map(QueryString::unescape).toList();
    if (parts.size() < 2 || parts.size() > 4) {
      throw Refusals.invalid(asked, "must be latitude|longitude|distance|unit");
    }
    double latitude = degrees(asked, parts.get(0), QUARTER_ROUND);
    double longitude = degrees(asked, parts.get(1), HALF_ROUND);
    double angle = Math.min(km(asked, parts) / EARTH_RADIUS_KM, Math.PI);
    double beside = beside(latitude, angle);
    double up = Math.toDegrees(angle);
    return scope.has(
        "search_quantity",
        Reach.SOME,
        Sql.of(
            WITHIN,
            param,
            BigDecimal.valueOf(latitude - up),
            BigDecimal.valueOf(latitude + up),
            beside,
            longitude,
            beside,
            latitude,
            latitude,
            longitude,
            angle / 2));
  }

  /** How far the circle reaches to the east and west, in degrees; all around, if it has a pole. */
  private static double beside(double latitude, double angle) {
    double across = Math.sin(angle) / Math.cos(Math.toRadians(latitude));
    boolean pole = Math.abs(latitude) + Math.toDegrees(angle) >= QUARTER_ROUND;
    return pole || across >= 1 ? HALF_ROUND : Math.toDegrees(Math.asin(across));
  }

  private static double degrees(Parameter asked, String text, double most) {
    double degrees = QuantityConditions.number(asked, text).doubleValue();
    if (Math.abs(degrees) > most) {
      throw Refusals.invalid(
          asked, "is no place on earth: latitudes go to 90 degrees, longitudes to 180");
    }
    return degrees;
  }

  private static double km(Parameter asked, List<String> parts) {
    if (parts.size() < 3 || parts.get(2).isEmpty()) {
      return DEFAULT_KM;
    }
    double distance = QuantityConditions.number(asked, parts.get(2)).doubleValue();
    Double km = KM.get(parts.size() < 4 || parts.get(3).isEmpty() ? "km" : parts.get(3));
    if (km == null || distance < 0) {
      throw Refusals.invalid(
          asked, "has no distance that can be used: write a number from 0 in km, m or [mi_us]");
    }
    return distance * km;
  }
}
