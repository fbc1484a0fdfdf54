package dev.vertepath.record.erase;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Whom a Subscription asks for: by a reference, an id, an identifier or a name in its criteria. Who
 * asks for a name asks for others of that name as well.
 */
final class Criteria {

  private static final Pattern PATIENT = Pattern.compile("(?:.*/)?Patient/([A-Za-z0-9.-]{1,64})");

  private static final Set<String> OF_PATIENTS = Set.of("patient", "subject");
  private static final Set<String> PERSONS = Set.of("Patient", "Person", "RelatedPerson");
  private static final Set<String> NAMES = Set.of("name", "family", "given", "phonetic");
  private static final Pattern MODIFIERS = Pattern.compile(":[^.]*");

  private boolean hers;
  private boolean others;
  private boolean named;

  private final String patient;
  private final Known her;

  private Criteria(String patient, Known her) {
    this.patient = patient;
    this.her = her;
  }

  static Criteria of(JsonNode subscription, String patient, Known her) {
    var criteria = new Criteria(patient, her);
    for (String text : texts(subscription)) {
      String type = text.substring(0, Math.max(0, text.indexOf('?')));
      String query = text.substring(text.indexOf('?') + 1);
      for (String pair : query.split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          String name = MODIFIERS.matcher(decoded(pair.substring(0, equals))).replaceAll("");
          for (String value : decoded(pair.substring(equals + 1)).split(",")) {
            criteria.look(type, name, value);
          }
        }
      }
    }
    return criteria;
  }

  boolean areOfHer() {
    return hers || named;
  }

  boolean areOfOthers() {
    return others || !hers;
  }

  private static List<String> texts(JsonNode subscription) {
    List<String> texts = new ArrayList<>();
    texts.add(subscription.path("criteria").asString(""));
    subscription
        .at("/_criteria/extension")
        .forEach(extension -> texts.add(extension.path("valueString").asString("")));
    return texts;
  }

  /**
   * @param name of the parameter, without modifiers
   */
  private void look(String type, String name, String value) {
    String first = name.replaceFirst("[.].*", "");
    String last = name.substring(name.lastIndexOf('.') + 1);
    Matcher reference = PATIENT.matcher(value);
    int bar = value.indexOf('|');
    if (reference.matches()) {
      add(reference.group(1).equals(patient));
    } else if (bar >= 0) {
      boolean hasIt = her.hasIdentifier(value.substring(0, bar), value.substring(bar + 1));
      hers |= hasIt;
      others |= !hasIt && (name.contains("identifier") || OF_PATIENTS.contains(first));
    } else if (last.equals("identifier")) {
      add(her.hasIdentifier(value));
    } else if (NAMES.contains(last)) {
      boolean ofPersons = first.equals(last) ? PERSONS.contains(type) : OF_PATIENTS.contains(first);
      named |= ofPersons && her.isNamed(value);
    } else if (OF_PATIENTS.contains(first)) {
      add(value.equals(patient));
    } else {
      hers |= first.equals("_id") && value.equals(patient);
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
