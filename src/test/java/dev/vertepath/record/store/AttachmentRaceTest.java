package dev.vertepath.record.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vertepath.record.ResourceKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Binary is written while its security context comes to another patient, or before it comes. */
class AttachmentRaceTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final RecordOnPostgres STORE = new RecordOnPostgres();

  @AfterAll
  static void close() {
    STORE.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"p1", ""})
  void whoWritesItFindsWhereTheContextHasCome(String before) {
    String scan = "scan-of-" + before;
    String document = "document-of-" + before;
    STORE.put(patient("p1"));
    STORE.put(patient("p2"));
    STORE.put(document(document, before));

    CompletableFuture<Void> written =
        STORE.record.atOnce(
            () -> {
              STORE.put(document(document, "p2"));
              STORE.put(patient("p3"));
              var other = CompletableFuture.runAsync(() -> STORE.put(binary(scan, document)));
              await().atMost(PATIENCE).until(() -> other.isDone() || isAnyoneWaiting());
              return other;
            });

    assertThat(written).succeedsWithin(PATIENCE);
    assertThat(patientOf(scan)).isEqualTo("p2");
  }

  @Test
  void whoCorrectsTheContextWaitsForWhomItHolds() {
    STORE.put(patient("p1"));
    STORE.put(patient("p2"));
    STORE.put(document("held", "p1"));

    CompletableFuture<Void> corrected =
        STORE.record.atOnce(
            () -> {
              STORE.put(binary("of-held", "held"));
              var other = CompletableFuture.runAsync(() -> STORE.put(document("held", "p2")));
              await().atMost(PATIENCE).until(() -> other.isDone() || isAnyoneWaiting());
              return other;
            });

    assertThat(corrected).succeedsWithin(PATIENCE);
    assertThat(patientOf("of-held")).isEqualTo("p2");
  }

  @Test
  void aContextThatComesAfterItsBinaryMakesItThePatients() {
    STORE.put(patient("p1"));
    STORE.put(binary("early", "late"));
    assertThat(patientOf("early")).isNull();

    STORE.put(document("late", "p1"));
    assertThat(patientOf("early")).isEqualTo("p1");
  }

  private static boolean isAnyoneWaiting() {
    return STORE
        .jdbc
        .sql(
            """
            select exists (select from pg_locks l join pg_stat_activity a on a.pid = l.pid
              where not l.granted and a.datname = current_database())
            """)
        .query(Boolean.class)
        .single();
  }

  private static @Nullable String patientOf(String binary) {
    return STORE.record.read(new ResourceKey("Binary", binary), null).patient();
  }

  private static String patient(String id) {
    return "{'resourceType':'Patient','id':'%s'}".formatted(id);
  }

  private static String document(String id, String patient) {
    return "{'resourceType':'DocumentReference','id':'%s','status':'current',%s'content':[{'attachment':{'title':'x'}}]}"
        .formatted(
            id,
            patient.isEmpty() ? "" : "'subject':{'reference':'Patient/%s'},".formatted(patient));
  }

  private static String binary(String id, String document) {
    return "{'resourceType':'Binary','id':'%s','contentType':'a/b','securityContext':{'reference':'DocumentReference/%s'}}"
        .formatted(id, document);
  }
}
