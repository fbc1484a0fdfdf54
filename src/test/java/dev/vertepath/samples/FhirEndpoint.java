package dev.vertepath.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** A running service as a hospital sees it: through its port. */
record FhirEndpoint(HttpClient client, String base) implements AutoCloseable {

  /** Not the service's own: what that one loses must show. */
  static final JsonMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final String JSON = "application/fhir+json";

  static FhirEndpoint at(int port) {
    return new FhirEndpoint(HttpClient.newHttpClient(), "http://127.0.0.1:" + port + "/fhir");
  }

  /** Posts a file as it is, and wants the whole of it accepted; the entries of the answer. */
  List<JsonNode> post(Path bundle) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(base))
            .header("Content-Type", JSON)
            .POST(BodyPublishers.ofFile(bundle));
    return entries(send(request));
  }

  JsonNode put(String path, JsonNode resource) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(base + "/" + path))
            .header("Content-Type", JSON)
            .PUT(BodyPublishers.ofString(EXACT.writeValueAsString(resource))));
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(base + "/" + path)));
  }

  /** The resources of the first page of a search, which must be the only one. */
  List<JsonNode> search(String query) throws IOException, InterruptedException {
    JsonNode page = get(query + "&_count=1000");
    List<JsonNode> found = entries(page).stream().map(entry -> entry.path("resource")).toList();
    assertThat(found).hasSize(page.path("total").asInt());
    return found;
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer =
        client.send(
            request.header("Accept", JSON).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return EXACT.readTree(answer.body());
  }

  static List<JsonNode> entries(JsonNode bundle) {
    return StreamSupport.stream(bundle.path("entry").spliterator(), false).toList();
  }

  @Override
  public void close() {
    client.close();
  }
}
