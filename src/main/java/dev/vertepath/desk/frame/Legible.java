package dev.vertepath.desk.frame;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.ResourceType;

/** Sentences of the record as a person reads them. */
public final class Legible {

  /** An id that the service gives has a digit; a word after a stroke has none. */
  private static final String REFERENCE =
      Arrays.stream(ResourceType.values())
              .map(Enum::name)
              .collect(Collectors.joining("|", "(?:", ")"))
          + "/(?=[A-Za-z.-]*\\d)[A-Za-z0-9-]([A-Za-z0-9.-]{0,62}[A-Za-z0-9-])?(/_history/\\d+)?";

  private static final Pattern REFERENCES =
      Pattern.compile("\\s*\\(" + REFERENCE + "\\)|\\s*\\b" + REFERENCE);

  private Legible() {}

  /** Without the ids of resources, which programs follow and pages link to. */
  public static String of(String text) {
    return REFERENCES.matcher(text).replaceAll("");
  }
}
