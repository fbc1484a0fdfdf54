package dev.vertepath.record.erase;

import dev.vertepath.record.index.References;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Whom a Subscription asks for: by a reference, an id, or an identifier in its criteria. */
final class Criteria {

  private static final Pattern PATIENT = Pattern.compile("(?:.*/)?Patient/([A-Za-z0-9.-]{1,64})");

  private static final Set<String> OF_PATIENTS = Set.of("patient", "subject");

  private boolean hers;
  private boolean others;

  private Criteria() {}

  /**
   * @param identifiers hashes of those that she ever had
   */
  static Criteria of(JsonNode subscription, String patient, Set<Long> identifiers) {
    var criteria = new Criteria();
    for (String text : texts(subscription)) {
      String query = text.substring(text.indexOf('?') + 1);
      for (String pair : query.split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          String name = pair.substring(0, equals).replaceFirst("[:.].*", "");
          for (String value : decoded(pair.substring(equals + 1)).split(",")) {
            criteria.look(name, value, patient, identifiers);
          }
        }
      }
    }
    return criteria;
  }

  boolean areOfHer() {
    return hers;
  }

  boolean areOfOthers() {
    return others;
  }

  private static List<String> texts(JsonNode subscription) {
    List<String> texts = new ArrayList<>();
    texts.add(subscription.path("criteria").asString(""));
    subscription
        .at("/_criteria/extension")
        .forEach(extension -> texts.add(extension.path("valueString").asString("")));
    return texts;
  }

  private void look(String name, String value, String patient, Set<Long> identifiers) {
    Matcher reference = PATIENT.matcher(value);
    int bar = value.indexOf('|');
    if (reference.matches()) {
      add(reference.group(1).equals(patient));
    } else if (bar >= 0) {
      boolean her =
          identifiers.contains(
              References.identifierHash(value.substring(0, bar), value.substring(bar + 1)));
      hers |= her;
      others |= !her && (name.contains("identifier") || OF_PATIENTS.contains(name));
    } else if (OF_PATIENTS.contains(name)) {
      add(value.equals(patient));
    } else {
      hers |= name.equals("_id") && value.equals(patient);
    }
  }

  private void add(boolean her) {
    hers |= her;
    others |= !her;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException asItStands) {
      return value;
    }
  }
}
