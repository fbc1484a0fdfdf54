package dev.vertepath.fhir.operation.match;

import dev.vertepath.fhir.operation.Criteria.Token;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What tells one person from another in a Patient.
 *
 * @param identifiers those with a system: a number alone is nobody's
 * @param families family names as they are written, former ones too
 * @param birthDate a day, a month or a year
 * @param gender as in {@code Patient.gender}
 * @param contacts telephone numbers, addresses of mail and the like, as they are written
 * @param homes a street with its place or postal code, folded
 * @param postalCodes folded
 */
record Person(
    Set<Token> identifiers,
    Set<String> families,
    Set<String> givens,
    @Nullable String birthDate,
    @Nullable String gender,
    Set<String> contacts,
    Set<String> homes,
    Set<String> postalCodes) {

  /** Of names and contacts; each is compared with each. */
  private static final int MOST = 50;

  private static final int LONGEST = 100;

  static Person of(JsonNode patient) {
    Set<Token> identifiers = new LinkedHashSet<>();
    for (JsonNode identifier : patient.path("identifier")) {
      if (identifier.has("system") && identifier.has("value")) {
        identifiers.add(
            new Token(identifier.path("system").asString(), identifier.path("value").asString()));
      }
    }
    Set<String> families = new LinkedHashSet<>();
    Set<String> givens = new LinkedHashSet<>();
    for (JsonNode name : patient.path("name")) {
      add(families, name.path("family"));
      name.path("given").forEach(given -> add(givens, given));
    }
    Set<String> contacts = new LinkedHashSet<>();
    patient.path("telecom").forEach(telecom -> add(contacts, telecom.path("value")));
    Set<String> homes = new LinkedHashSet<>();
    Set<String> postalCodes = new LinkedHashSet<>();
    for (JsonNode address : patient.path("address")) {
      addAddress(address, homes, postalCodes);
    }
    return new Person(
        identifiers,
        families,
        givens,
        text(patient, "birthDate"),
        text(patient, "gender"),
        contacts,
        homes,
        postalCodes);
  }

  private static void addAddress(JsonNode address, Set<String> homes, Set<String> postalCodes) {
    String postalCode = fold(address.path("postalCode").asString(""));
    if (!postalCode.isEmpty()) {
      postalCodes.add(postalCode);
    }
    String street =
        address.path("line").valueStream().map(JsonNode::asString).collect(Collectors.joining());
    String place = postalCode.isEmpty() ? fold(address.path("city").asString("")) : postalCode;
    if (!street.isBlank() && !place.isEmpty()) {
      homes.add(fold(street) + " " + place);
    }
  }

  private static void add(Set<String> all, JsonNode value) {
    if (!value.asString("").isBlank() && all.size() < MOST) {
      all.add(value.asString());
    }
  }

  private static @Nullable String text(JsonNode patient, String element) {
    return patient.has(element) ? patient.path(element).asString() : null;
  }

  /** Letters and digits alone, in lower case and without accents, up to 100 characters. */
  static String fold(String text) {
    String start = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    return Normalizer.normalize(start, Normalizer.Form.NFD)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{Nd}]", "");
  }
}
