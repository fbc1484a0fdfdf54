package dev.vertepath.record.index;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A FHIRPath that only goes down, as {@code Observation.component.code}: a walk over JSON, many
 * times faster than an evaluation, which would need HAPI's model of the resource first.
 *
 * @param steps from the resource on
 * @param type of what is found
 */
record ElementPath(List<Step> steps, ElementType type) implements ElementFinder {

  ElementPath {
    steps = List.copyOf(steps);
  }

  /** One step of a walk. */
  sealed interface Step {

    /** As SQL's JSON paths write it. */
    String json();
  }

  /**
   * Goes to an element.
   *
   * @param key as JSON writes it, as in {@code valueQuantity}
   * @param firstOnly whether of several only the first is meant
   * @param repeats whether there can be several
   */
  record Child(String key, boolean firstOnly, boolean repeats) implements Step {
    @Override
    public String json() {
      return ".\"" + key + "\"" + (firstOnly ? "[0]" : "");
    }
  }

  /** Stays if an element has a value, as in {@code where(system='phone')}. */
  record Having(String key, String value) implements Step {
    @Override
    public String json() {
      return " ? (@.\"%s\" == \"%s\")".formatted(key, value.replaceAll("([\"\\\\])", "\\\\$1"));
    }
  }

  /**
   * Stays if a reference is to this type, as in {@code where(resolve() is Patient)}; one that says
   * neither by URL nor by {@code type} may be.
   */
  record To(String target) implements Step {
    @Override
    public String json() {
      return " ? (@.reference like_regex \"(^|/)%1$s/\" || @.type == \"%1$s\")".formatted(target);
    }
  }

  @Override
  public void find(JsonNode resource, Visitor visitor) {
    walk(resource, 0, visitor);
  }

  private void walk(JsonNode node, int at, Visitor visitor) {
    if (at == steps.size()) {
      visitor.visit(node, type);
      return;
    }
    switch (steps.get(at)) {
      case Child child -> {
        JsonNode found = node.get(child.key());
        if (found == null || found.isNull()) {
          return;
        }
        if (!found.isArray()) {
          walk(found, at + 1, visitor);
        } else if (child.firstOnly()) {
          each(found.get(0), at, visitor);
        } else {
          for (JsonNode element : found) {
            each(element, at, visitor);
          }
        }
      }
      case Having having -> {
        if (node.path(having.key()).asString("").equals(having.value())) {
          walk(node, at + 1, visitor);
        }
      }
      case To to -> {
        if (References.mayMean(node, to.target())) {
          walk(node, at + 1, visitor);
        }
      }
    }
  }

  /** In a list of primitives, null holds the place of one that has extensions only. */
  private void each(@Nullable JsonNode element, int at, Visitor visitor) {
    if (element != null && !element.isNull()) {
      walk(element, at + 1, visitor);
    }
  }

  /** Whether a resource can have one such element at most. */
  boolean isSingle() {
    return steps.stream()
        .noneMatch(step -> step instanceof Child child && child.repeats() && !child.firstOnly());
  }

  /** The same for SQL, as {@code $."component"."code"}. */
  String json() {
    return "$" + steps.stream().map(Step::json).collect(Collectors.joining());
  }

  boolean startsWith(ElementPath other) {
    return steps.size() >= other.steps.size()
        && steps.subList(0, other.steps.size()).equals(other.steps);
  }

  /** The rest of the way from where another one ends. */
  ElementPath after(ElementPath other) {
    return new ElementPath(steps.subList(other.steps.size(), steps.size()), type);
  }

  /** The same, without regard to whom its reference is to; itself if it is none. */
  ElementPath toAny() {
    return target() == null ? this : new ElementPath(steps.subList(0, steps.size() - 1), type);
  }

  /** The only type that its reference may be to, if the path says so. */
  @Nullable String target() {
    return !steps.isEmpty() && steps.getLast() instanceof To to ? to.target() : null;
  }

  ElementPath then(ElementType next, Step... more) {
    return new ElementPath(Stream.concat(steps.stream(), Stream.of(more)).toList(), next);
  }
}
