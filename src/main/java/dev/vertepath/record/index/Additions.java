package dev.vertepath.record.index;

import dev.vertepath.record.index.SearchParameters.Parameter;
import dev.vertepath.record.index.SearchParameters.Plan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What there was beside R4's parameters at some version of the definitions. */
public final class Additions {

  private final long version;
  private final boolean indexing;
  private final Map<String, List<Addition>> byType;
  private final Map<String, Plan> plans = new ConcurrentHashMap<>();

  /**
   * @param version counts the changes of what is taken out of resources
   * @param indexing whether the index of some is being made anew, of one that is gone included
   */
  public Additions(long version, boolean indexing, Collection<Addition> all) {
    this.version = version;
    this.indexing = indexing;
    this.byType = all.stream().collect(Collectors.groupingBy(a -> a.parameter().type()));
  }

  /**
   * A parameter and how far its index is.
   *
   * @param complete whether the index holds it of every resource
   */
  public record Addition(AddedParameter parameter, boolean complete) {}

  long version() {
    return version;
  }

  boolean isIndexing() {
    return indexing;
  }

  List<Addition> of(String type) {
    return byType.getOrDefault(type, List.of());
  }

  /** Whether a search by it would find a part of what it should. */
  boolean isIncomplete(String type, String name) {
    return of(type).stream().anyMatch(a -> !a.complete() && a.parameter().name().equals(name));
  }

  /** What R4 has, with what there is beside it. */
  Plan plan(String type, Plan r4, Definitions definitions) {
    return of(type).isEmpty()
        ? r4
        : plans.computeIfAbsent(type, t -> together(of(t), r4, definitions));
  }

  private static Plan together(List<Addition> additions, Plan r4, Definitions definitions) {
    Map<String, Parameter> byName = new TreeMap<>(r4.byName());
    List<Parameter> parameters = new ArrayList<>(r4.parameters());
    Set<Long> earliest = new HashSet<>();
    for (Addition addition : additions) {
      Parameter parameter = definitions.added(addition.parameter());
      byName.put(parameter.name(), parameter);
      parameters.add(parameter);
      if (ServiceParameters.isEarliest(addition.parameter())) {
        earliest.add(parameter.tokens().param());
      }
    }
    return new Plan(byName, List.copyOf(parameters), r4.pairings(), earliest);
  }
}
