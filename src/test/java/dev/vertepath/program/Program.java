package dev.vertepath.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vertepath.FreePort;
import dev.vertepath.VertePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The program as an operator starts it, in a process of its own.
 *
 * @param called what Java is called with: the jar, or the classes as they are compiled
 */
public record Program(Path directory, List<String> called, Map<String, String> settings) {

  /** What programs say is searched when all tests have run, as what the tests log. */
  static final Path LOGS = Path.of("target", "test-logs", "programs").toAbsolutePath();

  private static final Path JAR = Path.of("target", "vertepath.jar").toAbsolutePath();

  /** To start rather than to run. */
  private static final String QUICK = "-XX:TieredStopAtLevel=1";

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** The jar, with its data under this directory and any free port. */
  static Program in(Path directory) {
    assertThat(JAR).as("the jar that mvn package makes").exists();
    return in(directory, List.of(QUICK, "-jar", JAR.toString()));
  }

  /** The classes, before there is a jar; with its data under this directory and any free port. */
  public static Program ofClasses(Path directory) {
    String classes = System.getProperty("java.class.path");
    // The tests' own database is among them.
    return in(directory, List.of(QUICK, "-cp", classes, VertePath.class.getName()))
        .with("VERTEPATH_TEST_DATABASE", "none");
  }

  private static Program in(Path directory, List<String> called) {
    return new Program(directory, called, Map.of())
        .with("VERTEPATH_DATA_DIR", directory.resolve("data").toString())
        .with("SERVER_PORT", Integer.toString(FreePort.next()));
  }

  Program with(String setting, String value) {
    var more = new LinkedHashMap<>(settings);
    more.put(setting, value);
    return new Program(directory, called, more);
  }

  /** On that server's database instead of one of its own. */
  Program on(EmbeddedDatabase database) {
    return with("SPRING_DATASOURCE_URL", database.url())
        .with("SPRING_DATASOURCE_USERNAME", database.username())
        .with("SPRING_DATASOURCE_PASSWORD", database.password());
  }

  /** Starts and waits until it says that it is well. */
  public RunningProgram started() {
    var running = launched();
    await().atMost(PATIENCE).until(() -> !running.process().isAlive() || running.isHealthy());
    assertThat(running.process().isAlive()).as(() -> running.ended().toString()).isTrue();
    return running;
  }

  /** Starts and does not wait. */
  RunningProgram launched(String... arguments) {
    return launched(null, arguments);
  }

  private RunningProgram launched(@Nullable Path input, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.addAll(called);
    command.addAll(List.of(arguments));
    try {
      Files.createDirectories(LOGS);
      Path out = Files.createTempFile(LOGS, "stdout", ".txt");
      Path err = Files.createTempFile(LOGS, "stderr", ".txt");
      var builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      if (input != null) {
        builder.redirectInput(input.toFile());
      }
      builder.environment().keySet().removeIf(Program::isSetting);
      builder.environment().putAll(settings);
      return new RunningProgram(this, builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs to its end, and is told a line by its standard input. */
  Ended told(String line, String... arguments) {
    try {
      Path input = Files.createTempFile(directory, "stdin", ".txt");
      Files.writeString(input, line + "\n");
      return ended(launched(input, arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs to its end. */
  Ended ran(String... arguments) {
    return ended(launched(arguments));
  }

  private static Ended ended(RunningProgram running) {
    await().atMost(PATIENCE).until(() -> !running.process().isAlive());
    return running.ended();
  }

  private static boolean isSetting(String variable) {
    return variable.startsWith("VERTEPATH_")
        || variable.startsWith("SPRING_")
        || variable.startsWith("SERVER_");
  }

  /** What is left of a process. */
  record Ended(int exitCode, String stdout, String stderr) {}
}
