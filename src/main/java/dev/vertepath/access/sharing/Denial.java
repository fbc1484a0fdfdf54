package dev.vertepath.access.sharing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a Consent denies (R4 consent.html, {@code Consent.provision}). One that denies part of a
 * record, some class or period of data, is taken to deny all of it, and an exception from a denial
 * is not made: to tell too little is the smaller harm, and the glass can be broken.
 *
 * @param consent logical id
 * @param actor relative reference of who is denied; null for all
 * @param purpose code of the purpose that is denied; null for all
 */
record Denial(
    String consent, @Nullable String actor, @Nullable String purpose, Instant from, Instant to) {

  /** What a caller's token names. */
  private static final Pattern COMPARED =
      Pattern.compile("(Practitioner|Organization|Patient|RelatedPerson)/[A-Za-z0-9.-]+");

  static List<Denial> of(String consent, JsonNode body) {
    if (!body.path("status").asString("").equals("active")) {
      return List.of();
    }
    List<Denial> all = new ArrayList<>();
    collect(consent, body.path("provision"), all);
    return all;
  }

  private static void collect(String consent, JsonNode provision, List<Denial> all) {
    if (provision.path("type").asString("").equals("deny")) {
      add(consent, provision, all);
    }
    provision.path("provision").forEach(nested -> collect(consent, nested, all));
  }

  private static void add(String consent, JsonNode provision, List<Denial> all) {
    Instant from = Share.bound(provision.at("/period/start"), true);
    Instant to = Share.bound(provision.at("/period/end"), false);
    for (String actor : actors(provision)) {
      for (String purpose : purposes(provision)) {
        all.add(
            new Denial(
                consent,
                actor.isEmpty() ? null : actor,
                purpose.isEmpty() ? null : purpose,
                from,
                to));
      }
    }
  }

  /** An empty text for all. */
  private static List<String> actors(JsonNode provision) {
    List<String> actors = new ArrayList<>();
    for (JsonNode actor : provision.path("actor")) {
      String reference = actor.at("/reference/reference").asString("");
      if (!COMPARED.matcher(reference).matches()) {
        // Who that is cannot be told of a caller.
        return List.of("");
      }
      actors.add(reference);
    }
    return actors.isEmpty() ? List.of("") : actors;
  }

  private static List<String> purposes(JsonNode provision) {
    List<String> purposes = new ArrayList<>();
    for (JsonNode purpose : provision.path("purpose")) {
      purposes.add(purpose.path("code").asString(""));
    }
    return purposes.isEmpty() ? List.of("") : purposes;
  }
}
