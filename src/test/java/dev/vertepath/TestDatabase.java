package dev.vertepath;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Gives every Spring test a PostgreSQL: a container where a Docker engine answers, else the
 * embedded server; one server for the test run, one new database for each Spring context.
 *
 * <p>A test needs nothing but {@code @SpringBootTest}. A test that names a {@code
 * spring.datasource.url} itself, or sets {@code vertepath.test.database=none}, is left alone.
 */
public class TestDatabase implements EnvironmentPostProcessor {

  private static final Logger LOG = LoggerFactory.getLogger(TestDatabase.class);
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static @Nullable Server server;

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (environment.containsProperty("spring.datasource.url")
        || "none".equals(environment.getProperty("vertepath.test.database"))) {
      return;
    }
    Server fresh = freshDatabase();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "testDatabase",
                Map.of(
                    "spring.datasource.url", fresh.url(),
                    "spring.datasource.username", fresh.username(),
                    "spring.datasource.password", fresh.password())));
  }

  /** A new, empty database for tests without Spring. */
  public static Server freshDatabase() {
    Server shared = server();
    String name = "test_" + DATABASES.incrementAndGet();
    try (var connection =
            DriverManager.getConnection(shared.url(), shared.username(), shared.password());
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("The test server makes no new database", e);
    }
    return new Server(
        shared.url().replaceAll("/[^/?]+(\\?.*)?$", "/" + name),
        shared.username(),
        shared.password());
  }

  private static synchronized Server server() {
    Server running = server;
    if (running == null) {
      running = DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
      LOG.info("Tests run on {}", running.url());
      server = running;
    }
    return running;
  }

  @SuppressWarnings("resource") // lives as long as the test run
  private static Server container() {
    var container =
        new PostgreSQLContainer("postgres:18-alpine")
            .withCommand("postgres", "-c", "max_connections=200", "-c", "fsync=off");
    container.start();
    return new Server(container.getJdbcUrl(), container.getUsername(), container.getPassword());
  }

  private static Server embedded() {
    try {
      var postgres =
          EmbeddedPostgres.builder()
              .setServerConfig("max_connections", "200")
              .setPGStartupWait(java.time.Duration.ofMinutes(1))
              .start();
      return new Server(
          "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres", "postgres", "");
    } catch (IOException e) {
      throw new UncheckedIOException("No Docker engine answers, nor does embedded PostgreSQL", e);
    }
  }

  /** Where the tests' PostgreSQL is. */
  public record Server(String url, String username, String password) {}
}
