package dev.vertepath.record.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vertepath.record.ResourceKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whoever refers by an identifier waits for who brings it, and not for others who refer to it. */
class IdentifierLocksTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final RecordOnPostgres STORE = new RecordOnPostgres();
  private static final ExecutorService OTHERS = Executors.newVirtualThreadPerTaskExecutor();

  @AfterAll
  static void close() {
    OTHERS.close();
    STORE.close();
  }

  @Test
  void manyReferToTheSameAtOnce() {
    STORE.record.atOnce(
        () -> {
          STORE.put(performedBy("one", "sender"));
          CompletableFuture<Void> other = later(() -> STORE.put(performedBy("two", "sender")));
          assertThat(other).succeedsWithin(PATIENCE);
          return true;
        });

    assertThat(STORE.record.read(new ResourceKey("Observation", "two"), null)).isNotNull();
  }

  @Test
  void whatComesWhileSomebodyRefersToItIsWhatIsMeant() {
    CompletableFuture<Void> comes =
        STORE.record.atOnce(
            () -> {
              STORE.put(performedBy("three", "late"));
              var other = later(() -> STORE.put(practitioner("late")));
              await().atMost(PATIENCE).until(() -> other.isDone() || isAnyoneWaiting());
              return other;
            });

    assertThat(comes).succeedsWithin(PATIENCE);
    assertThat(performed("Practitioner/late")).containsExactly("three");
  }

  @Test
  void whoRefersWhileItComesFindsIt() {
    CompletableFuture<Void> refers =
        STORE.record.atOnce(
            () -> {
              STORE.put(practitioner("first"));
              var other = later(() -> STORE.put(performedBy("four", "first")));
              await().atMost(PATIENCE).until(() -> other.isDone() || isAnyoneWaiting());
              return other;
            });

    assertThat(refers).succeedsWithin(PATIENCE);
    assertThat(performed("Practitioner/first")).containsExactly("four");
  }

  private static CompletableFuture<Void> later(Runnable work) {
    return CompletableFuture.runAsync(work, OTHERS);
  }

  private static boolean isAnyoneWaiting() {
    return STORE
        .jdbc
        .sql(
            """
            select exists (select from pg_locks where locktype = 'advisory' and not granted
              and database = (select oid from pg_database where datname = current_database()))
            """)
        .query(Boolean.class)
        .single();
  }

  private static Iterable<String> performed(String practitioner) {
    return STORE.record.search("Observation", "performer=" + practitioner).matches().stream()
        .map(found -> found.key().id())
        .toList();
  }

  private static String performedBy(String id, String practitioner) {
    return ("{'resourceType':'Observation','id':'%s','status':'final','code':{'text':'x'},"
            + "'performer':[{'type':'Practitioner','identifier':{'system':'urn:staff','value':'%s'}}]}")
        .formatted(id, practitioner);
  }

  private static String practitioner(String id) {
    return "{'resourceType':'Practitioner','id':'%s','identifier':[{'system':'urn:staff','value':'%s'}]}"
        .formatted(id, id);
  }
}
