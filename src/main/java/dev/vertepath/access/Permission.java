package dev.vertepath.access;

/** What may be done with resources of a type (SMART App Launch 2.2, "Scopes for requesting"). */
public enum Permission {
  CREATE('c', "create"),
  /** Reads of a resource, of its versions and of its history. */
  READ('r', "read"),
  /** Updates and patches; an update may create. */
  UPDATE('u', "update"),
  DELETE('d', "delete"),
  /** Searches, and histories of a type. */
  SEARCH('s', "search");

  private final char letter;
  private final String verb;

  Permission(char letter, String verb) {
    this.letter = letter;
    this.verb = verb;
  }

  /** Its letter in scopes, as in {@code user/Patient.rs}. */
  public char letter() {
    return letter;
  }

  /** For a sentence, as in "may not read". */
  public String verb() {
    return verb;
  }
}
