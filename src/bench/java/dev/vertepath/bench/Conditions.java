package dev.vertepath.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Under which the figures came about, as Markdown. */
final class Conditions {

  private Conditions() {}

  static String of(Options options, Population patients) throws IOException {
    return """
    %s, %s, %d processors, Java %s, `%s`; %s; %d connections (%s), each workload %d s after a warm-up of %d s. \
    Load of the machine by others before the start: %s.
    """
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            processor(),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version(),
            String.join(" ", options.javaOptions()),
            patients,
            options.connections(),
            options.token() == null ? options.callers() : "one token",
            options.measured().toSeconds(),
            options.warmUp().toSeconds(),
            Files.readString(Path.of("/proc/loadavg")).replaceFirst("(?s) .*", ""));
  }

  /** What the database of a started program holds. */
  static String of(Database database) throws SQLException {
    return "PostgreSQL %s, %s resources, %s.\n"
        .formatted(
            database.ask("show server_version"),
            database.ask("select to_char(count(*), 'FM999,999,999') from resource"),
            database.ask("select pg_size_pretty(pg_database_size(current_database()))"));
  }

  private static String processor() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    }
  }
}
