package dev.vertepath.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The program that is measured.
 *
 * @param base as {@code http://127.0.0.1:8080/fhir}
 * @param pid 0 if it is not known
 * @param postmaster pid of its PostgreSQL, 0 if it is not known
 * @param mllpPort 0 if it takes nothing in over MLLP
 * @param callers who ask it
 * @param process if it was started here
 */
record Service(
    URI base, long pid, long postmaster, int mllpPort, Callers callers, @Nullable Process process)
    implements AutoCloseable {

  /** The virtual machine that runs this. */
  static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** One that runs already. */
  static Service at(URI url, Options options) {
    String token = options.token();
    return new Service(
        url,
        options.servicePid(),
        options.postmasterPid(),
        options.mllpPort(),
        token == null ? Callers.local() : Callers.with(token),
        null);
  }

  /** Starts the jar over the data directory. */
  static Service start(Options options, Path data) throws IOException, InterruptedException {
    if (!Files.exists(options.jar())) {
      throw new IllegalArgumentException(
          options.jar() + " is not there: make it with mvn package -DskipTests, or name one.");
    }
    Callers callers = Callers.of(options.callers());
    try {
      return start(options, data, callers);
    } catch (IOException | InterruptedException | RuntimeException e) {
      callers.close();
      throw e;
    }
  }

  private static Service start(Options options, Path data, Callers callers)
      throws IOException, InterruptedException {
    int port = freePort();
    // Whoever logs in over MLLP does so by a certificate.
    int mllpPort = callers.logIn() ? 0 : freePort();
    List<String> command = new ArrayList<>();
    command.add(JAVA.toString());
    command.addAll(options.javaOptions());
    command.addAll(List.of("-jar", options.jar().toString()));
    Files.createDirectories(options.data());
    Path log = options.data().resolve("service.log");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().put("SERVER_PORT", Integer.toString(port));
    builder.environment().put("VERTEPATH_DATA_DIR", data.toString());
    if (mllpPort != 0) {
      builder.environment().put("VERTEPATH_MLLP_PORT", Integer.toString(mllpPort));
    }
    builder.environment().putAll(callers.settings());
    builder.environment().put("VERTEPATH_ZONE", "UTC");
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    URI base = URI.create("http://127.0.0.1:" + port + "/fhir");
    await(process, base, log);
    return new Service(
        base, process.pid(), Database.of(data).postmaster(), mllpPort, callers, process);
  }

  private static void await(Process process, URI base, Path log)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!isWell(base)) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        process.destroy();
        throw new IllegalStateException("The program does not start: " + Files.readString(log));
      }
      Thread.sleep(100);
    }
  }

  private static boolean isWell(URI base) throws IOException {
    var health = (HttpURLConnection) base.resolve("/actuator/health").toURL().openConnection();
    try {
      return health.getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    } finally {
      health.disconnect();
    }
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** What it has used until now. */
  ProcessorTime used() {
    return ProcessorTime.of(pid, postmaster);
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    callers.close();
  }
}
