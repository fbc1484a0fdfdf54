package dev.vertepath.record.store;

import dev.vertepath.record.ClinicalRecord.ServedParameter;
import dev.vertepath.record.index.AddedParameter;
import dev.vertepath.record.index.SearchParameters;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What others are told of the search parameters that work. */
final class ServedParameters {

  private final SearchParameters parameters;
  private final Set<String> types;

  /**
   * @param types the resource types that are served
   */
  ServedParameters(SearchParameters parameters, Set<String> types) {
    this.parameters = parameters;
    this.types = types;
  }

  List<ServedParameter> of(String type) {
    return parameters.of(type).values().stream().map(p -> served(type, p)).toList();
  }

  private ServedParameter served(String type, SearchParameters.Parameter parameter) {
    String url = parameters.added(type, parameter.name()).map(AddedParameter::url).orElse("");
    return new ServedParameter(
        parameter.name(),
        parameter.type().getCode(),
        parameter.documentation(),
        linked(parameter),
        url.isEmpty() ? null : url);
  }

  private Set<String> linked(SearchParameters.Parameter parameter) {
    if (!parameter.type().getCode().equals("reference") || !parameter.isLiteral()) {
      return Set.of();
    }
    return parameter.targets().isEmpty()
        ? types
        : parameter.targets().stream()
            .filter(types::contains)
            .collect(Collectors.toUnmodifiableSet());
  }
}
