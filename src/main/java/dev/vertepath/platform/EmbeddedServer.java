package dev.vertepath.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** The PostgreSQL server that comes with the program and lives and ends with it. */
final class EmbeddedServer implements Database {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
  private static final Duration PATIENCE_WITH_ORPHAN = Duration.ofSeconds(30);
  private static final String USER = "postgres";

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
          "listen_addresses", "127.0.0.1",
          "unix_socket_directories", "");

  private final DataDirectory directory;
  private final EmbeddedPostgres server;
  private final String password;

  private EmbeddedServer(DataDirectory directory, EmbeddedPostgres server, String password) {
    this.directory = directory;
    this.server = server;
    this.password = password;
  }

  /**
   * Starts the server over the data of the last run, or over a new cluster.
   *
   * @throws StartUpException when the data cannot be had, or could be lost in a crash
   */
  static EmbeddedServer start(EmbeddedServerSettings settings) {
    DataDirectory directory = DataDirectory.open(settings.dataDirectory());
    try {
      OrphanedServer.clear(directory.cluster(), PATIENCE_WITH_ORPHAN);
      boolean isNew = prepareCluster(directory);
      var credentials = new ServerPassword(directory);
      EmbeddedPostgres server = launch(settings, directory, isNew ? null : credentials.read());
      try {
        String password = isNew ? credentials.establish(server) : credentials.read();
        var started = new EmbeddedServer(directory, server, password);
        started.check();
        Files.deleteIfExists(directory.unfinishedCluster());
        LOG.info("PostgreSQL runs on port {} over {}", server.getPort(), directory.cluster());
        return started;
      } catch (RuntimeException | IOException | SQLException e) {
        server.close();
        throw e;
      }
    } catch (IOException | SQLException | IllegalStateException e) {
      directory.close();
      throw new StartUpException(
          "The embedded PostgreSQL over "
              + directory.cluster()
              + " does not start: its own words are at the end of "
              + directory.serverLog()
              + ".",
          e);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** Whether a new cluster is to be made; what an interrupted first start left is thrown away. */
  private static boolean prepareCluster(DataDirectory directory) throws IOException {
    Path cluster = directory.cluster();
    if (Files.exists(directory.unfinishedCluster())) {
      FileSystemUtils.deleteRecursively(cluster);
    }
    if (Files.exists(cluster.resolve("PG_VERSION"))) {
      return false;
    }
    Files.writeString(directory.unfinishedCluster(), "");
    return true;
  }

  private static EmbeddedPostgres launch(
      EmbeddedServerSettings settings,
      DataDirectory directory,
      @org.jspecify.annotations.Nullable String password)
      throws IOException {
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory.cluster())
            .setCleanDataDirectory(false)
            .setOverrideWorkingDirectory(directory.binaries().toFile())
            .setPGStartupWait(PATIENCE_WITH_RECOVERY)
            .setPort(settings.port())
            .setServerConfig("max_connections", Integer.toString(settings.connections()))
            .setErrorRedirector(ProcessBuilder.Redirect.appendTo(directory.serverLog().toFile()))
            .setOutputRedirector(ProcessBuilder.Redirect.appendTo(directory.serverLog().toFile()));
    SERVER_SETTINGS.forEach(builder::setServerConfig);
    if (password != null) {
      builder.setConnectConfig("password", password);
    }
    return builder.start();
  }

  private void check() throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(url(), USER, password);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select current_setting('data_directory'), current_setting('fsync'),
                       current_setting('synchronous_commit')
                """)) {
      row.next();
      if (!Files.isSameFile(Path.of(row.getString(1)), directory.cluster())) {
        throw new StartUpException(
            "The database server on port "
                + server.getPort()
                + " serves "
                + row.getString(1)
                + " and not "
                + directory.cluster()
                + ": stop it, or choose another port with VERTEPATH_POSTGRES_PORT.");
      }
      Durability.require(row.getString(2), row.getString(3));
    }
  }

  @Override
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
  }

  @Override
  public String username() {
    return USER;
  }

  @Override
  public String password() {
    return password;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      directory.close();
    }
  }
}
