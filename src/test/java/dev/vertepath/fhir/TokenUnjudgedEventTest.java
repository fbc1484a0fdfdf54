package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vertepath.exchange.Receiver;
import dev.vertepath.exchange.Receiver.Got;
import dev.vertepath.exchange.event.Topic;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What happens while an index is made that a subscriber's scope is asked of. */
@TestPropertySource(
    properties = {"vertepath.delivery-http=true", "vertepath.delivery-networks=127.0.0.1"})
class TokenUnjudgedEventTest extends TokenCallers {

  private static final Receiver RECEIVER = new Receiver();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PATH = "/unjudged";

  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;

  @Test
  void waitsAndIsToldWhenItIsKnownWhatMayBeSeen() {
    String[] all = system("system/*.cruds");
    String[] administrator = person("administrator", "admin");
    define("Task.code", administrator);
    await().atMost(PATIENCE).until(() -> progress(all).contains("\"complete\""));
    String[] part =
        system("system/Subscription.cruds system/Patient.rs system/Task.rs?kind=pathway-case");
    String id = active(part);
    String patient = stored("Unbeurteilt");

    // The index waits for a writer who may not know of the new definition.
    new TransactionTemplate(transactions)
        .executeWithoutResult(
            open -> {
              jdbc.sql("lock table resource in row exclusive mode").update();
              define("Task.code | Task.reasonCode", administrator);
              assertThat(progress(all)).contains("\"waiting\"");
              fracture(patient, all);
              await().atMost(PATIENCE).until(() -> isWaitingForTheIndex(id));
              assertThat(RECEIVER.events(PATH)).isEmpty();
            });

    await().atMost(PATIENCE).until(() -> progress(all).contains("\"complete\""));
    jdbc.sql("update delivery set due = now() where channel = ? and status = 'waiting'")
        .param("Subscription/" + id)
        .update();
    Got got = RECEIVER.await(PATH, 1).getFirst();
    assertThat(got.numbers()).containsExactly(1);
    assertThat(get("/" + got.focus(), all).json().at("/for/reference").asString())
        .isEqualTo("Patient/" + patient);
  }

  private boolean isWaitingForTheIndex(String id) {
    return jdbc.sql(
                "select count(*) from delivery where channel = ? and problem like '%$reindex-status%'")
            .param("Subscription/" + id)
            .query(Integer.class)
            .single()
        > 0;
  }

  private void define(String expression, String[] caller) {
    Response stored =
        put(
            "/SearchParameter/kind",
            ("{'resourceType':'SearchParameter','id':'kind','url':'https://hospital.example/kind',"
                    + "'name':'n','description':'d','status':'active','base':['Task'],'code':'kind',"
                    + "'type':'token','expression':'%s'}")
                .formatted(expression),
            caller);
    assertThat(stored.status()).as(stored.text()).isIn(200, 201);
  }

  private String progress(String[] caller) {
    return get("/SearchParameter/kind/$reindex-status", caller).text();
  }

  private String active(String[] caller) {
    Response created =
        post(
            "/Subscription",
            ("{'resourceType':'Subscription','status':'requested','reason':'test','criteria':'%s',"
                    + "'channel':{'type':'rest-hook','endpoint':'%s'}}")
                .formatted(Topic.CASE_STATE_CHANGED.url(), RECEIVER.url(PATH)),
            caller);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    await()
        .atMost(PATIENCE)
        .until(() -> get("/Subscription/" + created.id(), caller).text().contains("\"active\""));
    return created.id();
  }

  private void fracture(String patient, String[] caller) {
    Response stored =
        post(
            "/Condition",
            ("{'resourceType':'Condition','subject':{'reference':'Patient/%s'},"
                    + "'code':{'coding':[{'system':'http://snomed.info/sct','code':'207957008'}]}}")
                .formatted(patient),
            caller);
    assertThat(stored.status()).as(stored.text()).isEqualTo(201);
  }
}
