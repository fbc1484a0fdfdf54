package dev.vertepath.record.index;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import java.time.ZoneId;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes out of a resource what the index holds of it, by the definitions of R4. */
public final class Extraction {

  private final SearchParameters parameters;
  private final ZoneId zone;
  private final References references;
  private final ReferenceValues referenceValues;
  private final PairedValues paired;

  /**
   * @param zone the facility's, whose calendar day a date without a zone means
   */
  public Extraction(SearchParameters parameters, ZoneId zone, References references) {
    this.parameters = parameters;
    this.zone = zone;
    this.references = references;
    this.referenceValues = new ReferenceValues(references);
    this.paired = new PairedValues(references);
  }

  public Optional<ResourceKey> target(String reference) {
    return references.target(reference).filter(key -> !key.type().isEmpty());
  }

  /**
   * The resource that one belongs to though no search parameter tells so: a patient, or what
   * belongs to one.
   */
  public Optional<ResourceKey> belongsTo(String type, ObjectNode body) {
    return Belonging.of(type, body, references);
  }

  /**
   * @throws RecordException UNPROCESSABLE for a value that no search could compare, as 2026-02-30
   */
  public IndexRows of(String type, ObjectNode body) {
    IndexRows rows = IndexRows.empty();
    int status = Hashes.status(body);
    SearchParameters.Plan plan = parameters.plan(type);
    for (SearchParameters.Parameter parameter : plan.parameters()) {
      try {
        for (ElementFinder finder : parameter.stored().own()) {
          finder.find(body, (value, as) -> add(rows, parameter, status, value, as));
        }
      } catch (IllegalArgumentException e) {
        throw new RecordException(
            RecordException.Kind.UNPROCESSABLE,
            "value",
            type,
            "The value of '%s' cannot be used: %s.".formatted(parameter.name(), e.getMessage()));
      }
    }
    plan.earliest().forEach(param -> DateValues.keepEarliest(rows, param));
    plan.pairings().forEach(pairing -> paired.add(rows, pairing, body));
    references.uncovered(body, rows);
    rows.tokens().addAll(References.identifiers(body));
    return rows;
  }

  private void add(
      IndexRows rows,
      SearchParameters.Parameter parameter,
      int status,
      JsonNode value,
      ElementType type) {
    Tokens tokens = parameter.tokens();
    long param = tokens.param();
    switch (parameter.type()) {
      case TOKEN -> TokenValues.add(rows, tokens, value, type);
      case DATE -> DateValues.add(rows, param, status, value, type, zone);
      case STRING -> StringValues.add(rows, param, value, type);
      case REFERENCE -> referenceValues.add(rows, parameter, value, type);
      case URI -> {
        referenceValues.add(rows, parameter, value, type);
        ReferenceValues.hierarchy(rows, tokens, value.asString(""));
      }
      case NUMBER, QUANTITY -> QuantityValues.add(rows, param, value, type);
      case SPECIAL -> QuantityValues.position(rows, param, value);
      default -> throw new IllegalStateException(parameter.type().name());
    }
  }
}
