package dev.vertepath.access;

import dev.vertepath.access.Decision.Allowed;
import dev.vertepath.access.Decision.Bound;
import dev.vertepath.record.Sight;
import dev.vertepath.record.Sight.Given;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What scopes with a query leave of the types that they are for. */
final class Narrowed {

  private final Access access;
  private final ScopeQueries queries;

  Narrowed(Access access, ScopeQueries queries) {
    this.access = access;
    this.queries = queries;
  }

  /**
   * Adds what is left to a sight. Whatever is done with a type, it is of what may be read and found
   * of it: what is written must be so too.
   *
   * @param demanded what is asked for
   */
  void add(
      Caller caller,
      Set<String> types,
      Collection<Demand> demanded,
      List<Given> given,
      List<String> conditions) {
    Set<String> queried = new TreeSet<>();
    caller.scopes().stream()
        .filter(scope -> scope.query() != null)
        .forEach(
            scope -> {
              // Tokens with a query for all types are turned away; one that came in all the same
              // opens nothing that the query does not fit.
              if (scope.type() == null) {
                queried.addAll(types);
              } else if (types.contains(scope.type())) {
                queried.add(scope.type());
              }
            });
    for (String type : queried) {
      Set<Permission> permissions = new TreeSet<>(Set.of(Permission.READ, Permission.SEARCH));
      demanded.stream()
          .filter(demand -> demand.type().equals(type))
          .map(Demand::permission)
          .forEach(permissions::add);
      for (Permission permission : permissions) {
        if (access.decide(caller, permission, type) instanceof Allowed(List<Bound> within)
            && within.stream().anyMatch(bound -> bound.query() != null)) {
          conditions.add("({r}.type <> '%s' or %s)".formatted(type, anyOf(type, within, given)));
        }
      }
    }
  }

  private String anyOf(String type, List<Bound> within, List<Given> given) {
    List<String> alternatives = new ArrayList<>();
    for (Bound bound : within) {
      List<String> all = new ArrayList<>();
      if (bound.patient() != null) {
        all.add("{r}.patient = (select patient from sight)");
      }
      if (bound.query() != null) {
        Sight part = queries.narrowed(type, bound.query(), "q" + given.size() + "_");
        given.addAll(part.given());
        all.add(part.condition());
      }
      alternatives.add("(" + String.join(" and ", all) + ")");
    }
    return "(" + String.join(" or ", alternatives) + ")";
  }
}
