package dev.vertepath.fhir;

import dev.vertepath.record.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The running service, as a client on the wire sees it. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class FhirOverHttp {

  static final String JSON = "application/fhir+json";
  static final String XML = "application/fhir+xml";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @LocalServerPort int port;

  /** An answer, its body read as JSON where it is asked for. */
  record Response(HttpResponse<byte[]> http) {

    int status() {
      return http.statusCode();
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    String text() {
      return new String(http.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
      return Json.MAPPER.readTree(http.body());
    }

    String id() {
      return json().path("id").asString();
    }

    /** The issues of an OperationOutcome as {@code code expression}. */
    List<String> issues() {
      List<String> issues = new ArrayList<>();
      for (JsonNode issue : json().path("issue")) {
        String place = issue.path("expression").path(0).asString("");
        issues.add((issue.path("code").asString() + " " + place).strip());
      }
      return issues;
    }
  }

  String base() {
    return "http://127.0.0.1:" + port + "/fhir";
  }

  /** Headers are names and values in turn. */
  Response send(String verb, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base() + path))
            .method(verb, BodyPublishers.ofByteArray(body))
            .timeout(PATIENCE);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Response(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Response get(String path, String... headers) {
    return send("GET", path, new byte[0], headers);
  }

  Response delete(String path, String... headers) {
    return send("DELETE", path, new byte[0], headers);
  }

  /** Sends JSON, in which apostrophes stand for quotes. */
  Response post(String path, String json, String... headers) {
    return send("POST", path, quoted(json), with(headers, JSON));
  }

  Response put(String path, String json, String... headers) {
    return send("PUT", path, quoted(json), with(headers, JSON));
  }

  Response postXml(String path, String xml, String... headers) {
    return send("POST", path, xml.getBytes(StandardCharsets.UTF_8), with(headers, XML));
  }

  static byte[] quoted(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String[] with(String[] headers, String contentType) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Type");
    all.add(contentType);
    return all.toArray(String[]::new);
  }

  /** As in {@code {'resourceType':'Patient',...}}, with a family name of its own. */
  static String patient(String family) {
    return "{'resourceType':'Patient','name':[{'family':'" + family + "'}]}";
  }
}
