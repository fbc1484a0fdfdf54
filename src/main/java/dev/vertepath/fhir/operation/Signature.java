package dev.vertepath.fhir.operation;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How an operation is called, as its OperationDefinition says.
 *
 * @param name without the dollar sign, as in {@code validate}
 * @param definition canonical URL of the OperationDefinition
 * @param levels what it is called on
 * @param types the resource types that have it; empty for all
 * @param affectsState whether it may change what is stored: such a one is called by POST only
 * @param parameters names of the input parameters
 * @param resource the input parameter that a body other than Parameters stands for; null when there
 *     is none
 */
public record Signature(
    String name,
    String definition,
    Set<Level> levels,
    Set<String> types,
    boolean affectsState,
    SortedSet<String> parameters,
    @Nullable String resource) {

  /** One that changes nothing and takes nothing. */
  public static Signature reading(
      String name, String definition, Set<Level> levels, Set<String> types) {
    return new Signature(
        name, definition, levels, types, false, Collections.emptySortedSet(), null);
  }

  /** The same, which takes parameters of these names. */
  public Signature taking(String... names) {
    SortedSet<String> sorted = new TreeSet<>(List.of(names));
    return new Signature(
        name,
        definition,
        levels,
        types,
        affectsState,
        Collections.unmodifiableSortedSet(sorted),
        resource);
  }

  /** The same, which may change what is stored. */
  public Signature affecting() {
    return new Signature(name, definition, levels, types, true, parameters, resource);
  }

  /** The same; a body other than Parameters stands for this parameter. */
  public Signature sent(String parameter) {
    return new Signature(name, definition, levels, types, affectsState, parameters, parameter);
  }

  boolean isOf(@Nullable String type) {
    return types.isEmpty() || type == null || types.contains(type);
  }
}
