package dev.vertepath.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A process as a database server may have left it: alive, dead but not yet reaped, or foreign. */
record ServerProcess(ProcessHandle handle) {

  private static final Set<String> PROGRAMS = Set.of("initdb", "pg_ctl", "postgres");

  static Optional<ServerProcess> of(long pid) {
    return ProcessHandle.of(pid).map(ServerProcess::new);
  }

  /** The process that holds the cluster's lock, if it runs. */
  static Optional<ServerProcess> holding(Path cluster) {
    try {
      List<String> lock = Files.readAllLines(cluster.resolve("postmaster.pid"));
      return pid(lock).flatMap(ServerProcess::of).filter(ServerProcess::runs);
    } catch (IOException noLock) {
      return Optional.empty();
    }
  }

  /** The pid in the first line of a lock, unless a crash tore it. */
  static Optional<Long> pid(List<String> lock) {
    try {
      return lock.stream().findFirst().map(line -> Long.valueOf(line.strip()));
    } catch (NumberFormatException torn) {
      return Optional.empty();
    }
  }

  /** Whether it still runs; a zombie does not, though its pid exists. */
  boolean runs() {
    return handle.isAlive() && !isZombie();
  }

  /** Whether this is a PostgreSQL server over that directory, and not a stranger with its pid. */
  boolean isServerOf(Path cluster) {
    return name().equals("postgres") && worksIn(cluster);
  }

  /** Whether this is a program of PostgreSQL's that makes or serves that directory. */
  boolean worksAt(Path cluster) {
    return PROGRAMS.contains(name()) && (worksIn(cluster) || names(cluster));
  }

  Stream<ServerProcess> withDescendants() {
    return Stream.concat(Stream.of(handle), handle.descendants()).map(ServerProcess::new);
  }

  private boolean names(Path cluster) {
    return handle.info().arguments().stream()
        .flatMap(Arrays::stream)
        .anyMatch(cluster.toString()::equals);
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
      return names(cluster);
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
