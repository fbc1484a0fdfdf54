package dev.vertepath.access.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TrailTest {

  private final Trail trail =
      new Trail(
          Clock.fixed(Instant.parse("2026-03-01T08:00:00Z"), ZoneOffset.UTC),
          () -> AuditEvent.Origin.NONE);

  @Test
  void whatIsDoneAgainWithItsTransactionIsToldOnce() {
    Supplier<String> asked =
        trail.repeatable(() -> trail.operation("meta", "Patient/1", "", () -> "answer"));
    trail.note(Act.READ, Result.DONE, List.of(), List.of("Patient/2"), null);
    assertThat(asked.get()).isEqualTo("answer");
    assertThat(asked.get()).isEqualTo("answer");

    assertThat(trail.takeWaiting())
        .extracting(AuditEvent::act)
        .containsExactly(Act.READ, Act.OPERATION);
  }

  @Test
  void twoCallsThatAreAlikeAreToldTwice() {
    for (int i = 0; i < 2; i++) {
      assertThat(
              trail
                  .repeatable(() -> trail.operation("meta", "Patient/1", "", () -> "answer"))
                  .get())
          .isEqualTo("answer");
    }

    assertThat(trail.takeWaiting()).hasSize(2);
  }
}
