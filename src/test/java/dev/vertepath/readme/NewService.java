package dev.vertepath.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The service as a newcomer has it: a process of its own, on a port of its own, with a new data
 * directory and the database that comes with it.
 */
record NewService(Process process, int port) implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  static NewService start(Path directory) throws IOException {
    int port = freePort();
    var builder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseParallelGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.vertepath.VertePath",
                "--vertepath.test.database=none")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("service.log").toFile());
    builder.environment().put("SERVER_PORT", Integer.toString(port));
    builder.environment().put("VERTEPATH_DATA_DIR", directory.resolve("data").toString());
    var service = new NewService(builder.start(), port);
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> !service.process().isAlive() || service.answers());
    assertThat(service.process().isAlive()).as("the service, see its log").isTrue();
    return service;
  }

  private boolean answers() throws IOException {
    var url = URI.create("http://127.0.0.1:" + port + "/actuator/health").toURL();
    try (var body = url.openStream()) {
      return body.read() >= 0;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Stops it in order, so that its database stops as well. */
  @Override
  public void close() {
    process.destroy();
    await().atMost(PATIENCE).until(() -> !process.isAlive());
  }
}
