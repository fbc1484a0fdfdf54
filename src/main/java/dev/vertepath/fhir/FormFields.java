package dev.vertepath.fhir;

import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a form (application/x-www-form-urlencoded, WHATWG URL 5). */
final class FormFields {

  /** As many as Tomcat takes. */
  private static final int MOST = 1_000;

  private FormFields() {}

  /**
   * @param others that come first
   * @throws Refusal 400 for what is not encoded as it should be, or too many fields
   */
  static Map<String, String[]> after(Map<String, String[]> others, byte[] form, Charset charset) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    others.forEach((name, values) -> fields.put(name, new ArrayList<>(List.of(values))));
    int count = 0;
    for (String field : new String(form, charset).split("&", -1)) {
      if (!field.isEmpty()) {
        if (++count > MOST) {
          throw new Refusal(
              Refusal.BAD_REQUEST, "too-long", "The form has more than %d fields.".formatted(MOST));
        }
        int equals = field.indexOf('=');
        String name = equals < 0 ? field : field.substring(0, equals);
        fields
            .computeIfAbsent(decoded(name, charset), n -> new ArrayList<>())
            .add(equals < 0 ? "" : decoded(field.substring(equals + 1), charset));
      }
    }
    Map<String, String[]> all = new LinkedHashMap<>();
    fields.forEach((name, values) -> all.put(name, values.toArray(String[]::new)));
    return Collections.unmodifiableMap(all);
  }

  private static String decoded(String text, Charset charset) {
    try {
      return URLDecoder.decode(text, charset);
    } catch (IllegalArgumentException e) {
      var refusal =
          new Refusal(
              Refusal.BAD_REQUEST,
              "structure",
              "A field of the form is not percent-encoded as it should be: a % is sent as %25.");
      refusal.initCause(e);
      throw refusal;
    }
  }
}
