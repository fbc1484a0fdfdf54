package dev.vertepath.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Bundles that others made, of patients without a vertebral fracture. {@code
 * -Dvertepath.bundles=DIR} names a directory of them; else our own, which holds what such bundles
 * hold, is taken.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class OutsideBundleTest {

  private static final Path DIRECTORY =
      Path.of(System.getProperty("vertepath.bundles", "src/test/resources/bundles"));
  private static final Set<String> OF_SERVER = Set.of("versionId", "lastUpdated");

  @LocalServerPort int port;
  private FhirEndpoint server;

  @BeforeEach
  void open() {
    server = FhirEndpoint.at(port);
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** What patients refer to comes first: the bundles without one. */
  static List<Path> bundles() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      List<Path> bundles =
          files
              .filter(file -> file.toString().endsWith(".json"))
              .sorted()
              .sorted((a, b) -> Boolean.compare(hasPatient(a), hasPatient(b)))
              .toList();
      assertThat(bundles).as("bundles in %s", DIRECTORY).isNotEmpty();
      return bundles;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bundles")
  void isStoredWholeReadsBackEqualAndOpensNoCase(Path bundle) throws Exception {
    List<JsonNode> sent = FhirEndpoint.entries(read(bundle));

    List<JsonNode> answers = server.post(bundle);

    assertThat(answers).hasSameSizeAs(sent);
    Map<String, String> keys = keys(sent, answers);
    for (int i = 0; i < sent.size(); i++) {
      JsonNode resource = sent.get(i).path("resource");
      JsonNode kept = server.get(key(answers.get(i)));
      assertThat(bare(kept))
          .as("entry %d of %s", i, bundle)
          .isEqualTo(bare(rewritten(resource, keys)));
      if (resource.path("resourceType").asString().equals("Patient")) {
        assertThat(server.search("Task?patient=" + key(answers.get(i)))).isEmpty();
      }
    }
  }

  /** Where each entry is kept, by its fullUrl. */
  private static Map<String, String> keys(List<JsonNode> sent, List<JsonNode> answers) {
    Map<String, String> keys = new HashMap<>();
    for (int i = 0; i < sent.size(); i++) {
      assertThat(answers.get(i).path("response").path("status").asString()).startsWith("201");
      keys.put(sent.get(i).path("fullUrl").asString(), key(answers.get(i)));
    }
    return keys;
  }

  private static String key(JsonNode answer) {
    String location = answer.path("response").path("location").asString();
    String[] parts = location.replaceAll("/_history/.*", "").split("/");
    return parts[parts.length - 2] + "/" + parts[parts.length - 1];
  }

  /** The resource, its references to other entries being those of the server. */
  private static JsonNode rewritten(JsonNode node, Map<String, String> keys) {
    switch (node) {
      case ObjectNode object ->
          object.properties().forEach(field -> field.setValue(rewritten(field.getValue(), keys)));
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, rewritten(array.get(i), keys));
        }
      }
      case StringNode text when keys.containsKey(text.asString()) -> {
        return StringNode.valueOf(keys.get(text.asString()));
      }
      default -> {
        // Nothing that another entry could be named by.
      }
    }
    return node;
  }

  /** As text, in which 1.5 is not 1.50, without what the server gives. */
  private static String bare(JsonNode resource) {
    ObjectNode bare = ((ObjectNode) resource).deepCopy();
    bare.remove("id");
    ObjectNode meta = (ObjectNode) bare.optional("meta").orElse(null);
    bare.remove("meta");
    String kept = meta == null ? "" : FhirEndpoint.EXACT.writeValueAsString(meta.remove(OF_SERVER));
    return FhirEndpoint.EXACT.writeValueAsString(bare) + (kept.equals("{}") ? "" : kept);
  }

  private static boolean hasPatient(Path bundle) {
    return FhirEndpoint.entries(read(bundle)).stream()
        .anyMatch(e -> e.path("resource").path("resourceType").asString().equals("Patient"));
  }

  private static JsonNode read(Path bundle) {
    try {
      return FhirEndpoint.EXACT.readTree(Files.readString(bundle));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
