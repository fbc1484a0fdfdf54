package dev.vertepath.record.index;

import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import dev.vertepath.record.index.ElementPath.Child;
import dev.vertepath.record.index.ElementPath.Having;
import dev.vertepath.record.index.ElementPath.To;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes walks of FHIRPath expressions, as far as these only go down: names, choices by {@code as}
 * and {@code ofType}, {@code where} with an equality or {@code resolve() is}, {@code
 * extension(url)}, {@code [0]} and unions. That is all that R4's own search parameters have.
 */
final class PathCompiler {

  private static final Pattern UNDENIED =
      Pattern.compile("\\(?\\s*([\\w.]+)\\.exists\\(\\) and \\1 != false\\s*\\)?");

  private final R4Elements elements;

  PathCompiler(R4Elements elements) {
    this.elements = elements;
  }

  /** Where a walk has got to. */
  private record Reached(ElementPath path, @Nullable BaseRuntimeElementDefinition<?> definition) {}

  /** An expression that is more than a walk. */
  private static final class NoWalk extends RuntimeException {

    private final @Nullable String unknown;

    NoWalk() {
      this(null);
    }

    /**
     * @param unknown an element that there is not, in words
     */
    NoWalk(@Nullable String unknown) {
      super(null, null, false, false);
      this.unknown = unknown;
    }
  }

  /** The first element of an expression that there is not, in words; null if there is none. */
  @Nullable String unknownElement(String type, String expression) {
    for (String part : union(expression)) {
      try {
        walks(type, part);
      } catch (NoWalk e) {
        if (e.unknown != null) {
          return e.unknown;
        }
      }
    }
    return null;
  }

  /**
   * @return empty if it is more than a walk; an empty list if nothing of it is about this type
   */
  Optional<List<ElementFinder>> compile(String type, String expression) {
    try {
      List<ElementFinder> finders = new ArrayList<>();
      for (String part : union(expression)) {
        Matcher undenied = UNDENIED.matcher(part);
        if (undenied.matches()) {
          List<ElementPath> paths = walks(type, undenied.group(1));
          if (!paths.isEmpty()) {
            finders.add(new Undenied(paths));
          }
        } else {
          finders.addAll(walks(type, part));
        }
      }
      return Optional.of(finders.stream().distinct().toList());
    } catch (NoWalk e) {
      return Optional.empty();
    }
  }

  /** The ways to an element, as {@code Observation.component}. */
  List<ElementPath> walks(String type, String expression) {
    return new Reader(type, expression).all().stream().map(Reached::path).toList();
  }

  static List<String> union(String expression) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (!quoted && c == '(') {
        depth++;
      } else if (!quoted && c == ')') {
        depth--;
      } else if (!quoted && c == '|' && depth == 0) {
        parts.add(expression.substring(from, i).strip());
        from = i + 1;
      }
    }
    parts.add(expression.substring(from).strip());
    return parts;
  }

  /** Reads one part of a union. */
  private final class Reader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    private static final Pattern AS = Pattern.compile("\\s+as\\s+(?:FHIR\\.)?(\\w+)");
    private static final Pattern OF_TYPE =
        Pattern.compile("\\.(?:as|ofType)\\(\\s*(?:FHIR\\.)?(\\w+)\\s*\\)");
    private static final Pattern EQUAL =
        Pattern.compile("\\.where\\(\\s*(\\w+)\\s*=\\s*'([^'\\\\]*)'\\s*\\)");
    private static final Pattern RESOLVES =
        Pattern.compile("\\.where\\(\\s*resolve\\(\\)\\s+is\\s+(\\w+)\\s*\\)");
    private static final Pattern EXTENSION =
        Pattern.compile("\\.extension\\(\\s*'([^'\\\\]*)'\\s*\\)");
    private static final Pattern CHILD = Pattern.compile("\\.([A-Za-z]\\w*)(?![\\w(])");
    private static final Pattern FIRST = Pattern.compile("\\[0\\]|\\.first\\(\\)");

    private final String type;
    private final String text;
    private int at;

    Reader(String type, String text) {
      this.type = type;
      this.text = text;
    }

    List<Reached> all() {
      List<Reached> reached = term();
      if (at != text.length()) {
        throw new NoWalk();
      }
      return reached;
    }

    private List<Reached> term() {
      List<Reached> reached;
      if (at < text.length() && text.charAt(at) == '(') {
        int end = closing();
        String inner = text.substring(at + 1, end);
        at = end + 1;
        reached = new ArrayList<>();
        for (String part : union(inner)) {
          reached.addAll(new Reader(type, part).all());
        }
      } else {
        reached = root(take(NAME).group());
      }
      while (at < text.length()) {
        reached = step(reached);
      }
      return reached;
    }

    private int closing() {
      int depth = 0;
      for (int i = at; i < text.length(); i++) {
        depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
        if (depth == 0) {
          return i;
        }
      }
      throw new NoWalk();
    }

    /** A definition that serves many types has parts that are about the others. */
    private List<Reached> root(String name) {
      var root = new ElementPath(List.of(), new ElementType(type));
      List<Reached> here = List.of(new Reached(root, elements.resource(type)));
      if (name.equals(type) || name.equals("Resource") || name.equals("DomainResource")) {
        return here;
      }
      if (elements.isResource(name)) {
        at = text.length();
        return List.of();
      }
      if (text.startsWith("(", at)) {
        // A function.
        throw new NoWalk();
      }
      return children(here, name);
    }

    private List<Reached> step(List<Reached> from) {
      Matcher step;
      if ((step = next(AS)) != null || (step = next(OF_TYPE)) != null) {
        String wanted = step.group(1);
        return from.stream().filter(r -> is(r.path().type(), wanted)).toList();
      }
      if ((step = next(RESOLVES)) != null) {
        String target = step.group(1);
        return from.stream()
            .map(r -> new Reached(r.path().then(r.path().type(), new To(target)), r.definition()))
            .toList();
      }
      if ((step = next(EQUAL)) != null) {
        var having = new Having(step.group(1), step.group(2));
        return from.stream()
            .map(r -> new Reached(r.path().then(r.path().type(), having), r.definition()))
            .toList();
      }
      if ((step = next(EXTENSION)) != null) {
        var having = new Having("url", step.group(1));
        return children(from, "extension").stream()
            .map(r -> new Reached(r.path().then(r.path().type(), having), r.definition()))
            .toList();
      }
      if (next(FIRST) != null) {
        return from.stream().map(this::first).toList();
      }
      return children(from, take(CHILD).group(1));
    }

    private List<Reached> children(List<Reached> from, String name) {
      List<Reached> all = new ArrayList<>();
      for (Reached parent : from) {
        for (R4Elements.Written child : elements.children(parent.definition(), name)) {
          var step = new Child(child.key(), false, child.repeats());
          all.add(new Reached(parent.path().then(child.type(), step), child.definition()));
        }
      }
      if (all.isEmpty() && !from.isEmpty()) {
        boolean known =
            !name.equals("id")
                && from.stream()
                    .allMatch(
                        r -> r.definition() instanceof BaseRuntimeElementCompositeDefinition<?>);
        throw new NoWalk(
            known ? from.getFirst().path().type().name() + " has no element '" + name + "'" : null);
      }
      return all;
    }

    /** The first of all, which is the first of the last list if there is but one of it. */
    private Reached first(Reached reached) {
      List<ElementPath.Step> steps = reached.path().steps();
      if (steps.isEmpty() || !(steps.getLast() instanceof Child last)) {
        throw new NoWalk();
      }
      var before = new ElementPath(steps.subList(0, steps.size() - 1), reached.path().type());
      if (!before.isSingle()) {
        throw new NoWalk();
      }
      var first = new Child(last.key(), true, last.repeats());
      return new Reached(before.then(reached.path().type(), first), reached.definition());
    }

    /** The names of primitive types are sometimes written with a capital. */
    private static boolean is(ElementType type, String wanted) {
      return type.name().equalsIgnoreCase(wanted);
    }

    private Matcher take(Pattern pattern) {
      Matcher found = next(pattern);
      if (found == null) {
        throw new NoWalk();
      }
      return found;
    }

    private @Nullable Matcher next(Pattern pattern) {
      Matcher matcher = pattern.matcher(text).region(at, text.length());
      matcher.useTransparentBounds(true);
      if (!matcher.lookingAt()) {
        return null;
      }
      at = matcher.end();
      return matcher;
    }
  }
}
