package dev.vertepath.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Processor time in milliseconds, of user and kernel together, to the clock's tick of 10 ms.
 *
 * @param jvm of the service, all its threads
 * @param compiler the part of it that the just-in-time compilers took
 * @param postgres of the postmaster and every process it has started, those that have ended too
 */
record ProcessorTime(double jvm, double compiler, double postgres) {

  /** {@code getconf CLK_TCK} of every Linux that this runs on. */
  private static final double MILLISECONDS_PER_TICK = 10;

  // Counted from the state, which follows the name.
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int CHILDREN_USER = 13;
  private static final int CHILDREN_SYSTEM = 14;

  /**
   * What the processes have used until now.
   *
   * @param service 0 for none
   * @param postmaster 0 for none
   */
  static ProcessorTime of(long service, long postmaster) {
    return new ProcessorTime(
        service == 0 ? 0 : own(proc(service)),
        ofThreads(service, List.of("C1 Compiler", "C2 Compiler")),
        postmaster == 0 ? 0 : ofServer(postmaster));
  }

  ProcessorTime since(ProcessorTime before) {
    return new ProcessorTime(
        jvm - before.jvm, compiler - before.compiler, postgres - before.postgres);
  }

  ProcessorTime per(long requests) {
    return new ProcessorTime(jvm / requests, compiler / requests, postgres / requests);
  }

  double sum() {
    return jvm + postgres;
  }

  private static double ofServer(long postmaster) {
    // A process that ends in between is missed here and would be counted twice the other way round.
    double ended =
        ticks(proc(postmaster), CHILDREN_USER) + ticks(proc(postmaster), CHILDREN_SYSTEM);
    double living =
        ProcessHandle.of(postmaster).stream()
            .flatMap(ProcessHandle::descendants)
            .mapToDouble(child -> own(proc(child.pid())))
            .sum();
    return own(proc(postmaster)) + ended + living;
  }

  private static double ofThreads(long process, List<String> names) {
    if (process == 0) {
      return 0;
    }
    try (Stream<Path> threads = Files.list(proc(process).resolve("task"))) {
      return threads
          .filter(thread -> names.stream().anyMatch(name(thread)::startsWith))
          .mapToDouble(ProcessorTime::own)
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path proc(long pid) {
    return Path.of("/proc", Long.toString(pid));
  }

  private static double own(Path process) {
    return ticks(process, USER) + ticks(process, SYSTEM);
  }

  private static double ticks(Path process, int field) {
    return stat(process)
        .map(line -> line.substring(line.lastIndexOf(')') + 2).split(" "))
        .map(fields -> Long.parseLong(fields[field]) * MILLISECONDS_PER_TICK)
        .orElse(0.0);
  }

  private static String name(Path process) {
    return stat(process)
        .map(line -> line.substring(line.indexOf('(') + 1, line.lastIndexOf(')')))
        .orElse("");
  }

  /** Empty for one that has ended. */
  private static Optional<String> stat(Path process) {
    try {
      return Optional.of(Files.readString(process.resolve("stat")));
    } catch (NoSuchFileException ended) {
      return Optional.empty();
    } catch (IOException e) {
      // A process that ends while its file is read.
      return Optional.empty();
    }
  }
}
