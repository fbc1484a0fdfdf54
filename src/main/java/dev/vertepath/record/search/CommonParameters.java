package dev.vertepath.record.search;

import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.index.SearchParameters.Parameter;
import dev.vertepath.record.index.SearchParameters.Stored;
import dev.vertepath.record.index.Tokens;
import java.util.List;
import java.util.Optional;

/** What every type can be searched by, several types at once (R4 search.html, "All Resources"). */
final class CommonParameters {

  /** As they are told to a person. */
  static final String NAMES = "_type, _id, _lastUpdated, _tag, _profile, _security, _source, _list";

  /** Any type that is in the record whenever it is of use. */
  private static final String ANY = "Basic";

  private static final List<String> LABELS = List.of("_tag", "_profile", "_security", "_source");
  private static final List<String> COLUMNS = List.of("_id", "_lastUpdated");

  private final SearchParameters parameters;

  CommonParameters(SearchParameters parameters) {
    this.parameters = parameters;
  }

  /** The parameter of all these types as one; empty when it is none of them all. */
  Optional<Parameter> find(List<String> types, String name) {
    if (COLUMNS.contains(name)) {
      return parameters.find(ANY, name);
    }
    return LABELS.contains(name)
        ? parameters.find(ANY, name).map(one -> ofAll(types, one))
        : Optional.empty();
  }

  private Parameter ofAll(List<String> types, Parameter one) {
    List<Tokens> tokens =
        types.stream()
            .flatMap(type -> parameters.find(type, one.name()).stream())
            .flatMap(parameter -> parameter.stored().tokens().stream())
            .toList();
    return new Parameter(
        one.name(),
        one.type(),
        one.documentation(),
        one.targets(),
        one.tokens(),
        one.values(),
        one.composite(),
        new Stored(List.of(), tokens, List.of(), null));
  }
}
