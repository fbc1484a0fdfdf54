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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** The PostgreSQL server that comes with the program and lives and ends with it. */
final class EmbeddedServer implements Database {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String USER = "postgres";

  private final DataDirectory directory;
  private final LocalSocket socket;
  private final EmbeddedPostgres server;
  private final String password;

  private EmbeddedServer(
      DataDirectory directory, LocalSocket socket, EmbeddedPostgres server, String password) {
    this.directory = directory;
    this.socket = socket;
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
      return start(settings, directory);
    } catch (StartUpException e) {
      directory.close();
      throw e;
    } catch (IOException | SQLException | IllegalStateException | ExceptionInInitializerError e) {
      directory.close();
      throw new StartUpException(
          "The embedded PostgreSQL over %s does not start (%s): mend what is named; its log is %s."
              .formatted(directory.cluster(), reason(e), directory.serverLog()),
          e);
    }
  }

  private static EmbeddedServer start(EmbeddedServerSettings settings, DataDirectory directory)
      throws IOException, SQLException {
    OrphanedServer.clear(directory.cluster(), PATIENCE);
    boolean isNew = prepareCluster(directory);
    var credentials = new ServerPassword(directory);
    if (!isNew) {
      credentials.require();
    }
    var socket = LocalSocket.of(directory);
    EmbeddedPostgres server =
        new ServerStart(settings, directory, socket).run(isNew ? null : credentials.read());
    try {
      String password = isNew ? credentials.establish(server) : credentials.read();
      var started = new EmbeddedServer(directory, socket, server, password);
      started.check();
      // Before anything is stored: the mark would give the cluster up to be thrown away.
      Durable.delete(directory.unfinishedCluster());
      LOG.info("PostgreSQL runs on port {} over {}", server.getPort(), directory.cluster());
      return started;
    } catch (RuntimeException | IOException | SQLException e) {
      server.close();
      throw e;
    }
  }

  /** Whether a new cluster is to be made; what an interrupted first start left is thrown away. */
  private static boolean prepareCluster(DataDirectory directory) throws IOException {
    Path cluster = directory.cluster();
    if (Files.exists(directory.unfinishedCluster())) {
      OrphanedServer.endEverythingAt(cluster, PATIENCE);
      FileSystemUtils.deleteRecursively(cluster);
    }
    if (Files.exists(cluster.resolve("PG_VERSION"))) {
      return false;
    }
    Durable.write(directory.unfinishedCluster(), "");
    return true;
  }

  private static String reason(Throwable e) {
    Throwable told =
        e instanceof ExceptionInInitializerError && e.getCause() != null ? e.getCause() : e;
    return String.valueOf(told.getMessage()).lines().findFirst().orElse("");
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
    return socket.url(server.getPort());
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
      // The library waits five seconds only, which a checkpoint may outlast.
      OrphanedServer.clear(directory.cluster(), PATIENCE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      directory.close();
    }
  }
}
