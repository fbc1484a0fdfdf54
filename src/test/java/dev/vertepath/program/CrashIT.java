package dev.vertepath.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A program that dies loses nothing that it has acknowledged, and does not stand in its own way.
 */
class CrashIT {

  private static final int ENOUGH = 100;

  @TempDir Path directory;

  enum Death {
    OF_THE_PROGRAM_ALONE(RunningProgram::killedHard),
    OF_THE_PROGRAM_AND_ITS_DATABASE(RunningProgram::killedWithItsDatabase);

    private final Consumer<RunningProgram> blow;

    Death(Consumer<RunningProgram> blow) {
      this.blow = blow;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasAcknowledgedIsThereAfterADeathInTheMiddleOfWrites(Death death) throws IOException {
    var program = Program.in(directory);
    var dying = program.started();
    var writers = new Writers(dying);
    writers.start();
    await().atMost(Duration.ofMinutes(3)).until(() -> writers.acknowledged().size() >= ENOUGH);
    death.blow.accept(dying);
    writers.stop();

    try (var next = program.started()) {
      assertThat(next.ended().stderr()).isEmpty();
      for (int unit = 0; unit < writers.sent(); unit++) {
        int stored = Writers.stored(next, unit);
        if (writers.acknowledged().contains(unit)) {
          assertThat(stored).as("acknowledged transaction %d", unit).isEqualTo(Writers.RESOURCES);
        } else {
          assertThat(stored).as("unanswered transaction %d", unit).isIn(0, Writers.RESOURCES);
        }
      }
      assertThat(Writers.send(next, writers.sent())).isEqualTo(200);
    }
  }

  @Test
  void aDeathDuringTheVeryFirstStartLeavesNothingThatStopsTheNext() {
    var program = Program.in(directory);
    var dying = program.launched();
    Path cluster = directory.resolve("data/postgres");
    await().atMost(Duration.ofMinutes(3)).until(() -> Files.exists(cluster.resolve("PG_VERSION")));
    dying.killedHard();

    try (var next = program.started()) {
      assertThat(next.isHealthy()).isTrue();
    }
  }

  @Test
  void theEmbeddedServerForgetsNothingThatItHasCommitted() {
    try (var running = Program.in(directory).started()) {
      assertThat(
              running
                  .database()
                  .query(
                      """
                      select name || '=' || setting from pg_settings
                      where name in ('fsync', 'synchronous_commit', 'full_page_writes')
                      """))
          .containsExactlyInAnyOrder("fsync=on", "synchronous_commit=on", "full_page_writes=on");
      running.database().execute("alter role postgres set synchronous_commit = off");
    }
    assertThat(Program.in(directory).ran().stderr())
        .contains("runs with fsync=on and synchronous_commit=off")
        .hasLineCount(1);
  }

  @Test
  void aProgramWhoseDatabaseDiesSaysSoAndStartsAgain() throws IOException {
    var program = Program.in(directory);
    try (var running = program.started()) {
      running.database().killedHard();
      await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> running.get("/actuator/health").statusCode() == 503);
      assertThat(running.get("/actuator/health").body()).contains("\"db\":{\"status\":\"DOWN\"}");
    }
    try (var next = program.started()) {
      assertThat(Writers.send(next, 0)).isEqualTo(200);
    }
  }

  @Test
  void aProgramThatIsStoppedStopsItsDatabaseInOrder() {
    var running = Program.in(directory).started();
    assertThat(running.stopped().stderr()).isEmpty();
    assertThat(directory.resolve("data/postgres/postmaster.pid")).doesNotExist();
  }
}
