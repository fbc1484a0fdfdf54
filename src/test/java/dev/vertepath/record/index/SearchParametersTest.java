package dev.vertepath.record.index;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import dev.vertepath.record.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every search parameter of R4's registry is there. */
class SearchParametersTest {

  private static final FhirContext CONTEXT = TypeDefinitions.context();

  /** Full text and named queries need an engine of their own. */
  private static final Set<String> LEFT_OUT = Set.of("_text", "_content", "_query");

  @Test
  void everyParameterOfTheRegistryIsServedButThoseThatAreNamedHere() throws IOException {
    var parameters = new SearchParameters(CONTEXT);
    Set<String> lacking = new TreeSet<>();
    for (JsonNode entry : registry().path("entry")) {
      JsonNode definition = entry.path("resource");
      String code = definition.path("code").asString();
      for (JsonNode base : definition.path("base")) {
        String type = base.asString().endsWith("Resource") ? "Patient" : base.asString();
        String kind =
            parameters.find(type, code).map(found -> found.type().getCode()).orElse("none");
        if (!LEFT_OUT.contains(code) && !kind.equals(definition.path("type").asString())) {
          lacking.add(type + "." + code);
        }
      }
    }
    assertThat(lacking).isEmpty();
  }

  private static JsonNode registry() throws IOException {
    try (InputStream file =
        SearchParametersTest.class.getResourceAsStream(
            "/org/hl7/fhir/r4/model/sp/search-parameters.json")) {
      return Json.MAPPER.readTree(Objects.requireNonNull(file));
    }
  }
}
