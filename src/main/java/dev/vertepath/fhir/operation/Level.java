package dev.vertepath.fhir.operation;

import org.jspecify.annotations.Nullable;

/** What an operation is called on (R4 operations.html, "Executing an Operation"). */
public enum Level {
  /** {@code [base]/$name}. */
  SYSTEM("the whole system, as in [base]/$"),
  /** {@code [base]/[type]/$name}. */
  TYPE("the type, as in [base]/[type]/$"),
  /** {@code [base]/[type]/[id]/$name}. */
  INSTANCE("a resource, as in [base]/[type]/[id]/$"),
  /** {@code [base]/[type]/[id]/_history/[version]/$name}. */
  VERSION("one version, as in [base]/[type]/[id]/_history/[version]/$");

  private final String words;

  Level(String words) {
    this.words = words;
  }

  public static Level of(@Nullable String type, @Nullable String id, @Nullable String version) {
    if (type == null) {
      return SYSTEM;
    }
    if (id == null) {
      return TYPE;
    }
    return version == null ? INSTANCE : VERSION;
  }

  /** For a person: the level, and the path of an operation on it. */
  String of(String operation) {
    return words + operation;
  }
}
