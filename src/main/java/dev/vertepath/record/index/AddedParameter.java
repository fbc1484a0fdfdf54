package dev.vertepath.record.index;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.Set;

/**
 * A search parameter of a type that R4 does not have: one of the service's own, or of a
 * SearchParameter that was stored.
 *
 * @param name as in a URL's query
 * @param expression FHIRPath
 * @param targets of a reference; none where every type may be referred to
 * @param url canonical; empty for none
 * @param source what defines it: {@code SearchParameter/[id]}, or the URL of the service's own
 */
public record AddedParameter(
    String type,
    String name,
    RestSearchParameterTypeEnum kind,
    String expression,
    Set<String> targets,
    String url,
    String documentation,
    String source) {

  /** Whether the index holds the same of it. */
  public boolean isIndexedAs(AddedParameter other) {
    return type.equals(other.type)
        && name.equals(other.name)
        && kind == other.kind
        && expression.equals(other.expression)
        && targets.equals(other.targets);
  }
}
