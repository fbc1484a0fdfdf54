package dev.vertepath.program;

import static org.awaitility.Awaitility.await;

import dev.vertepath.program.Program.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** The program while it runs; what is left of it is killed at the end of a test. */
public record RunningProgram(Program program, Process process, Path stdout, Path stderr)
    implements AutoCloseable {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  Path dataDirectory() {
    return Path.of(program.settings().get("VERTEPATH_DATA_DIR"));
  }

  public String port() {
    return program.settings().get("SERVER_PORT");
  }

  EmbeddedDatabase database() {
    return EmbeddedDatabase.of(dataDirectory());
  }

  boolean isHealthy() {
    try {
      return get("/actuator/health").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  HttpResponse<String> get(String path) throws IOException {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  HttpResponse<String> post(String path, String body) throws IOException {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/fhir+json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  private static HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** As a service manager does; the program ends in order. */
  Ended stopped() {
    process.destroy();
    await().atMost(PATIENCE).until(() -> !process.isAlive());
    keepServerLog();
    return ended();
  }

  /** {@code kill -9} of this process and not of its database server. */
  void killedHard() {
    process.destroyForcibly();
    await().atMost(PATIENCE).until(() -> !process.isAlive());
    keepServerLog();
  }

  /** As a power cut: nothing is left running. */
  void killedWithItsDatabase() {
    EmbeddedDatabase database = database();
    process.destroyForcibly();
    database.killedHard();
    await().atMost(PATIENCE).until(() -> !process.isAlive());
    keepServerLog();
  }

  /** Of the embedded database, where there is one. */
  private void keepServerLog() {
    Path log = dataDirectory().resolve("postgres.log");
    if (Files.exists(log)) {
      try {
        Files.copy(
            log,
            Files.createTempFile(Program.LOGS, "postgres", ".log"),
            StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Ended ended() {
    try {
      return new Ended(
          process.isAlive() ? -1 : process.exitValue(),
          Files.readString(stdout),
          Files.readString(stderr));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stopped();
    }
  }
}
