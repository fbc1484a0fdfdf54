package dev.vertepath.record.index;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import dev.vertepath.record.index.TokenValues.Coded;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** What belongs together in one element, for composite parameters (R4 search.html, "composite"). */
final class PairedValues {

  private final References references;

  PairedValues(References references) {
    this.references = references;
  }

  void add(IndexRows rows, Pairing pairing, JsonNode resource) {
    pairing
        .element()
        .find(
            resource,
            (element, type) -> {
              if (pairing.codes().isEmpty()) {
                extent(rows, pairing, element);
              } else {
                beside(rows, pairing, element);
              }
            });
  }

  private static void extent(IndexRows rows, Pairing pairing, JsonNode element) {
    ElementPath start = pairing.values().getFirst();
    ElementPath end = pairing.values().getLast();
    long param = pairing.tokens().param();
    start.find(
        element,
        (from, type) ->
            end.find(element, (to, same) -> QuantityValues.extent(rows, param, from, to)));
  }

  private void beside(IndexRows rows, Pairing pairing, JsonNode element) {
    List<Tokens> codes = new ArrayList<>();
    for (Coded coded : coded(pairing.codes(), element)) {
      codes(pairing.tokens(), coded, code -> codes.add(pairing.tokens().beside(code)));
    }
    for (Tokens code : codes) {
      for (ElementPath path : pairing.values()) {
        path.find(element, (value, type) -> value(rows, pairing.type(), code, value, type));
      }
    }
  }

  private void value(
      IndexRows rows,
      RestSearchParameterTypeEnum kind,
      Tokens tokens,
      JsonNode value,
      ElementType type) {
    switch (kind) {
      case TOKEN ->
          TokenValues.coded(value, type).forEach(c -> codes(tokens, c, rows.tokens()::add));
      case QUANTITY, NUMBER -> QuantityValues.add(rows, tokens.param(), value, type);
      case REFERENCE ->
          references
              .target(TokenValues.text(value, "reference"))
              .ifPresent(target -> rows.tokens().add(tokens.code(target.reference())));
      default -> throw new IllegalStateException("No composite has a " + kind + " second");
    }
  }

  private static List<Coded> coded(List<ElementPath> paths, JsonNode element) {
    List<Coded> all = new ArrayList<>();
    for (ElementPath path : paths) {
      path.find(element, (code, type) -> all.addAll(TokenValues.coded(code, type)));
    }
    return all;
  }

  private static void codes(Tokens tokens, Coded coded, Consumer<Long> sink) {
    String code = coded.code();
    if (code != null) {
      sink.accept(tokens.code(code));
      sink.accept(tokens.pair(coded.system(), code));
    }
  }
}
