package dev.vertepath.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One start of the embedded server over the cluster of a data directory. */
record ServerStart(EmbeddedServerSettings settings, DataDirectory directory, LocalSocket socket) {

  private static final Logger LOG = LoggerFactory.getLogger(ServerStart.class);

  /** Long, for the server may have to recover from a crash first. */
  private static final Duration PATIENCE_WITH_RECOVERY = Duration.ofMinutes(5);

  /**
   * The library starts the server with fsync off. Parallel plans and compiled queries cost more
   * than they bring for queries as small as ours.
   */
  private static final Map<String, String> SERVER_SETTINGS =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "full_page_writes", "on",
          "max_parallel_workers_per_gather", "0",
          "jit", "off",
          "shared_buffers", "128MB",
          "listen_addresses", "127.0.0.1");

  /**
   * Waits until the server answers.
   *
   * @param password null for a cluster that is still to be made
   * @throws StartUpException when the server gives up
   */
  EmbeddedPostgres run(@Nullable String password) throws IOException {
    requireFreePort();
    long logged = directory.serverLog().toFile().length();
    var watch = new ServerWatch(directory.cluster());
    EmbeddedPostgres server;
    try (watch) {
      server = builder(password, watch).start();
    }
    directory.closeBinariesToOthers();
    if (watch.sawItGiveUp()) {
      server.close();
      throw new StartUpException(
          "The embedded PostgreSQL over %s does not start (%s): mend what is named; its log is %s."
              .formatted(
                  directory.cluster(),
                  ServerLog.lastWords(directory.serverLog(), logged),
                  directory.serverLog()));
    }
    return server;
  }

  /** The library would take whatever answers there for its server, and wait for it to talk. */
  private void requireFreePort() {
    try (var probe = new ServerSocket(settings.port(), 1, InetAddress.getLoopbackAddress())) {
      LOG.debug("Port {} is free", probe.getLocalPort());
    } catch (IOException e) {
      throw new StartUpException(
          "VERTEPATH_POSTGRES_PORT is %d, where the embedded PostgreSQL cannot listen (%s): choose another, or none for any free port."
              .formatted(settings.port(), e.getMessage()),
          e);
    }
  }

  private EmbeddedPostgres.Builder builder(@Nullable String password, ServerWatch watch) {
    Path log = directory.serverLog();
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory.cluster())
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setOverrideWorkingDirectory(directory.binaries().toFile())
            .setPGStartupWait(PATIENCE_WITH_RECOVERY)
            .setPort(settings.port())
            .setDataDirectoryCustomizer(cluster -> watch.begin())
            .setServerConfig("max_connections", Integer.toString(settings.connections()))
            .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
    SERVER_SETTINGS.forEach(builder::setServerConfig);
    builder.setServerConfig("unix_socket_directories", socket.directory());
    if (password != null) {
      builder.setConnectConfig("password", password);
    }
    return builder;
  }
}
