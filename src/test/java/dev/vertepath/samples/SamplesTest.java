package dev.vertepath.samples;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import dev.vertepath.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class SamplesTest {

  /** Systems whose codes are taken from the seed only; others are R4's own or a hospital's. */
  private static final Pattern CLINICAL =
      Pattern.compile(
          "http://snomed\\.info/sct|http://loinc\\.org|http://hl7\\.org/fhir/sid/.*"
              + "|http://www\\.ama-assn\\.org/go/cpt|http://www\\.cms\\.gov/.*"
              + "|https://vertepath\\.dev/.*");

  private record Known(String system, Pattern code) {}

  static Stream<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("samples"))) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  static Stream<Path> bundles() throws IOException {
    return Stream.concat(
        samples(), Stream.of(Path.of("src/test/resources/bundles/whole-patient.json")));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isATransactionThatAStrictParserTakes(Path sample) throws Exception {
    Bundle bundle = parsed(sample);

    assertThat(bundle.getType()).isEqualTo(BundleType.TRANSACTION);
    assertThat(bundle.getEntry()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void createsNothingThatIsThereAlready(Path sample) throws Exception {
    assertThat(parsed(sample).getEntry())
        .extracting(BundleEntryComponent::getRequest)
        .allSatisfy(
            request ->
                assertThat(request.getIfNoneExist())
                    .startsWith("identifier=https://hospital.example/"));
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void usesNoClinicalCodeThatTheSeedDoesNotHold(Path bundle) throws Exception {
    List<Known> seed = seed();
    JsonNode tree = Json.MAPPER.readTree(Files.readString(bundle));

    codings(
        tree,
        coding ->
            assertThat(seed)
                .as("%s in %s", coding, bundle)
                .anyMatch(
                    known ->
                        known.system().equals(coding.path("system").asString())
                            && known.code().matcher(coding.path("code").asString()).matches()));
  }

  private static Bundle parsed(Path sample) throws IOException {
    return FhirContext.forR4Cached()
        .newJsonParser()
        .setParserErrorHandler(new StrictErrorHandler())
        .parseResource(Bundle.class, Files.readString(sample));
  }

  private static void codings(JsonNode node, Consumer<JsonNode> seen) {
    if (node.has("code") && CLINICAL.matcher(node.path("system").asString("")).matches()) {
      seen.accept(node);
    }
    node.forEach(child -> codings(child, seen));
  }

  private static List<Known> seed() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("src/main/resources/codes/seed.tsv"))) {
      return lines
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(cells -> new Known(cells[0], Pattern.compile(cells[1].replace(".", "\\."))))
          .toList();
    }
  }
}
