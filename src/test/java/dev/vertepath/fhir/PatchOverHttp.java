package dev.vertepath.fhir;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sends patches. */
abstract class PatchOverHttp extends FhirOverHttp {

  static final String JSON_PATCH = "application/json-patch+json";

  /** With two halves of a primitive, and decimals whose zeroes say something. */
  static final String OBSERVATION =
      """
      {'resourceType':'Observation','status':'preliminary','code':{'text':'x'},
       'note':[{'text':'a'},{'text':'b'}],'valueQuantity':{'value':1.500,'unit':'mL'},
       '_issued':{'extension':[{'url':'http://example.org/e','valueDecimal':2.50}]}}""";

  /** A new observation's path. */
  String observation() {
    return "/Observation/" + post("/Observation", OBSERVATION).id();
  }

  Response patch(String path, String contentType, String body, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = contentType;
    return send("PATCH", path, quoted(body), all);
  }

  /** As in {@code {'op':'remove','path':'/active'}}, several with commas. */
  Response jsonPatch(String path, String operations, String... headers) {
    return patch(path, JSON_PATCH, "[" + operations + "]", headers);
  }

  Response fhirPatch(String path, String... operations) {
    return patch(path, JSON, parameters(operations));
  }

  static String parameters(String... operations) {
    return "{'resourceType':'Parameters','parameter':[" + String.join(",", operations) + "]}";
  }

  /**
   * @param parts name, element and value, as in {@code index valueInteger 1}
   */
  static String operation(String type, String path, String... parts) {
    return Stream.concat(
            Stream.of("type valueCode '" + type + "'", "path valueString '" + path + "'"),
            Arrays.stream(parts))
        .map(part -> part.split(" ", 3))
        .map(p -> "{'name':'%s','%s':%s}".formatted(p[0], p[1], p[2]))
        .collect(Collectors.joining(",", "{'name':'operation','part':[", "]}"));
  }
}
