package dev.vertepath.record.search;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import dev.vertepath.record.index.SearchParameters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which dates a resource has at most one of, by the elements that lead to them. */
final class SingleDates {

  private final SearchParameters parameters;
  private final FhirContext context;
  private final Map<String, Boolean> known = new ConcurrentHashMap<>();

  SingleDates(SearchParameters parameters) {
    this.parameters = parameters;
    this.context = parameters.context();
  }

  boolean isSingle(String type, String name) {
    if (parameters.added(type, name).isPresent()) {
      return parameters.isSingle(type, name);
    }
    return known.computeIfAbsent(type + "." + name, key -> define(type, name));
  }

  private boolean define(String type, String name) {
    RuntimeSearchParam param = context.getResourceDefinition(type).getSearchParam(name);
    if (param == null || param.getPath() == null) {
      return false;
    }
    List<String> paths =
        Arrays.stream(param.getPath().split("\\s\\|\\s"))
            .map(path -> path.replaceAll("[()]", "").replaceAll("\\s+as\\s+\\w+", "").strip())
            .filter(path -> path.startsWith(type + "."))
            .toList();
    return paths.size() == 1 && isSinglePath(type, paths.getFirst());
  }

  private boolean isSinglePath(String type, String path) {
    BaseRuntimeElementDefinition<?> at = context.getResourceDefinition(type);
    for (String step : path.substring(type.length() + 1).split("\\.")) {
      BaseRuntimeChildDefinition child = child(at, step);
      if (child == null || child.getMax() != 1) {
        return false;
      }
      at = child.getChildByName(child.getValidChildNames().iterator().next());
    }
    return true;
  }

  private static @Nullable BaseRuntimeChildDefinition child(
      @Nullable BaseRuntimeElementDefinition<?> at, String step) {
    if (!(at instanceof BaseRuntimeElementCompositeDefinition<?> composite)) {
      return null;
    }
    BaseRuntimeChildDefinition child = composite.getChildByName(step);
    return child == null ? composite.getChildByName(step + "[x]") : child;
  }
}
