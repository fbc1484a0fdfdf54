package dev.vertepath.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.PortInUseException;

class FailureSentenceTest {

  @Test
  void ofAKnownFailureIsItsOwnHoweverDeepSpringHidesIt() {
    var hidden =
        new BeanCreationException(
            "outer", new BeanCreationException("inner", new StartUpException("Do this.")));
    assertThat(FailureSentence.of(hidden)).contains("Do this.");
  }

  @Test
  void ofAPortInUseNamesThePort() {
    assertThat(FailureSentence.of(new PortInUseException(8080)))
        .hasValueSatisfying(s -> assertThat(s).startsWith("Port 8080 is in use"));
  }

  @Test
  void ofAnAddressThatIsNotOursNamesTheSetting() {
    assertThat(FailureSentence.of(new BindException("Cannot assign requested address")))
        .hasValueSatisfying(s -> assertThat(s).contains("SERVER_ADDRESS", "Cannot assign"));
  }

  @Test
  void ofAWrongSettingIsWhatItsRoomSays() {
    assertThat(
            FailureSentence.of(
                new IllegalArgumentException(
                    "VERTEPATH_REFERENCES is 'x':\n it must be lenient or strict.")))
        .contains("VERTEPATH_REFERENCES is 'x': it must be lenient or strict.");
  }

  @Test
  void ofAValueThatSpringCannotConvertNamesTheVariable() {
    assertThat(
            FailureSentence.of(
                new InvalidConfigurationPropertyValueException(
                    "vertepath.pool-size", "many", "no number")))
        .hasValueSatisfying(s -> assertThat(s).startsWith("VERTEPATH_POOL_SIZE is 'many'"));
  }

  @Test
  void ofAMigrationThatFailsIsWhatTheDatabaseSays() {
    var refused = new SQLException("ERROR: permission denied for schema public\n  Position: 14");
    assertThat(FailureSentence.of(new FlywayException("Script failed\n---", refused)))
        .hasValueSatisfying(s -> assertThat(s).contains("(ERROR: permission denied"));
  }

  @Test
  void ofADatabaseThatIsFullIsWhatTheDatabaseSays() {
    assertThat(FailureSentence.of(new SQLException("FATAL: too many connections", "53300")))
        .hasValueSatisfying(s -> assertThat(s).contains("too many connections"));
  }

  @Test
  void isMissingForOurOwnMistakesWhichKeepTheirStackTrace() {
    assertThat(FailureSentence.of(new IllegalArgumentException("index out of range"))).isEmpty();
    assertThat(FailureSentence.of(new SQLException("syntax error", "42601"))).isEmpty();
    assertThat(FailureSentence.of(new NullPointerException())).isEmpty();
  }
}
