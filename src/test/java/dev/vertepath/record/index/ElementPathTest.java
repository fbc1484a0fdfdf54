package dev.vertepath.record.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import dev.vertepath.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A walk finds what FHIRPath finds. */
class ElementPathTest {

  private static final int VARIANTS = 6;

  private static final FhirContext CONTEXT = TypeDefinitions.context();
  private static final PathCompiler COMPILER = new PathCompiler(new R4Elements(CONTEXT));
  private static final Evaluation EVALUATION = new Evaluation(CONTEXT);

  static Stream<String> types() {
    return CONTEXT.getResourceTypes().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("types")
  void findsWhatFhirPathFindsForEveryParameterOfR4(String type) {
    List<RuntimeSearchParam> parameters =
        CONTEXT.getResourceDefinition(type).getSearchParams().stream()
            .filter(p -> p.getParamType() != RestSearchParameterTypeEnum.COMPOSITE)
            .toList();
    for (int variant = 0; variant < VARIANTS; variant++) {
      ObjectNode resource = FullResource.of(CONTEXT, type, variant);
      IBaseResource model =
          CONTEXT.newJsonParser().parseResource(Json.MAPPER.writeValueAsString(resource));
      for (RuntimeSearchParam parameter : parameters) {
        Set<String> expected = new TreeSet<>();
        for (EvaluatedPath path : evaluations(type, parameter.getPath())) {
          path.find(model, (value, as) -> expected.add(written(value, as)));
        }
        List<ElementFinder> walks = COMPILER.compile(type, parameter.getPath()).orElseThrow();
        assertThat(found(walks, resource))
            .as(type + "." + parameter.getName() + ": " + parameter.getPath())
            .isEqualTo(expected);
      }
    }
  }

  private static List<EvaluatedPath> evaluations(String type, String expression) {
    List<EvaluatedPath> all = new ArrayList<>();
    for (String part : PathCompiler.union(expression)) {
      String start = part.replace("(", "");
      if (start.startsWith(type + ".") || start.startsWith("Resource.") || !start.contains(".")) {
        all.add(EVALUATION.of(part));
      }
    }
    return all;
  }

  private static Set<String> found(List<? extends ElementFinder> finders, JsonNode resource) {
    Set<String> found = new TreeSet<>();
    for (ElementFinder finder : finders) {
      finder.find(resource, (value, type) -> found.add(written(value, type)));
    }
    return found;
  }

  private static String written(JsonNode value, ElementType type) {
    String system = value.isString() ? type.systems().get(value.asString()) : null;
    return kind(type) + " " + text(value) + " " + system;
  }

  /** The name of a part of a resource is of no consequence. */
  private static String kind(ElementType type) {
    String name = type.name();
    return name.endsWith("Component") || CONTEXT.getResourceTypes().contains(name)
        ? "Resource"
        : name.contains(".") ? "Resource" : name;
  }

  private static String text(JsonNode value) {
    return value.isObject() ? Json.MAPPER.writeValueAsString(value) : value.asString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Patient.name.where(use = 'official' and family = 'x')",
        "Patient.name.family.lower()",
        "Patient.contact.telecom[0]",
        "Patient.birthDate.toString()",
        "Patient.nothing"
      })
  void leavesToFhirPathWhatIsMoreThanAWalk(String expression) {
    assertThat(COMPILER.compile("Patient", expression)).isEmpty();
  }

  @Test
  void walksThroughExtensionsAndTheFirstOfSeveral() {
    var resource =
        (ObjectNode)
            Json.MAPPER.readTree(
                """
                {"resourceType":"Patient","name":[{"family":"A"},{"family":"B"}],
                 "extension":[{"url":"urn:x","valueCode":"c"},{"url":"urn:y","valueCode":"d"}]}
                """);
    assertThat(walk("Patient.extension('urn:x').value.as(code)", resource)).containsExactly("c");
    assertThat(walk("Patient.extension.where(url='urn:y').value", resource)).containsExactly("d");
    assertThat(walk("Patient.name.first().family", resource)).containsExactly("A");
    assertThat(walk("name[0].family | Practitioner.name", resource)).containsExactly("A");
  }

  private static List<String> walk(String expression, JsonNode resource) {
    List<String> found = new ArrayList<>();
    COMPILER
        .compile("Patient", expression)
        .orElseThrow()
        .forEach(finder -> finder.find(resource, (value, type) -> found.add(value.asString())));
    return found;
  }

  @Test
  void whatIsNoFhirPathIsRefused() {
    assertThatThrownBy(() -> EVALUATION.of("Patient.name.where("))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Patient.name.where(");
  }
}
