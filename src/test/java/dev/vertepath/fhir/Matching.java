package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Asks {@code Patient/$match}, and reads whom it found. */
abstract class Matching extends FhirOverHttp {

  private static final String GRADE = "http://hl7.org/fhir/StructureDefinition/match-grade";

  static String person(String content) {
    return "{'resourceType':'Patient'," + content + "}";
  }

  static String named(String family, String given, String birthDate) {
    return "'name':[{'family':'%s','given':['%s']}],'birthDate':'%s'"
        .formatted(family, given, birthDate);
  }

  static String numbered(String system, String value) {
    return "'identifier':[{'system':'%s','value':'%s'}]".formatted(system, value);
  }

  static JsonNode bundle(Response answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode bundle = answer.json();
    assertThat(bundle.path("type").asString()).isEqualTo("searchset");
    return bundle;
  }

  /** The matches as {@code id grade}, in their order. */
  static List<String> matches(Response answer) {
    return bundle(answer)
        .path("entry")
        .valueStream()
        .filter(entry -> entry.at("/search/mode").asString().equals("match"))
        .map(entry -> entry.at("/resource/id").asString() + " " + grade(entry))
        .toList();
  }

  private static String grade(JsonNode entry) {
    JsonNode extension = entry.at("/search/extension/0");
    assertThat(extension.path("url").asString()).isEqualTo(GRADE);
    return extension.path("valueCode").asString();
  }

  static String warnings(Response answer) {
    return bundle(answer)
        .path("entry")
        .valueStream()
        .filter(entry -> entry.at("/search/mode").asString().equals("outcome"))
        .map(entry -> entry.at("/resource/issue/0/diagnostics").asString())
        .reduce("", String::concat);
  }
}
