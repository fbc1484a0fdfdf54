package dev.vertepath.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A death takes no event of what was answered, and leaves a sound chain. */
class AuditCrashIT {

  private static final int ENOUGH = 300;
  private static final int READERS = 6;

  @TempDir Path directory;

  @Test
  void whatWasAnsweredIsToldAfterADeathInTheMiddleOfReads() throws IOException {
    var program = Program.in(directory);
    var dying = program.started();
    var answered = new AtomicInteger();
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      String reader = "reader-" + i;
      readers.add(Thread.ofVirtual().start(() -> read(dying, reader, answered)));
    }
    var writers = new Writers(dying);
    writers.start();
    await().atMost(Duration.ofMinutes(3)).until(() -> answered.get() >= ENOUGH);
    dying.killedWithItsDatabase();
    writers.stop();
    readers.forEach(AuditCrashIT::join);

    try (var next = program.started()) {
      int told = count(next, "select count(*) from audit_event where act = 'read'");
      assertThat(told).isBetween(answered.get(), answered.get() + READERS);
      int stored =
          count(next, "select count(*) from resource where type in ('Patient', 'Observation')");
      assertThat(count(next, "select count(*) from audit_event where act = 'create'"))
          .isEqualTo(stored)
          .isGreaterThanOrEqualTo(writers.acknowledged().size() * Writers.RESOURCES);
      await()
          .atMost(Duration.ofMinutes(3))
          .until(
              () ->
                  count(next, "select coalesce(max(last), 0) from audit_chain")
                      == count(next, "select count(*) from audit_event"));
      assertThat(next.get("/fhir/AuditEvent/$verify").body())
          .contains("{\"name\":\"sound\",\"valueBoolean\":true}");
    }
    var verified = program.ran("verify-audit", "--from=2");
    assertThat(verified.stderr()).isEmpty();
    assertThat(verified.stdout()).contains("Verified positions 2 to ").contains("All is as it was");
    assertThat(verified.exitCode()).isZero();
  }

  @Test
  void theCommandNamesTheFirstEventThatIsNotAsItWasWritten() throws IOException {
    var program =
        Program.in(directory)
            .with("VERTEPATH_AUDIT_KEY", directory.resolve("audit.pem").toString());
    int second;
    try (var running = program.started()) {
      for (int i = 0; i < 3; i++) {
        running.get("/fhir/Patient/nobody");
      }
      await()
          .atMost(Duration.ofMinutes(3))
          .until(
              () ->
                  count(running, "select coalesce(max(last), 0) from audit_chain")
                      == count(running, "select count(*) from audit_event"));
      second =
          count(
              running,
              "select seq from audit_event where act = 'read' order by seq offset 1 limit 1");
      running.database().execute("alter table audit_event disable trigger all");
      running.database().execute("delete from audit_event where seq = " + second);
    }
    var verified = program.ran("verify-audit");

    assertThat(verified.exitCode()).isEqualTo(3);
    assertThat(verified.stdout())
        .contains("BROKEN: AuditEvent/%d, at position ".formatted(second))
        .contains(", is missing.");
    assertThat(program.ran("verify-audit", "--from=x").exitCode()).isEqualTo(2);
    assertThat(directory.resolve("audit.pem")).exists();
  }

  private static void read(RunningProgram program, String reader, AtomicInteger answered) {
    try {
      while (true) {
        if (program.get("/fhir/Patient/" + reader).statusCode() == 404) {
          answered.incrementAndGet();
        }
      }
    } catch (IOException gone) {
      // The program died: what was under way is unanswered.
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int count(RunningProgram program, String query) {
    return Integer.parseInt(program.database().query(query).getFirst());
  }
}
