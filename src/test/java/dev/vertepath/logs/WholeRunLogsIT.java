package dev.vertepath.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Comes last of all ({@link ClassOrderer.OrderAnnotation}): whatever the tests made the service do,
 * none of its logs, nor those of the programs and database servers that were started, names
 * anybody; and no meter does ({@link MetersBesideLogs}).
 */
@Order(Integer.MAX_VALUE)
class WholeRunLogsIT {

  private static final Path LOGS = Path.of("target/test-logs");

  @Test
  void noNameAndNoIdentifierStandsInAnyLogOfTheWholeRun() {
    assertThat(LOGS).as("where all tests log").isNotEmptyDirectory();

    assertThat(new LogSearch(KnownNames.all()).in(LOGS)).isEmpty();
  }
}
