package dev.vertepath.record.index;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which elements a kind of search parameter can be of (R4 search.html, "Search Parameter Types").
 */
final class Kinds {

  private static final Set<String> NUMBERS =
      Set.of("integer", "decimal", "positiveInt", "unsignedInt", "Range");

  private static final Set<String> NO_TEXTS =
      Set.of("boolean", "integer", "decimal", "positiveInt", "unsignedInt", "base64Binary");

  private static final Map<RestSearchParameterTypeEnum, Set<String>> TYPES =
      Map.of(
          RestSearchParameterTypeEnum.TOKEN,
          Set.of("CodeableConcept", "Coding", "Identifier", "ContactPoint"),
          RestSearchParameterTypeEnum.DATE,
          Set.of("date", "dateTime", "instant", "Period", "Timing"),
          RestSearchParameterTypeEnum.STRING,
          Set.of("HumanName", "Address"),
          RestSearchParameterTypeEnum.REFERENCE,
          Set.of("Reference", "canonical", "uri", "url"),
          RestSearchParameterTypeEnum.URI,
          Set.of("uri", "url", "canonical", "oid", "uuid"),
          RestSearchParameterTypeEnum.NUMBER,
          NUMBERS,
          RestSearchParameterTypeEnum.QUANTITY,
          Set.of(
              "Quantity",
              "SimpleQuantity",
              "MoneyQuantity",
              "Age",
              "Duration",
              "Distance",
              "Count",
              "Money",
              "Range"));

  private Kinds() {}

  /** Those that can be added; the others are put together of several or have rules of their own. */
  static Set<RestSearchParameterTypeEnum> all() {
    return TYPES.keySet();
  }

  /**
   * The types of elements that an expression leads to.
   *
   * @return empty when one of them fits, or when they show only at evaluation
   */
  static Set<String> unfit(RestSearchParameterTypeEnum kind, List<ElementFinder> values) {
    Set<String> found = new TreeSet<>();
    for (ElementFinder value : values) {
      if (!(value instanceof ElementPath path) || fits(kind, path.type().name())) {
        return Set.of();
      }
      found.add(path.type().name());
    }
    return found;
  }

  private static boolean fits(RestSearchParameterTypeEnum kind, String type) {
    boolean primitive = type.substring(0, 1).equals(type.substring(0, 1).toLowerCase(Locale.ROOT));
    return TYPES.getOrDefault(kind, Set.of()).contains(type)
        || switch (kind) {
          case TOKEN -> primitive;
          case STRING -> primitive && !NO_TEXTS.contains(type);
          default -> false;
        };
  }
}
