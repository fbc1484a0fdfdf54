package dev.vertepath.platform;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.PortInUseException;

/**
 * Says in one sentence why the program cannot start and what to do, for the failures that an
 * operator can mend. Every other failure is ours, and deserves its stack trace.
 */
final class FailureSentence {

  /** How a room refuses a wrong setting of its own: the message begins with the setting's name. */
  private static final String SETTING = "VERTEPATH_";

  /** Likewise a wrong option of the command line. */
  private static final String OPTION = "--";

  private FailureSentence() {}

  static Optional<String> of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String sentence = sentence(cause);
      if (sentence != null) {
        return Optional.of(sentence.lines().map(String::strip).reduce("", FailureSentence::join));
      }
    }
    return Optional.empty();
  }

  private static @Nullable String sentence(Throwable cause) {
    return switch (cause) {
      case StartUpException known -> known.sentence();
      case PortInUseException taken ->
          "Port %d is in use by another program: stop that one, or choose another port with SERVER_PORT."
              .formatted(taken.getPort());
      case java.net.BindException refused ->
          "VertePath cannot listen at the SERVER_ADDRESS and SERVER_PORT given (%s): name an address of this machine and a port that this user may open."
              .formatted(refused.getMessage());
      case InvalidConfigurationPropertyValueException wrong ->
          wrongSetting(wrong.getName(), wrong.getValue());
      case BindException wrong -> wrongSetting(wrong.getName().toString(), value(wrong));
      case IllegalArgumentException wrong
          when text(wrong).startsWith(SETTING) || text(wrong).startsWith(OPTION) ->
          text(wrong);
      case FlywayException failed ->
          "The database cannot be brought to the state that this program needs (%s): mend what is named, or name another database."
              .formatted(firstSentence(origin(failed)));
      case SQLException failed when isTheServers(failed) ->
          "The database answers with an error while VertePath starts (%s): mend what is named and start again."
              .formatted(firstSentence(failed));
      default -> null;
    };
  }

  private static String wrongSetting(String property, @Nullable Object value) {
    String variable = property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    return "%s is '%s', which cannot be used there: correct it, or leave it out for the default."
        .formatted(variable, value);
  }

  private static @Nullable Object value(BindException wrong) {
    ConfigurationProperty property = wrong.getProperty();
    return property == null ? null : property.getValue();
  }

  /** What the database said, when it said something. */
  private static Throwable origin(FlywayException failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        return cause;
      }
    }
    return failed;
  }

  /** Connection lost, user refused, nothing left to give, shutting down: not our SQL. */
  private static boolean isTheServers(SQLException failed) {
    String state = failed.getSQLState();
    return state != null && state.matches("(08|28|53|57).*");
  }

  private static String firstSentence(Throwable failure) {
    String line = text(failure).lines().map(String::strip).findFirst().orElse("");
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }

  private static String text(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }

  private static String join(String one, String other) {
    return (one + " " + other).strip();
  }
}
