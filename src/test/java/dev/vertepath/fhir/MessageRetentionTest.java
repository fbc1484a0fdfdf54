package dev.vertepath.fhir;

import static dev.vertepath.fhir.Messaging.code;
import static dev.vertepath.fhir.Messaging.named;
import static dev.vertepath.fhir.Messaging.pain;
import static dev.vertepath.fhir.Messaging.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was kept long enough goes by itself; that it was there stays known. */
class MessageRetentionTest extends FhirOverHttp {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Autowired JdbcClient jdbc;

  @Test
  void ofAnOldMessageItIsKnownThatItCameAndNotWhatItSaid() {
    String id = UUID.randomUUID().toString();
    String message = named(id, "observation", "", pain("kept-1", "kept-mrn-1", 4));
    assertThat(code(post("/$process-message", message).json())).isEqualTo("ok");
    String failedId = UUID.randomUUID().toString();
    String failed =
        named(failedId, "observation", "", pain("kept-2", "kept-mrn-1", 4).replace("final", "x"));
    assertThat(code(post("/$process-message", failed).json())).isEqualTo("fatal-error");
    String young = UUID.randomUUID().toString();
    post("/$process-message", named(young, "observation", "", pain("kept-3", "kept-mrn-1", 4)));
    Map<String, @Nullable Object> before = row(id);
    age(id);
    age(failedId);

    due("messages-kept");
    await().atMost(PATIENCE).until(() -> row(failedId).get("swept") != null);

    for (String swept : new String[] {id, failedId}) {
      assertThat(row(swept)).containsEntry("length", 0).containsEntry("reason", null);
      assertThat(row(swept)).containsEntry("answer", null).containsEntry("subjects", 0L);
    }
    assertThat(row(id))
        .containsEntry("hash", before.get("hash"))
        .containsEntry("state", "processed");
    assertThat(row(young)).doesNotContainEntry("length", 0);
    assertThat(code(post("/$process-message", message).json())).isEqualTo("ok");
    assertThat(get("/Observation?identifier=urn:his%7Ckept-1").json().path("total").asInt())
        .isEqualTo(1);
    assertThat(row(id)).containsEntry("attempts", before.get("attempts"));
    Response again = post("/$process-message", failed);
    assertThat(code(again.json())).isEqualTo("fatal-error");
    assertThat(words(again.json())).contains("not kept any more", "another id");
    assertThat(row(failedId)).containsEntry("subjects", 0L);
    String anew = failed.replaceFirst("'resourceType':'Bundle',", "$0'id':'anew',");
    assertThat(code(post("/$process-message", anew).json())).isEqualTo("fatal-error");
    assertThat(row(failedId).get("subjects"))
        .as("its reason tells of somebody, whom an erasure must find")
        .isEqualTo(1L);
    String other = message.replace("'value':4", "'value':5");
    assertThat(words(post("/$process-message", other).json())).contains("said something else");
    String replay =
        "{'resourceType':'Parameters','parameter':[{'name':'message','valueInteger':%s}]}"
            .formatted(row(id).get("seq"));
    assertThat(post("/$message-replay", replay).status()).isEqualTo(410);
    assertThat(get("/$message?message=" + row(id).get("seq")).text()).doesNotContain("\"raw\"");
    assertThat(told()).contains("texts of messages that came before");
  }

  @Test
  void oldDeliveriesGoWhetherTheyArrivedOrWereGivenUp() {
    delivery(1, "done", "31 days");
    delivery(2, "done", "29 days");
    delivery(3, "dead", "366 days");
    delivery(4, "dead", "31 days");
    delivery(5, "waiting", "366 days");

    due("deliveries-kept");
    due("messages-kept");

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                jdbc.sql(
                        "select string_agg(number::text, ' ' order by number) from delivery"
                            + " where channel = 'test/kept'")
                    .query(String.class)
                    .single()
                    .equals("2 4 5"));
    jdbc.sql("delete from delivery where channel = 'test/kept'").update();
    assertThat(told()).contains("deliveries that arrived", "deliveries that were given up");
  }

  private void delivery(int number, String status, String age) {
    jdbc.sql(
            """
            insert into delivery (channel, number, order_key, topic, occurred, status, queued, due)
            values ('test/kept', ?, 'k', 't', now(), ?, now() - ?::interval, now() + interval '1 day')
            """)
        .params(number, status, age)
        .update();
  }

  private void due(String task) {
    // One that is under way says afterwards when it is next.
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                jdbc.sql(
                        "update scheduled_tasks set execution_time = now() where task_name = ? and not picked")
                    .param(task)
                    .update(),
            Integer.valueOf(1)::equals);
  }

  private void age(String id) {
    jdbc.sql("update message set received = now() - interval '366 days' where id = ?")
        .param(id)
        .update();
  }

  private Map<String, @Nullable Object> row(String id) {
    return jdbc.sql(
            """
            select seq, state, hash, reason, answer, attempts, swept, length(raw) as length,
              (select count(*) from message_subject s where s.message = m.seq) as subjects
            from message m where id = ? and state <> 'refused'
            """)
        .param(id)
        .query()
        .singleRow();
  }

  private String told() {
    return String.join(
        "\n",
        jdbc.sql("select query from audit_event where operation = 'retention' and kind = 'SERVICE'")
            .query(String.class)
            .list());
  }
}
