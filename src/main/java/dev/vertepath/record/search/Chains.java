package dev.vertepath.record.search;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Problem;
import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.search.QueryString.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on resources that are referred to, {@code subject:Patient.name}, or that refer here,
 * {@code _has:Observation:patient:code} (R4 search.html, "Chained parameters" and "Reverse
 * Chaining"), one within the other as often as wanted.
 */
final class Chains {

  private static final String HAS = "_has";

  /** As far as anybody can mean, and as deep as a program may call itself. */
  private static final int DEEPEST = 60;

  /**
   * Letters of SQL: a chain that names no types branches into all that are possible, at each step
   * again, and what is longer takes PostgreSQL seconds to plan.
   */
  private static final int LONGEST = 250_000;

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
    if (scope.depth() >= DEEPEST) {
      throw Refusals.tooCostly("A chain may have %d steps.".formatted(DEEPEST));
    }
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
    List<Condition> all = new ArrayList<>();
    int length = 0;
    RecordException refused = null;
    for (String type : targets(scope.type(), reference, step.modifier())) {
      try {
        all.add(linked(scope, reference, type, rest));
      } catch (RecordException e) {
        refused = better(refused, e);
        continue;
      }
      length += all.getLast().check(scope.alias()).text().length();
      if (length > LONGEST) {
        throw Refusals.tooCostly(
            "It branches into too many types: name those that are meant, as in %s:%s.%s."
                .formatted(step.name(), type, rest.written()));
      }
    }
    if (all.isEmpty()) {
      throw refused == null
          ? Refusals.unknown(
              "%s.%s refers to no type that is served here.".formatted(scope.type(), step.name()))
          : refused;
    }
    return Condition.any(all);
  }

  /** What is wrong with a parameter that is there tells more than that others lack it. */
  private static RecordException better(@Nullable RecordException one, RecordException other) {
    if (code(other).equals("too-costly") || other.kind() == RecordException.Kind.NOT_YET) {
      // What the other types have would be half an answer.
      throw other;
    }
    return one == null || code(one).equals("not-supported") ? other : one;
  }

  private static String code(RecordException refused) {
    return refused.problems().getFirst().code();
  }

  private Condition linked(
      Scope scope, SearchParameters.Parameter reference, String type, Parameter rest) {
    Scope linked = scope.linked(type);
    return new Condition.Linked(
        new Link(scope, linked, ReferenceConditions.named(reference), false),
        next.apply(linked, rest));
  }

  private Collection<String> targets(
      String from, SearchParameters.Parameter reference, String named) {
    Set<String> possible =
        new TreeSet<>(reference.targets().isEmpty() ? types : reference.targets());
    if (named.isEmpty()) {
      possible.retainAll(types);
      return possible;
    }
    if (!possible.contains(named)) {
      throw Refusals.unknown(
          "%s.%s does not refer to '%s' but to %s."
              .formatted(from, reference.name(), named, String.join(", ", possible)));
    }
    return List.of(named);
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
    Scope linked = scope.linked(type);
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
