package dev.vertepath.platform;

import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server that somebody else runs. */
record ExternalDatabase(String url, @Nullable String username, @Nullable String password)
    implements Database {

  private static final int OLDEST_MAJOR_VERSION = 15;
  private static final String TIMEOUT_SECONDS = "10";

  /**
   * Connects once.
   *
   * @throws StartUpException when the server cannot be reached, refuses us or is too old
   */
  ExternalDatabase reached() {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new StartUpException(
          "SPRING_DATASOURCE_URL is not the address of a PostgreSQL database: write"
              + " jdbc:postgresql://host:5432/database.");
    }
    try (Connection connection = DriverManager.getConnection(url, properties())) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < OLDEST_MAJOR_VERSION) {
        throw new StartUpException(
            "The database at "
                + address()
                + " is PostgreSQL "
                + version
                + ": VertePath needs version "
                + OLDEST_MAJOR_VERSION
                + " or later.");
      }
      return this;
    } catch (SQLException e) {
      throw new StartUpException(sentence(e), e);
    }
  }

  private Properties properties() {
    var properties = new Properties();
    properties.setProperty("loginTimeout", TIMEOUT_SECONDS);
    properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
    if (username != null) {
      properties.setProperty("user", username);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    return properties;
  }

  private String sentence(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (state.startsWith("28") || state.equals("08004")) {
      return "The database at "
          + address()
          + " refuses the user "
          + (username == null ? "(none given)" : username)
          + ": check SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.";
    }
    if (state.equals("3D000")) {
      return "The server has no database as named by "
          + address()
          + ": create it, or correct SPRING_DATASOURCE_URL.";
    }
    return "The database at "
        + address()
        + " cannot be reached ("
        + reason(e)
        + "): start it, or correct SPRING_DATASOURCE_URL.";
  }

  /** The driver's own words, and those of the network where it has none. */
  private static String reason(SQLException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    String said = message.replaceFirst("\\.(\\s.*)?$", "");
    return switch (e.getCause()) {
      case UnknownHostException unknown -> said + ": unknown host " + unknown.getMessage();
      case IOException cause -> said + ": " + cause.getMessage();
      case null, default -> said;
    };
  }

  /** The URL without its parameters, which may hold a password. */
  private String address() {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  @Override
  public String toString() {
    return address();
  }

  @Override
  public void close() {
    // Nothing of ours to stop.
  }
}
