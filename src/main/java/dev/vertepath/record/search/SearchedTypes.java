package dev.vertepath.record.search;

import dev.vertepath.record.search.QueryString.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which types a search is of: the one of its path, or those of {@code _type}. */
final class SearchedTypes {

  private final Set<String> served;
  private final Set<String> known;

  /**
   * @param served the types that are served
   * @param known every type of R4
   */
  SearchedTypes(Set<String> served, Set<String> known) {
    this.served = Set.copyOf(served);
    this.known = Set.copyOf(known);
  }

  /**
   * @param type of the path; null for a search of all types
   */
  Scope scope(@Nullable String type, SearchRequest request, Moment moment) {
    if (type != null) {
      return Scope.of("r", type, moment);
    }
    Set<String> types = new TreeSet<>(served);
    for (Parameter named : named(request)) {
      types.retainAll(types(named));
    }
    boolean whole = types.equals(known);
    return new Scope("r", List.copyOf(types), whole, moment, 0);
  }

  /** What selects among the types. */
  SearchRequest within(@Nullable String type, SearchRequest request) {
    return type == null ? request.without(named(request)) : request;
  }

  private static List<Parameter> named(SearchRequest request) {
    return request.filters().stream().filter(f -> f.name().equals("_type")).toList();
  }

  private List<String> types(Parameter asked) {
    if (!asked.modifier().isEmpty()) {
      throw Refusals.modifier(asked, List.of());
    }
    List<String> types = new ArrayList<>();
    for (String type : QueryString.alternatives(asked.value())) {
      if (!served.contains(type)) {
        throw Refusals.invalid(
            asked, "names '%s', which is no type that is served here".formatted(type));
      }
      types.add(type);
    }
    return types;
  }
}
