package dev.vertepath.exchange.hl7v2;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field, or a component of one, as {@code PID-3} or {@code SCH-11.4}.
 *
 * @param component 0 for the whole field
 */
record FieldPath(String segment, int field, int component) {

  private static final Pattern FORM =
      Pattern.compile("([A-Z][A-Z0-9]{2})-(\\d{1,3})(?:\\.(\\d{1,2}))?");

  /**
   * @throws IllegalArgumentException when it is none
   */
  static FieldPath parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "VERTEPATH_MESSAGE_MAPPINGS: '%s' is no field, as PID-3 or SCH-11.4 are."
              .formatted(text));
    }
    return new FieldPath(
        form.group(1),
        Integer.parseInt(form.group(2)),
        form.group(3) == null ? 0 : Integer.parseInt(form.group(3)));
  }

  @Override
  public String toString() {
    return segment + "-" + field + (component == 0 ? "" : "." + component);
  }
}
