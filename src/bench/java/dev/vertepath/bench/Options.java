package dev.vertepath.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the command line asks for, as {@code --patients 20000}. */
final class Options {

  /** Each with its default; an empty one means none. */
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("patients", "20000"),
          Map.entry("pathway", "0.02"),
          Map.entry("seed", "1"),
          Map.entry("workloads", "all"),
          Map.entry("warm-up", "20"),
          Map.entry("seconds", "10"),
          Map.entry("connections", "16"),
          Map.entry("callers", "local"),
          Map.entry("token", ""),
          Map.entry("jar", "target/vertepath.jar"),
          Map.entry("java-options", "-XX:+UseParallelGC -Xmx512m"),
          Map.entry("data", "target/bench-data"),
          Map.entry("url", ""),
          Map.entry("service-pid", ""),
          Map.entry("postmaster-pid", ""),
          Map.entry("mllp-port", ""),
          Map.entry("profile", ""),
          Map.entry("report", ""));

  private final Map<String, String> given = new HashMap<>();

  private Options() {}

  /**
   * @throws IllegalArgumentException for what is no option
   */
  static Options of(String... arguments) {
    var options = new Options();
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i].replaceFirst("^--", "");
      if (!DEFAULTS.containsKey(name) || i + 1 == arguments.length) {
        throw new IllegalArgumentException(
            "'%s' is no option, or has no value. There are, each with a value: --%s."
                .formatted(arguments[i], String.join(", --", new TreeSet<>(DEFAULTS.keySet()))));
      }
      options.given.put(name, arguments[i + 1]);
    }
    options.check();
    return options;
  }

  private void check() {
    if (!Callers.KINDS.contains(callers())) {
      throw new IllegalArgumentException(
          "--callers is '%s': write %s.".formatted(callers(), String.join(" or ", Callers.KINDS)));
    }
    if (token() != null && url() == null) {
      throw new IllegalArgumentException(
          "--token is for a program that runs already: name its --url.");
    }
    if (url() != null && !callers().equals(Callers.LOCAL)) {
      throw new IllegalArgumentException(
          "--callers is for a program that is started: with --url, bring a --token.");
    }
  }

  /** How many patients the record shall hold; those of an earlier run count. */
  int patients() {
    return Integer.parseInt(value("patients"));
  }

  /** Share of the loaded patients who have a fracture and were treated for it, 0 to 1. */
  double pathway() {
    return Double.parseDouble(value("pathway"));
  }

  long seed() {
    return Long.parseLong(value("seed"));
  }

  boolean wants(String workload) {
    String asked = value("workloads");
    return asked.equals("all") || Set.of(asked.split(",")).contains(workload);
  }

  /** Time during which each workload runs and is not measured. */
  Duration warmUp() {
    return Duration.ofSeconds(Long.parseLong(value("warm-up")));
  }

  Duration measured() {
    return Duration.ofSeconds(Long.parseLong(value("seconds")));
  }

  int connections() {
    return Integer.parseInt(value("connections"));
  }

  /** As whom the clients ask of a program that is started. */
  String callers() {
    return value("callers");
  }

  /** What all clients bring to a program that runs already. */
  @Nullable String token() {
    return isGiven("token") ? value("token") : null;
  }

  Path jar() {
    return Path.of(value("jar"));
  }

  List<String> javaOptions() {
    return List.of(value("java-options").strip().split("\\s+"));
  }

  /** Data directory of the program that is started. */
  Path data() {
    return Path.of(value("data")).toAbsolutePath();
  }

  /** Base URL of a program that runs already. */
  @Nullable URI url() {
    return isGiven("url") ? URI.create(value("url")) : null;
  }

  /** Of a program that runs already; 0 if its processor time cannot be read. */
  long servicePid() {
    return isGiven("service-pid") ? Long.parseLong(value("service-pid")) : 0;
  }

  /** Of a PostgreSQL that runs already; 0 if its processor time cannot be read. */
  long postmasterPid() {
    return isGiven("postmaster-pid") ? Long.parseLong(value("postmaster-pid")) : 0;
  }

  /** Where a program that runs already takes messages in over MLLP; 0 if it does not. */
  int mllpPort() {
    return isGiven("mllp-port") ? Integer.parseInt(value("mllp-port")) : 0;
  }

  /** Where a profile of each workload shall be left. */
  @Nullable Path profile() {
    return isGiven("profile") ? Path.of(value("profile")).toAbsolutePath() : null;
  }

  /** A file that takes the report, besides the standard output. */
  @Nullable Path report() {
    return isGiven("report") ? Path.of(value("report")).toAbsolutePath() : null;
  }

  private boolean isGiven(String name) {
    return !value(name).isEmpty();
  }

  private String value(String name) {
    return given.getOrDefault(name, String.valueOf(DEFAULTS.get(name)));
  }
}
