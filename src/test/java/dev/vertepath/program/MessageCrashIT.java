package dev.vertepath.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.FreePort;
import dev.vertepath.exchange.hl7v2.Mllp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A death in the middle of a thousand messages: what was acknowledged is there, and when the rest
 * is sent again, nothing is lost and nothing is there twice.
 */
class MessageCrashIT {

  private static final int MESSAGES = 1000;
  private static final int ENOUGH = 300;
  private static final int SENDERS = 4;

  @TempDir Path directory;

  /** Sends messages until the program is gone. */
  @FunctionalInterface
  private interface Way {
    /** Whether the message was acknowledged. */
    boolean send(RunningProgram program, int number) throws IOException;
  }

  @Test
  void ofFhirMessagesNothingIsLostAndNothingIsTwice() throws IOException {
    assertNothingIsLostAndNothingTwice(Program.in(directory), MessageCrashIT::byHttp);
  }

  @Test
  void ofHl7v2OverMllpNothingIsLostAndNothingIsTwice() throws IOException {
    int port = FreePort.next();
    assertNothingIsLostAndNothingTwice(
        Program.in(directory).with("VERTEPATH_MLLP_PORT", Integer.toString(port)),
        (program, number) -> byMllp(port, number));
  }

  private static void assertNothingIsLostAndNothingTwice(Program program, Way way)
      throws IOException {
    var dying = program.started();
    Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    var enough = new CountDownLatch(ENOUGH);
    var next = new AtomicInteger();
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      senders.add(Thread.ofVirtual().start(() -> send(dying, way, next, acknowledged, enough)));
    }
    // At once, before all of them are sent.
    assertThat(isOver(enough)).isTrue();
    dying.killedWithItsDatabase();
    senders.forEach(MessageCrashIT::join);
    assertThat(acknowledged).hasSizeLessThan(MESSAGES);

    try (var again = program.started()) {
      List<String> processed =
          again.database().query("select id from message where state = 'processed'");
      assertThat(processed)
          .containsAll(acknowledged.stream().map(MessageCrashIT::id).toList())
          .hasSizeLessThanOrEqualTo(acknowledged.size() + SENDERS);
      for (int number = 0; number < MESSAGES; number++) {
        // Some of those that were acknowledged as well: their senders may not have heard it.
        if (!acknowledged.contains(number) || number % 10 == 0) {
          assertThat(way.send(again, number)).as("message %d", number).isTrue();
        }
      }
      assertThat(count(again, "select count(*) from message where state = 'processed'"))
          .isEqualTo(MESSAGES);
      assertThat(
              count(
                  again,
                  "select count(*) from resource where type = 'Observation' and version = 1"))
          .isEqualTo(MESSAGES);
      assertThat(count(again, "select count(*) from resource where type = 'Observation'"))
          .isEqualTo(MESSAGES);
      assertThat(count(again, "select count(*) from resource where type = 'Provenance'"))
          .isEqualTo(MESSAGES);
      assertThat(count(again, "select count(*) from message_touched where type = 'Observation'"))
          .isEqualTo(MESSAGES);
    }
  }

  private static void send(
      RunningProgram program,
      Way way,
      AtomicInteger next,
      Set<Integer> acknowledged,
      CountDownLatch enough) {
    try {
      for (int number = next.getAndIncrement();
          number < MESSAGES;
          number = next.getAndIncrement()) {
        if (way.send(program, number)) {
          acknowledged.add(number);
          enough.countDown();
        }
      }
    } catch (IOException | UncheckedIOException gone) {
      // The program died: what was under way is not acknowledged.
    }
  }

  private static boolean isOver(CountDownLatch latch) {
    try {
      return latch.await(3, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String id(int number) {
    return "crash-" + number;
  }

  private static boolean byHttp(RunningProgram program, int number) throws IOException {
    String message =
        """
        {"resourceType": "Bundle", "type": "message", "entry": [
         {"fullUrl": "urn:uuid:6d1f1c52-8a51-4e5a-9c0e-000000000000", "resource":
          {"resourceType": "MessageHeader", "id": "%1$s",
           "eventCoding": {"system": "https://vertepath.dev/fhir/CodeSystem/message-event",
             "code": "observation"},
           "source": {"endpoint": "https://his.example/out"},
           "focus": [{"reference": "urn:uuid:6d1f1c52-8a51-4e5a-9c0e-000000000001"}]}},
         {"fullUrl": "urn:uuid:6d1f1c52-8a51-4e5a-9c0e-000000000001", "resource":
          {"resourceType": "Observation", "status": "final",
           "identifier": [{"system": "urn:test", "value": "%1$s"}],
           "code": {"coding": [{"system": "http://loinc.org", "code": "72514-3"}]},
           "valueInteger": 5}}]}
        """
            .formatted(id(number));
    return program.post("/fhir/$process-message", message).body().contains("\"code\":\"ok\"");
  }

  private static boolean byMllp(int port, int number) {
    try (Mllp sender = Mllp.to(port)) {
      return sender
          .send(
              """
              MSH|^~\\&|HIS|LAKE|VP|LAKE|20261019||ORU^R01|%1$s|P|2.5.1
              PID|1||P-%2$d^^^LAKE^MR||Lindgren
              OBR|1||E-%1$s|X
              OBX|1|NM|72514-3^Pain^LN||6|{score}|||||F|||20261019100000|||||||%1$s^LAKE
              """
                  .formatted(id(number), number % 50))
          .get(1)
          .startsWith("MSA|AA|");
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
