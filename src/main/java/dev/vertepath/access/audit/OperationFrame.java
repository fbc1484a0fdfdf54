package dev.vertepath.access.audit;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is done for an operation, which is one event whatever it does to find its answer. */
final class OperationFrame {

  final String name;
  final Set<String> patients = new LinkedHashSet<>();
  final Set<String> touched = new LinkedHashSet<>();
  boolean wrote;

  /** The message that it takes in, for people; null for none. */
  @Nullable String message;

  OperationFrame(String name) {
    this.name = name;
  }
}
