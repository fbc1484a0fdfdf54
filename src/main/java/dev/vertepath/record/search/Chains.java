package dev.vertepath.record.search;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Problem;
import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.search.QueryString.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.apache.commons.lang3.StringUtils;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on resources that are referred to, {@code subject:Patient.name}, or that refer here,
 * {@code _has:Observation:patient:code} (R4 search.html, "Chained parameters" and "Reverse
 * Chaining"), one within the other as often as wanted.
 */
final class Chains {

  private static final String HAS = "_has";

  /** A query of a thousand steps would be planned for minutes. */
  private static final int MOST_STEPS = 12;

  /** Each step that may lead to several types multiplies what has to be looked for. */
  private static final int MOST_WAYS = 60;

  private final SearchParameters parameters;
  private final Set<String> types;
  private final BiFunction<Scope, Parameter, Condition> next;

  /**
   * @param types those that are served
   * @param next the condition of what stands at the end of a step
   */
  Chains(
      SearchParameters parameters,
      Set<String> types,
      BiFunction<Scope, Parameter, Condition> next) {
    this.parameters = parameters;
    this.types = Set.copyOf(types);
    this.next = next;
  }

  static boolean isChain(Parameter asked) {
    return asked.name().equals(HAS) || asked.written().indexOf('.') > 0;
  }

  Condition of(Scope scope, Parameter asked) {
    try {
      return asked.name().equals(HAS) ? reverse(scope, asked) : forward(scope, asked);
    } catch (RecordException e) {
      if (scope.depth() > 0) {
        throw e;
      }
      Problem first = e.problems().getFirst();
      throw new RecordException(
          e.kind(),
          first.code(),
          first.expression(),
          "In the chain '%s': %s".formatted(asked.written(), first.diagnostics()));
    }
  }

  private Condition forward(Scope scope, Parameter asked) {
    String written = asked.written();
    int dot = written.indexOf('.');
    Parameter step = Parameter.of(written.substring(0, dot), "");
    Parameter rest = Parameter.of(written.substring(dot + 1), asked.value());
    SearchParameters.Parameter reference = reference(scope.type(), step.name());
    if (!reference.isLiteral()) {
      throw Refusals.unknown(
          "%s.%s cannot be followed: it holds URLs of definitions, or resources, not references."
              .formatted(scope.type(), step.name()));
    }
    List<String> targets = targets(scope.type(), reference, step.modifier(), rest);
    int ways = scope.ways() * targets.size();
    if (ways > MOST_WAYS) {
      throw Refusals.invalid(
          asked, "can mean too many types of resources: name them, as in subject:Patient.name");
    }
    List<Condition> all = new ArrayList<>();
    RecordException refused = null;
    for (String type : targets) {
      try {
        Scope linked = step(scope, asked, type, ways);
        all.add(
            new Condition.Linked(
                new Link(scope, linked, ReferenceConditions.named(reference), false),
                next.apply(linked, rest)));
      } catch (RecordException e) {
        refused = better(refused, e);
      }
    }
    if (refused != null && all.isEmpty()) {
      throw refused;
    }
    return Condition.any(all);
  }

  /** What is wrong with a parameter that is there tells more than that others lack it. */
  private static RecordException better(@Nullable RecordException one, RecordException other) {
    return one == null || one.problems().getFirst().code().equals("not-supported") ? other : one;
  }

  private static Scope step(Scope scope, Parameter asked, String type, int ways) {
    if (scope.depth() == MOST_STEPS) {
      throw Refusals.invalid(
          asked, "has more steps than the %d that are followed".formatted(MOST_STEPS));
    }
    return scope.linked(type, ways);
  }

  /**
   * The types that a step may lead to: of those that are not named, the ones that know the rest.
   */
  private List<String> targets(
      String from, SearchParameters.Parameter reference, String named, Parameter rest) {
    Set<String> possible =
        new TreeSet<>(reference.targets().isEmpty() ? types : reference.targets());
    if (!named.isEmpty()) {
      if (!possible.contains(named)) {
        throw Refusals.unknown(
            "%s.%s does not refer to '%s' but to %s."
                .formatted(from, reference.name(), named, String.join(", ", possible)));
      }
      return List.of(named);
    }
    possible.retainAll(types);
    List<String> knowing = possible.stream().filter(type -> knows(type, rest)).toList();
    if (knowing.isEmpty() && possible.size() != 1) {
      throw Refusals.unknown(
          "%s.%s refers to %s: none of them has a search parameter '%s'."
              .formatted(
                  from,
                  reference.name(),
                  reference.targets().isEmpty() ? "all types" : String.join(", ", possible),
                  firstName(rest)));
    }
    return knowing.isEmpty() ? List.copyOf(possible) : knowing;
  }

  private boolean knows(String type, Parameter rest) {
    return switch (rest.name()) {
      case "_list" -> true;
      case HAS -> {
        String[] parts = rest.modifier().split(":", 3);
        yield parts.length > 1
            && types.contains(parts[0])
            && parameters
                .find(parts[0], parts[1])
                .filter(p -> p.targets().isEmpty() || p.targets().contains(type))
                .isPresent();
      }
      default -> parameters.find(type, firstName(rest)).isPresent();
    };
  }

  private static String firstName(Parameter rest) {
    return StringUtils.substringBefore(rest.name(), ".");
  }

  /** {@code _has:Observation:patient:code}: who is referred to by a resource as described. */
  private Condition reverse(Scope scope, Parameter asked) {
    String[] parts = asked.modifier().split(":", 3);
    if (parts.length < 3 || parts[2].isEmpty()) {
      throw Refusals.invalid(
          asked, "must be written as in _has:Observation:patient:code: type, reference, parameter");
    }
    String type = parts[0];
    if (!types.contains(type)) {
      throw Refusals.unknown("'%s' is no type of resource that is served here.".formatted(type));
    }
    SearchParameters.Parameter reference = reference(type, parts[1]);
    if (!reference.targets().isEmpty() && !reference.targets().contains(scope.type())) {
      throw Refusals.unknown(
          "%s.%s does not refer to %s but to %s."
              .formatted(
                  type,
                  reference.name(),
                  scope.type(),
                  String.join(", ", new TreeSet<>(reference.targets()))));
    }
    Scope linked = step(scope, asked, type, scope.ways());
    return new Condition.Linked(
        new Link(scope, linked, ReferenceConditions.named(reference), true),
        next.apply(linked, Parameter.of(parts[2], asked.value())));
  }

  private SearchParameters.Parameter reference(String type, String name) {
    return parameters
        .find(type, name)
        .filter(p -> p.type().name().equals("REFERENCE"))
        .orElseThrow(
            () ->
                Refusals.unknown(
                    "%s has no reference '%s'. It has: %s."
                        .formatted(
                            type,
                            name,
                            String.join(
                                ", ",
                                parameters.of(type).values().stream()
                                    .filter(p -> p.type().name().equals("REFERENCE"))
                                    .map(SearchParameters.Parameter::name)
                                    .toList()))));
  }
}
