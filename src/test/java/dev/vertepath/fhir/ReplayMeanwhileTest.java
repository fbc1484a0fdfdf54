package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two people decide of one message at once. */
class ReplayMeanwhileTest extends FhirOverHttp {

  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;

  @Test
  void whatIsGivenUpWhileSomebodyReplaysItStaysGivenUp() {
    String id = UUID.randomUUID().toString();
    sent(id, "referral", Messaging.fracture("rr-1-fx", "Patient?identifier=urn:mrn%7Crr-1"));
    sent(UUID.randomUUID().toString(), "patient-update", Messaging.patient("rr-1", "Kowalski"));
    String number =
        jdbc.sql("select seq::text from message where id = ?")
            .param(id)
            .query(String.class)
            .single();

    CompletableFuture<Response> replayed =
        new TransactionTemplate(transactions)
            .execute(
                open -> {
                  jdbc.sql("update message set state = 'dropped' where seq = ?::bigint")
                      .param(number)
                      .update();
                  CompletableFuture<Response> replay =
                      CompletableFuture.supplyAsync(() -> replay(number));
                  await()
                      .atMost(Duration.ofMinutes(1))
                      .until(() -> replay.isDone() || isAnyoneWaitingForARow());
                  return replay;
                });

    assertThat(replayed)
        .succeedsWithin(60, TimeUnit.SECONDS)
        .satisfies(answer -> assertThat(answer.status()).as(answer.text()).isEqualTo(409))
        .satisfies(answer -> assertThat(answer.text()).contains("given up meanwhile"));
    assertThat(get("/$messages?state=dropped").text()).contains(id);
    assertThat(get("/Condition?identifier=urn:his%7Crr-1-fx").json().path("total").asInt())
        .isZero();
  }

  private void sent(String id, String event, String resource) {
    assertThat(post("/$process-message", Messaging.named(id, event, "", resource)).status())
        .isEqualTo(200);
  }

  private Response replay(String number) {
    return post(
        "/$message-replay",
        "{'resourceType':'Parameters','parameter':[{'name':'message','valueString':'%s'}]}"
            .formatted(number));
  }

  private boolean isAnyoneWaitingForARow() {
    return jdbc.sql(
            """
            select exists (select from pg_locks l join pg_stat_activity a on a.pid = l.pid
              where not l.granted and l.locktype = 'transactionid'
                and a.datname = current_database())
            """)
        .query(Boolean.class)
        .single();
  }
}
