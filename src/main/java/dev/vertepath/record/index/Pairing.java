package dev.vertepath.record.index;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.List;

/**
 * What a composite parameter finds in an element that may repeat: the values beside a code, under a
 * parameter that the code makes.
 *
 * @param tokens of the pairing, the same for every composite that means the same
 * @param element which may repeat, as {@code Observation.component}
 * @param codes from that element on; none when the values are a start and an end, which are stored
 *     as one
 * @param type of the values
 * @param values from that element on
 */
record Pairing(
    Tokens tokens,
    ElementPath element,
    List<ElementPath> codes,
    RestSearchParameterTypeEnum type,
    List<ElementPath> values) {

  static Pairing of(
      String resource,
      ElementPath element,
      List<ElementPath> codes,
      RestSearchParameterTypeEnum type,
      List<ElementPath> values) {
    String name = element.json() + json(codes) + type.getCode() + json(values);
    return new Pairing(new Tokens(Hashes.param(resource, name)), element, codes, type, values);
  }

  private static List<String> json(List<ElementPath> paths) {
    return paths.stream().map(ElementPath::json).sorted().toList();
  }
}
