package dev.vertepath.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** A process as a database server may have left it: alive, dead but not yet reaped, or foreign. */
record ServerProcess(ProcessHandle handle) {

  static Optional<ServerProcess> of(long pid) {
    return ProcessHandle.of(pid).map(ServerProcess::new);
  }

  /** Whether it still runs; a zombie does not, though its pid exists. */
  boolean runs() {
    return handle.isAlive() && !isZombie();
  }

  /** Whether this is a PostgreSQL server over that directory, and not a stranger with its pid. */
  boolean isServerOf(Path cluster) {
    return name().equals("postgres") && worksIn(cluster);
  }

  private boolean isZombie() {
    return stat()
        .map(line -> line.substring(line.lastIndexOf(')') + 1).strip())
        .filter(rest -> rest.startsWith("Z") || rest.startsWith("X"))
        .isPresent();
  }

  private String name() {
    return stat()
        .map(line -> line.substring(line.indexOf('(') + 1, line.lastIndexOf(')')))
        .or(() -> handle.info().command().map(c -> String.valueOf(Path.of(c).getFileName())))
        .orElse("");
  }

  private boolean worksIn(Path cluster) {
    try {
      return Files.readSymbolicLink(proc("cwd")).equals(cluster.toRealPath());
    } catch (IOException | UnsupportedOperationException notReadable) {
      return handle.info().arguments().stream()
          .flatMap(Arrays::stream)
          .anyMatch(cluster.toString()::equals);
    }
  }

  /** Linux only: {@code pid (name) state ...}; it tells a zombie, which ProcessHandle does not. */
  private Optional<String> stat() {
    try {
      return Optional.of(Files.readString(proc("stat")));
    } catch (IOException elsewhere) {
      return Optional.empty();
    }
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(handle.pid()), file);
  }
}
