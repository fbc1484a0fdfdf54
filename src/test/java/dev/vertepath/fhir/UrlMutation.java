package dev.vertepath.fhir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages a URL, once or several times, mostly where its parts meet. */
final class UrlMutation {

  private static final List<String> ODD_VALUES =
      List.of(
          "",
          "%",
          "%zz",
          "%00",
          "%c3%28",
          "%ed%a0%80",
          "%f0%9f%a6%b4",
          "%E2%80%AE",
          "\\",
          "%5C,%5C$%5C|",
          "|",
          "||",
          "$",
          ",",
          ":",
          "null",
          "true",
          "-1",
          "99999999999999999999",
          "1e308",
          "1e-99999",
          "NaN",
          "0x10",
          "gt",
          "ap0000-01-01",
          "9999-12-31T23:59:59.999999999%2B14:00",
          "2026-02-30",
          "2026-13",
          "eq2026-10-05T25:00:00Z",
          "%2B999999999-12-31",
          "-2026",
          "Patient/%2e%2e/%2e%2e",
          "http://[::1/",
          "urn:uuid:",
          "Patient?name=a",
          "*",
          "*:*",
          "*:*:*",
          "Observation:*",
          "Observation:subject:Group",
          "a".repeat(3000),
          "1,".repeat(500) + "1",
          "'%20or%20'1'='1",
          "%7B%7D",
          "%3Cscript%3E",
          "_id,-_id,_lastUpdated",
          "count",
          "text/turtle",
          "$current-problems",
          "-",
          "--family");

  private static final List<String> ODD_NAMES =
      List.of(
          "_sort",
          "_include",
          "_revinclude:iterate",
          "_include:iterate",
          "_count",
          "_total",
          "_summary",
          "_elements",
          "_cursor",
          "_asOf",
          "_list",
          "_has",
          "_has:",
          "_has:Observation:subject",
          "_has:Observation:subject:_has:List:item:_id",
          "_format",
          "_pretty",
          "_filter",
          "subject.",
          ".subject",
          "subject:Patient.",
          "subject:Nothing.name",
          "patient.organization.partof.partof.name",
          "based-on.based-on.based-on.status",
          "item.item.item.item.item.status",
          "link:Patient.link:Patient.link:Patient.family",
          "code:in",
          "code:not-in",
          "code:text",
          "family:",
          "family::",
          "gender:missing",
          "date:above",
          "near",
          "_id:not",
          "_type",
          "_since",
          "%00",
          "%F0%9F%A6%B4",
          "");

  private static final String LETTERS = "%&=?:|,$\\/.-+_aZ09'\"<>{}[]^`~#; ";

  private final Random random;

  UrlMutation(Random random) {
    this.random = random;
  }

  String of(String url) {
    String damaged = url;
    for (int i = random.nextInt(3); i >= 0; i--) {
      damaged = once(damaged);
    }
    return damaged;
  }

  private String once(String url) {
    int question = url.indexOf('?');
    if (question < 0 || random.nextInt(5) == 0) {
      return letters(url);
    }
    List<String> parameters =
        new ArrayList<>(Arrays.asList(url.substring(question + 1).split("&", -1)));
    int at = random.nextInt(parameters.size());
    String[] parts = parameters.get(at).split("=", 2);
    String value = parts.length < 2 ? "" : parts[1];
    switch (random.nextInt(6)) {
      case 0 -> parameters.set(at, parts[0] + "=" + any(ODD_VALUES));
      case 1 -> parameters.set(at, any(ODD_NAMES) + "=" + value);
      case 2 -> parameters.add(any(ODD_NAMES) + "=" + any(ODD_VALUES));
      case 3 -> parameters.add(parameters.get(at));
      case 4 -> parameters.set(at, parts[0] + "=" + letters(value));
      default -> parameters.set(at, parts[0] + ":" + any(ODD_NAMES) + "=" + value);
    }
    return url.substring(0, question + 1) + String.join("&", parameters);
  }

  /** One letter is lost, added or another; the first one stays. */
  private String letters(String text) {
    if (text.length() < 2) {
      return text + any(ODD_VALUES);
    }
    int at = 1 + random.nextInt(text.length() - 1);
    String letter = String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length())));
    String damaged =
        text.substring(0, at)
            + (random.nextInt(3) == 0 ? "" : letter)
            + text.substring(at + random.nextInt(2));
    // HAPI asserts that no path begins with two slashes, in tests only.
    return damaged.replaceFirst("^//+", "/");
  }

  private String any(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
