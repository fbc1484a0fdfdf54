package dev.vertepath.care;

/**
 * In a Task, an extension with a {@code valueDateTime}: a person does not want to be reminded of
 * the work before then. It changes nothing of the work itself: neither its window nor its status,
 * and so it is no word that the pathway hears.
 */
public final class Snooze {

  public static final String URL = "https://vertepath.dev/fhir/StructureDefinition/snoozed-until";

  private Snooze() {}
}
