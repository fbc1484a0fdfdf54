package dev.vertepath.exchange.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.store.RecordOnPostgres;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassingTimeTest {

  @Test
  void thePatientsOfOpenCasesAreJudgedAgainThoughOneOfThemCannotBe() {
    try (var store = new RecordOnPostgres()) {
      List<String> judged = new ArrayList<>();
      store.consequences.add(
          change -> {
            judged.addAll(change.patients());
            if (change.patients().contains("a")) {
              throw new IllegalStateException("no");
            }
          });
      episode(store, "1", "a", "candidate");
      episode(store, "2", "b", "follow-up");
      episode(store, "3", "b", "awaiting-evidence");
      episode(store, "4", "c", "completed");
      episode(store, "5", "d", "closed");

      new PassingTime(store.jdbc, store.record).judge();

      assertThat(judged).containsExactly("a", "b");
    }
  }

  private static void episode(RecordOnPostgres store, String key, String patient, String state) {
    store
        .jdbc
        .sql(
            """
            insert into episode (key, patient, task, condition, state, verdict, rule, cause, levels)
            values (?, ?, 'Task/1', 'Condition/1', ?, 'does-not-meet', 'r', 'trauma', '{}')
            """)
        .params(key, patient, state)
        .update();
  }
}
