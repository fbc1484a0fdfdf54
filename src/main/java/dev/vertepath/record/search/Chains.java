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

  private final SearchParameters parameters;
  private final Set<String> types;
  private final BiFunction<Scope, Parameter, Sql> next;

  /**
   * @param types those that are served
   * @param next the condition of what stands at the end of a step
   */
  Chains(SearchParameters parameters, Set<String> types, BiFunction<Scope, Parameter, Sql> next) {
    this.parameters = parameters;
    this.types = Set.copyOf(types);
    this.next = next;
  }

  static boolean isChain(Parameter asked) {
    return asked.name().equals(HAS) || asked.written().indexOf('.') > 0;
  }

  Sql of(Scope scope, Parameter asked) {
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

  private Sql forward(Scope scope, Parameter asked) {
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
    List<Sql> all = new ArrayList<>();
    RecordException refused = null;
    for (String type : targets(scope.type(), reference, step.modifier())) {
      try {
        all.add(linked(scope, reference, type, rest));
      } catch (RecordException e) {
        refused = better(refused, e);
      }
    }
    if (all.isEmpty()) {
      throw refused == null
          ? Refusals.unknown(
              "%s.%s refers to no type that is served here.".formatted(scope.type(), step.name()))
          : refused;
    }
    return Sql.any(all);
  }

  /** What is wrong with a parameter that is there tells more than that others lack it. */
  private static RecordException better(@Nullable RecordException one, RecordException other) {
    if (other.kind() == RecordException.Kind.NOT_YET) {
      // What the other types have would be half an answer.
      throw other;
    }
    return one == null || one.problems().getFirst().code().equals("not-supported") ? other : one;
  }

  private Sql linked(
      Scope scope, SearchParameters.Parameter reference, String type, Parameter rest) {
    Scope linked = scope.linked(type);
    Sql condition = next.apply(linked, rest);
    String alias = linked.alias();
    return scope.has(
        "reference",
        ReferenceConditions.named(reference)
            .then(
                " and x.target_type = ? and x.target_id in (select %1$s.id from %2$s %1$s"
                        .formatted(alias, scope.moment().resources())
                    + " where %1$s.type = ? and not %1$s.deleted and ".formatted(alias),
                type,
                type)
            .then(condition)
            .then(")"));
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
  private Sql reverse(Scope scope, Parameter asked) {
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
    String alias = linked.alias();
    Sql condition = next.apply(linked, Parameter.of(parts[2], asked.value()));
    return scope.is(
        Sql.of(
                "y.id in (select x.target_id from %s x where "
                    .formatted(scope.moment().table("reference")))
            .then(ReferenceConditions.named(reference))
            .then(
                " and x.target_type = ? and x.rid in (select %1$s.rid from %2$s %1$s where %1$s.type = ? and not"
                        .formatted(alias, scope.moment().resources())
                    + " %s.deleted and ".formatted(alias),
                scope.type(),
                type)
            .then(condition)
            .then("))"));
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
