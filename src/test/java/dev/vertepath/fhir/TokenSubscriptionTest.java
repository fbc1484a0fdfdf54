package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vertepath.exchange.Receiver;
import dev.vertepath.exchange.Receiver.Got;
import dev.vertepath.exchange.event.Topic;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** A subscription tells what those may see who set it up, when it tells it. */
@TestPropertySource(
    properties = {"vertepath.delivery-http=true", "vertepath.delivery-networks=127.0.0.1"})
class TokenSubscriptionTest extends TokenCallers {

  private static final Receiver RECEIVER = new Receiver();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Autowired JdbcClient jdbc;

  private final String path = "/" + UUID.randomUUID();

  @Test
  void aSenderIsToldOfItsOwnPatientsOnly() {
    active(Topic.CASE_STATE_CHANGED.url(), sender("north"));
    String south = patientOf("south", "Sued");
    fracture(south, sender("south"));
    String north = patientOf("north", "Nord");
    fracture(north, sender("north"));

    Got got = RECEIVER.await(path, 1).getFirst();
    assertThat(get("/" + got.focus(), sender("north")).json().at("/for/reference").asString())
        .isEqualTo("Patient/" + north);
    assertThat(got.numbers()).containsExactly(1);
  }

  @Test
  void bySearchAsWell() {
    active("Condition?patient.family=quer", sender("north"));
    fracture(patientOf("south", "Quer"), sender("south"));
    fracture(patientOf("north", "Quer"), sender("north"));

    assertThat(RECEIVER.await(path, 1)).hasSize(1);
    assertThat(RECEIVER.events(path).getFirst().numbers()).containsExactly(1);
  }

  @Test
  void whatIsDeniedBeforeItIsDeliveredIsNotTold() {
    String north = patientOf("north", "Verweigert");
    String id = active(Topic.CASE_STATE_CHANGED.url(), sender("north"));
    RECEIVER.answers(got -> got.path().equals(path) ? 500 : 200);
    fracture(north, sender("north"));
    Got told = RECEIVER.await(path, 1).getFirst();
    assertThat(told.focus()).isNotEmpty();

    put(
        "/Organization/north",
        "{'resourceType':'Organization','id':'north','name':'North'}",
        system("system/*.cruds"));
    Response denied =
        post(
            "/Consent",
            ("{'resourceType':'Consent','status':'active','patient':{'reference':'Patient/%s'},"
                    + "'scope':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/consentscope',"
                    + "'code':'patient-privacy'}]},'category':[{'text':'x'}],"
                    + "'policyRule':{'text':'x'},"
                    + "'provision':{'type':'deny','actor':[{'role':{'text':'x'},"
                    + "'reference':{'reference':'Organization/north'}}]}}")
                .formatted(north),
            system("system/*.cruds"));
    assertThat(denied.status()).as(denied.text()).isEqualTo(201);
    int before = RECEIVER.events(path).size();
    RECEIVER.answers(got -> 200);
    jdbc.sql("update receiver set paused_until = null where channel = ?")
        .param("Subscription/" + id)
        .update();
    jdbc.sql("update delivery set due = now() where channel = ?")
        .param("Subscription/" + id)
        .update();

    Got again = RECEIVER.await(path, before + 1).getLast();
    assertThat(again.numbers()).isEqualTo(told.numbers());
    assertThat(again.focus()).isEmpty();
    assertThat(again.json().path("entry").size()).isEqualTo(1);
  }

  @Test
  void onlySystemsSetThemUp() {
    assertThat(post("/Subscription", subscription("Condition?code=x"), clinician()).status())
        .isEqualTo(403);
    assertThat(
            post(
                    "/Subscription",
                    subscription("Condition?code=x"),
                    person("administrator", "admin"))
                .status())
        .isEqualTo(403);
  }

  @Test
  void whoMayNotReadATypeIsNotToldOfIt() {
    for (String criteria : new String[] {Topic.CARE_PLAN_CHANGED.url(), "CarePlan?status=active"}) {
      Response refused =
          post("/Subscription", subscription(criteria), system("system/Subscription.cruds"));

      assertThat(refused.status()).as(refused.text()).isEqualTo(403);
      assertThat(refused.issues()).containsExactly("forbidden Subscription.criteria");
    }
  }

  @Test
  void othersNeitherSeeItNorGetItsSecretNorItsEvents() {
    String id = active(Topic.CASE_STATE_CHANGED.url(), sender("north"));

    for (String what : new String[] {"", "/$status", "/$events"}) {
      assertThat(get("/Subscription/" + id + what, sender("south")).status())
          .as(what)
          .isEqualTo(404);
    }
    assertThat(
            post(
                    "/Subscription/" + id + "/$secret",
                    "{'resourceType':'Parameters'}",
                    sender("south"))
                .status())
        .isEqualTo(404);
    assertThat(get("/Subscription/" + id + "/$events", sender("north")).status()).isEqualTo(200);
    assertThat(get("/$dead-letters", clinician()).status()).isEqualTo(403);
  }

  @Test
  void headersOfTheChannelAreToldToItsSendersOrganizationAndToNobodyElse() {
    String body =
        subscription(Topic.CASE_STATE_CHANGED.url())
            .replace("'channel':{", "'channel':{'header':['Authorization: Basic cGFzc3dvcmQ='],");
    String id = post("/Subscription", body, sender("north")).id();

    assertThat(get("/Subscription/" + id, sender("north")).text()).contains("cGFzc3dvcmQ=");
    assertThat(get("/Subscription/" + id, sender("south")).status()).isEqualTo(404);
    for (String query : new String[] {"?_id=" + id, "/_history", "?_count=1000"}) {
      assertThat(get("/Subscription" + query, sender("south")).text())
          .as(query)
          .doesNotContain("cGFzc3dvcmQ=");
    }
    for (String role : new String[] {"coordinator", "clinician", "patient"}) {
      assertThat(get("/Subscription/" + id, person(role, "somebody")).status()).isEqualTo(403);
    }
  }

  private String active(String criteria, String[] caller) {
    Response created = post("/Subscription", subscription(criteria), caller);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                get("/Subscription/" + created.id(), caller)
                    .json()
                    .path("status")
                    .asString()
                    .equals("active"));
    return created.id();
  }

  private String subscription(String criteria) {
    return ("{'resourceType':'Subscription','status':'requested','reason':'test','criteria':'%s',"
            + "'channel':{'type':'rest-hook','endpoint':'%s'}}")
        .formatted(criteria, RECEIVER.url(path));
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
