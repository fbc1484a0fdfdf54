package dev.vertepath.desk.frame;

/** Sentences of the record as a person reads them. */
public final class Legible {

  /** An id that the service gives has a digit; a word after a stroke has none. */
  private static final String REFERENCE =
      "[A-Z][A-Za-z]+/(?=[A-Za-z.-]*\\d)[A-Za-z0-9-]([A-Za-z0-9.-]{0,62}[A-Za-z0-9-])?(/_history/\\d+)?";

  private Legible() {}

  /** Without the ids of resources, which programs follow and pages link to. */
  public static String of(String text) {
    return text.replaceAll("\\s*\\(" + REFERENCE + "\\)|\\s*\\b" + REFERENCE, "");
  }
}
