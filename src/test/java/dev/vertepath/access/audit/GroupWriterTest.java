package dev.vertepath.access.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

/** Many readers share one commit, and none is answered before it. */
class GroupWriterTest {

  private static final AuditEvent EVENT = AuditOnPostgres.event("p", null);
  private static final AuditEvent BAD = AuditOnPostgres.event("bad", null);

  @Test
  void whatGathersWhileOneIsOnItsWayGoesTogether() throws Exception {
    List<Integer> statements = new CopyOnWriteArrayList<>();
    var release = new CountDownLatch(1);
    var first = new CountDownLatch(1);
    var answered = new AtomicInteger();
    try (var writer =
        new GroupWriter(
            events -> {
              first.countDown();
              waitFor(release);
              statements.add(events.size());
            })) {
      List<Thread> readers = new ArrayList<>();
      readers.add(reader(writer, answered));
      first.await();
      for (int i = 0; i < 20; i++) {
        readers.add(reader(writer, answered));
      }
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> readers.stream().allMatch(r -> r.getState() == Thread.State.TIMED_WAITING));
      assertThat(answered).hasValue(0);
      release.countDown();
      for (Thread reader : readers) {
        reader.join();
      }
    }

    assertThat(statements).containsExactly(1, 20);
    assertThat(answered).hasValue(21);
  }

  private static Thread reader(GroupWriter writer, AtomicInteger answered) {
    return Thread.ofPlatform()
        .start(
            () -> {
              writer.write(List.of(EVENT));
              answered.incrementAndGet();
            });
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoCannotBeToldOfIsNotAnswered() {
    try (var writer =
        new GroupWriter(
            events -> {
              throw new DataAccessResourceFailureException("away");
            })) {
      assertThatThrownBy(() -> writer.write(List.of(EVENT))).isInstanceOf(AuditUnavailable.class);
    }
  }

  @Test
  void oneThatCannotBeWrittenSpoilsNoOther() throws Exception {
    var busy = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var answered = new AtomicInteger();
    try (var writer =
        new GroupWriter(
            events -> {
              busy.countDown();
              waitFor(release);
              if (events.contains(BAD)) {
                throw new DataIntegrityViolationException("no");
              }
            })) {
      Thread first = reader(writer, answered);
      busy.await();
      Thread good = reader(writer, answered);
      Thread bad =
          Thread.ofPlatform()
              .start(
                  () ->
                      assertThatThrownBy(() -> writer.write(List.of(BAD)))
                          .isInstanceOf(AuditUnavailable.class));
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () ->
                  bad.getState() == Thread.State.TIMED_WAITING
                      && good.getState() == Thread.State.TIMED_WAITING);
      release.countDown();
      first.join();
      good.join();
      bad.join();
    }

    assertThat(answered).hasValue(2);
  }
}
