package dev.vertepath.record.index;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import dev.vertepath.record.index.SearchParameters.Parameter;
import dev.vertepath.record.index.SearchParameters.Stored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds parameters whose values others store already, so that nothing is stored twice: {@code name}
 * holds what {@code family} and {@code given} hold, {@code patient} is a {@code subject} of one
 * type.
 */
final class Sharing {

  private static final Set<RestSearchParameterTypeEnum> KINDS =
      EnumSet.of(
          RestSearchParameterTypeEnum.TOKEN,
          RestSearchParameterTypeEnum.STRING,
          RestSearchParameterTypeEnum.NUMBER,
          RestSearchParameterTypeEnum.QUANTITY);

  private Sharing() {}

  /** Lets parameters of a type share what they store. */
  static void share(Map<String, Parameter> byName) {
    List<Parameter> bySize =
        byName.values().stream()
            .sorted(
                Comparator.comparing((Parameter p) -> parts(p.type(), p.values()).size())
                    .thenComparing(Parameter::name))
            .toList();
    List<Parameter> done = new ArrayList<>();
    for (Parameter parameter : bySize) {
      Parameter sharing =
          parameter.type() == RestSearchParameterTypeEnum.REFERENCE
              ? reference(parameter, byName)
              : KINDS.contains(parameter.type()) ? values(parameter, done) : parameter;
      byName.put(parameter.name(), sharing);
      done.add(sharing);
    }
  }

  private static Parameter values(Parameter parameter, List<Parameter> smaller) {
    Set<ElementFinder> left = parts(parameter.type(), parameter.values());
    Set<ElementFinder> all = Set.copyOf(left);
    Set<Tokens> tokens = new LinkedHashSet<>();
    for (Parameter other : smaller) {
      Set<ElementFinder> others = parts(other.type(), other.values());
      if (other.type() == parameter.type() && !others.isEmpty() && all.containsAll(others)) {
        left.removeAll(others);
        tokens.addAll(other.stored().tokens());
      }
    }
    if (tokens.isEmpty()) {
      return parameter;
    }
    if (!left.isEmpty()) {
      tokens.add(parameter.tokens());
    }
    return parameter.with(
        new Stored(List.copyOf(left), List.copyOf(tokens), List.of(parameter.name()), null));
  }

  /** Of names and addresses the parts, each a text. */
  private static Set<ElementFinder> parts(
      RestSearchParameterTypeEnum type, List<ElementFinder> values) {
    Set<ElementFinder> all = new LinkedHashSet<>();
    for (ElementFinder value : values) {
      List<ElementPath> parts =
          type == RestSearchParameterTypeEnum.STRING && value instanceof ElementPath path
              ? StringValues.parts(path)
              : List.of();
      if (parts.isEmpty()) {
        all.add(value);
      } else {
        all.addAll(parts);
      }
    }
    return all;
  }

  /**
   * A parameter whose references are another one's of one type. The other one must not take a
   * reference that says no type for one to something else.
   */
  private static Parameter reference(Parameter parameter, Map<String, Parameter> byName) {
    String target = target(parameter);
    if (target == null) {
      return parameter;
    }
    Set<ElementFinder> left = new LinkedHashSet<>();
    parameter.values().forEach(value -> left.add(((ElementPath) value).toAny()));
    Set<ElementFinder> all = Set.copyOf(left);
    Set<String> names = new LinkedHashSet<>();
    for (Parameter other : byName.values()) {
      if (other.type() == RestSearchParameterTypeEnum.REFERENCE
          && target(other) == null
          && Set.of("", target).contains(other.likeliestTarget())
          && all.containsAll(other.values())) {
        names.add(other.name());
        left.removeAll(Set.copyOf(other.values()));
      }
    }
    return left.isEmpty()
        ? parameter.with(
            new Stored(parameter.values(), List.of(parameter.tokens()), List.copyOf(names), target))
        : parameter;
  }

  /** The one type that all of its paths ask for, if they do. */
  private static @Nullable String target(Parameter parameter) {
    String target = null;
    for (ElementFinder value : parameter.values()) {
      String one = value instanceof ElementPath path ? path.target() : null;
      if (one == null || target != null && !target.equals(one)) {
        return null;
      }
      target = one;
    }
    return target;
  }
}
