package dev.vertepath.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a killed program leaves in its data directory: a database server that runs on, or its lock.
 */
final class OrphanedServer {

  private static final Logger LOG = LoggerFactory.getLogger(OrphanedServer.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private OrphanedServer() {}

  /**
   * Stops the server that still runs over this cluster, or removes the lock of one that does not.
   *
   * @param patience how long a server may take to stop by itself before it is killed, and how long
   *     the killed one may take to vanish
   * @throws StartUpException when it cannot be stopped
   */
  static void clear(Path cluster, Duration patience) {
    Path lock = cluster.resolve("postmaster.pid");
    if (!Files.exists(lock)) {
      return;
    }
    try {
      List<String> lines = Files.readAllLines(lock);
      var process = ServerProcess.pid(lines).flatMap(ServerProcess::of);
      if (process.isPresent()) {
        boolean ours = lines.size() > 1 && isSame(Path.of(lines.get(1).strip()), cluster);
        if (ours && process.get().runs() && process.get().isServerOf(cluster)) {
          stop(process.get(), patience);
        }
        // The pid still exists as a zombie, or belongs to a stranger: the server would honour it.
        Files.deleteIfExists(lock);
      }
      // A pid that is gone is left to the server, which checks its shared memory as well.
    } catch (IOException e) {
      throw new StartUpException(
          "The lock of the database, "
              + lock
              + ", cannot be read or removed: check who owns the data directory.",
          e);
    }
  }

  /**
   * Ends whatever works at an unfinished cluster: a killed program leaves the making of its cluster
   * running for a moment.
   *
   * @throws StartUpException when something does not end
   */
  static void endEverythingAt(Path cluster, Duration patience) {
    List<ServerProcess> atWork =
        ProcessHandle.allProcesses()
            .map(ServerProcess::new)
            .filter(process -> process.runs() && process.worksAt(cluster))
            .flatMap(ServerProcess::withDescendants)
            .toList();
    atWork.forEach(process -> process.handle().destroyForcibly());
    for (ServerProcess process : atWork) {
      if (!vanishes(process, patience)) {
        throw unstoppable(process);
      }
    }
  }

  private static boolean isSame(Path named, Path cluster) throws IOException {
    return Files.exists(named) && Files.isSameFile(named, cluster);
  }

  private static void stop(ServerProcess server, Duration patience) {
    LOG.info("A database server (process {}) still runs: stopping it", server.handle().pid());
    server.handle().destroy();
    if (vanishes(server, patience)) {
      return;
    }
    server.handle().destroyForcibly();
    if (!vanishes(server, patience)) {
      throw unstoppable(server);
    }
  }

  private static StartUpException unstoppable(ServerProcess server) {
    return new StartUpException(
        "The database server of an earlier run (process %d) does not stop: end it."
            .formatted(server.handle().pid()));
  }

  private static boolean vanishes(ServerProcess server, Duration patience) {
    long start = System.nanoTime();
    while (server.runs()) {
      if (System.nanoTime() - start > patience.toNanos()) {
        return false;
      }
      try {
        server.handle().onExit().get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillThere) {
        continue;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    return true;
  }
}
