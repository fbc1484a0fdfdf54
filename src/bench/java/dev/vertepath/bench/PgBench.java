package dev.vertepath.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL's own load generator, which the embedded server does not bring along. */
record PgBench(Path program) {

  private static final Pattern DONE =
      Pattern.compile("number of transactions actually processed: (\\d+)");

  /** On the path, or where Debian's package puts it. */
  static Optional<PgBench> find() throws IOException {
    Path debian = Path.of("/usr/lib/postgresql");
    try (Stream<Path> versions = Files.isDirectory(debian) ? Files.list(debian) : Stream.of()) {
      Stream<Path> onPath =
          Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of);
      return Stream.concat(onPath, versions.sorted().map(version -> version.resolve("bin")))
          .map(directory -> directory.resolve("pgbench"))
          .filter(Files::isExecutable)
          .findFirst()
          .map(PgBench::new);
    }
  }

  /**
   * Sends the statements over and over, prepared.
   *
   * @return how often all of them were sent
   */
  long run(List<String> statements, int connections, Duration time, Database database)
      throws IOException, InterruptedException {
    Path script = Files.createTempFile("statements", ".sql");
    Files.write(script, statements);
    var builder =
        new ProcessBuilder(
                List.of(
                    program.toString(),
                    "--no-vacuum",
                    "--protocol=prepared",
                    "--client=" + connections,
                    "--time=" + time.toSeconds(),
                    "--file=" + script,
                    "--host=127.0.0.1",
                    "--port=" + database.port(),
                    "--username=postgres",
                    "postgres"))
            .redirectErrorStream(true);
    builder.environment().put("PGPASSWORD", database.password());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Files.delete(script);
    Matcher done = DONE.matcher(said);
    if (process.waitFor() != 0 || !done.find()) {
      throw new IOException("pgbench: " + said);
    }
    return Long.parseLong(done.group(1));
  }
}
