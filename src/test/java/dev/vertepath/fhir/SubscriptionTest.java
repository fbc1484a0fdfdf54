package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vertepath.exchange.Receiver.Got;
import dev.vertepath.exchange.event.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Subscriptions by topic and by criteria, from setting them up to what arrives. */
class SubscriptionTest extends Subscribers {

  @Test
  void aReceiverShakesHandsBeforeItIsToldOfAnything() {
    String id = active(subscription(on(Topic.CASE_STATE_CHANGED), ""));

    Got handshake = RECEIVER.of(path, "handshake").getFirst();
    assertThat(handshake.json().path("type").asString()).isEqualTo("history");
    assertThat(handshake.status("status").path("valueCode").asString()).isEqualTo("requested");
    assertThat(handshake.status("subscription").at("/valueReference/reference").asString())
        .endsWith("/Subscription/" + id);
    assertThat(handshake.header("content-type")).startsWith("application/fhir+json");
    assertThat(handshake.header("webhook-signature")).startsWith("v1,");
  }

  @Test
  void oneThatIsStoredAsActiveShakesHandsAllTheSame() {
    active(
        subscription(on(Topic.CASE_STATE_CHANGED), "")
            .replace("'status':'requested'", "'status':'active'"));

    assertThat(RECEIVER.of(path, "handshake")).hasSize(1);
  }

  @Test
  void aChangedCaseIsToldByIdOnly() {
    String patient = newPatient("Fall");
    active(subscription(on(Topic.CASE_STATE_CHANGED, "patient=Patient/" + patient), ""));
    fracture(patient);

    Got got = RECEIVER.await(path, 1).getFirst();
    assertThat(got.numbers()).containsExactly(1);
    assertThat(got.status("topic").path("valueCanonical").asString())
        .isEqualTo(Topic.CASE_STATE_CHANGED.url());
    assertThat(got.status("status").path("valueCode").asString()).isEqualTo("active");
    assertThat(got.focus()).startsWith("Task/");
    assertThat(get("/" + got.focus()).json().at("/businessStatus/coding/0/code").asString())
        .isEqualTo("awaiting-evidence");
    JsonNode entry = got.json().at("/entry/1");
    assertThat(entry.path("fullUrl").asString()).endsWith(got.focus());
    assertThat(entry.has("resource")).isFalse();
  }

  @Test
  void anEmptyNotificationTellsNoMoreThanThatSomethingHappened() {
    String patient = newPatient("Leer");
    active(
        subscription(on(Topic.CASE_STATE_CHANGED, "patient=Patient/" + patient), content("empty")));
    fracture(patient);

    Got got = RECEIVER.await(path, 1).getFirst();
    assertThat(got.numbers()).containsExactly(1);
    assertThat(got.focus()).isEmpty();
    assertThat(got.json().path("entry").size()).isEqualTo(1);
  }

  @Test
  void aFullNotificationHoldsTheVersionThatTellsOfIt() {
    String patient = newPatient("Voll");
    active(
        subscription(on(Topic.CANDIDACY_CHANGED, "patient=" + patient), content("full-resource")));
    fracture(patient);

    JsonNode entry = RECEIVER.await(path, 1).getFirst().json().at("/entry/1");
    assertThat(entry.at("/resource/resourceType").asString()).isEqualTo("GuidanceResponse");
    assertThat(entry.at("/resource/meta/versionId").asString()).isEqualTo("1");
    assertThat(entry.at("/request/method").asString()).isEqualTo("PUT");
    assertThat(get("/AuditEvent?patient=" + patient + "&_count=50").text())
        .contains("\"$notification\"");
  }

  @Test
  void filtersByStateAndPatientLeaveOutTheRest() {
    String patient = newPatient("Filter");
    active(
        subscription(
            on(
                Topic.CASE_STATE_CHANGED,
                "Task?patient=Patient/" + patient + "&state=closed,completed"),
            ""));
    fracture(patient);
    put(
        "/Patient/" + patient,
        "{'resourceType':'Patient','id':'%s','deceasedDateTime':'2026-01-01'}".formatted(patient));

    Got got = RECEIVER.await(path, 1).getFirst();
    assertThat(get("/" + got.focus()).json().at("/businessStatus/coding/0/code").asString())
        .isEqualTo("closed");
    assertThat(got.numbers()).containsExactly(1);
  }

  @Test
  void aFilterByOrganizationMeansWhoManagesThePatient() {
    for (String id : List.of("own", "other")) {
      put(
          "/Organization/" + id,
          "{'resourceType':'Organization','id':'%1$s','name':'%1$s'}".formatted(id));
    }
    active(subscription(on(Topic.CASE_STATE_CHANGED, "organization=Organization/own"), ""));
    fracture(managedBy("other"));
    String own = managedBy("own");
    fracture(own);

    Got got = RECEIVER.await(path, 1).getFirst();
    assertThat(get("/" + got.focus()).json().at("/for/reference").asString())
        .isEqualTo("Patient/" + own);
    assertThat(got.numbers()).containsExactly(1);
  }

  @Test
  void everyStepOfTheCareIsTold() throws IOException {
    for (Topic topic :
        List.of(Topic.CANDIDACY_CHANGED, Topic.CARE_PLAN_CHANGED, Topic.RED_FLAG_RAISED)) {
      active(subscription(on(topic), "").replace(path, path + "/" + topic.code()));
    }
    for (String sample : List.of("red-flag-1-treated.json", "red-flag-2-breathless.json")) {
      assertThat(
              send("POST", "", Files.readAllBytes(Path.of("samples", sample)), "Content-Type", JSON)
                  .status())
          .isEqualTo(200);
    }

    assertThat(focus(Topic.CANDIDACY_CHANGED)).startsWith("GuidanceResponse/");
    assertThat(focus(Topic.CARE_PLAN_CHANGED)).startsWith("CarePlan/");
    assertThat(focus(Topic.RED_FLAG_RAISED)).startsWith("Flag/");
  }

  private String focus(Topic topic) {
    return RECEIVER.await(path + "/" + topic.code(), 1).getFirst().focus();
  }

  @Test
  void whatASearchWouldFindIsToldThoughItIsChangedAMomentLater() {
    String patient = newPatient("Suche");
    active(
        subscription(
            "'criteria':'Observation?code=http://loinc.org|72514-3&patient=%s&value-quantity=8'"
                .formatted(patient),
            ""));
    pain(patient, 3);
    String wanted = pain(patient, 8);
    put("/Observation/" + wanted, painOf(patient, 2).replaceFirst(",", ",'id':'" + wanted + "',"));

    Got got = RECEIVER.await(path, 1).getFirst();
    assertThat(got.focus()).isEqualTo("Observation/" + wanted);
    assertThat(got.json().at("/entry/1/resource/meta/versionId").asString()).isEqualTo("1");
    assertThat(got.status("topic").isMissingNode()).isTrue();
    assertThat(RECEIVER.events(path)).hasSize(1);
  }

  @Test
  void whatHappensBeforeTheHandshakeIsOverIsToldAfterIt() {
    String patient = newPatient("Eilig");
    Response created =
        post("/Subscription", subscription(on(Topic.CASE_STATE_CHANGED, "patient=" + patient), ""));
    fracture(patient);

    assertThat(created.status()).isEqualTo(201);
    assertThat(RECEIVER.await(path, 1).getFirst().numbers()).containsExactly(1);
    assertThat(RECEIVER.of(path, "handshake")).hasSize(1);
  }

  @Test
  void oneThatIsTurnedOffOrDeletedTellsNothingMore() {
    String patient = newPatient("Aus");
    String on = on(Topic.CASE_STATE_CHANGED, "patient=" + patient);
    String off = active(subscription(on, "").replace(path, path + "/off"));
    String gone = active(subscription(on, "").replace(path, path + "/gone"));
    active(subscription(on, ""));
    put(
        "/Subscription/" + off,
        subscription(on, "").replace("'status':'requested'", "'status':'off','id':'" + off + "'"));
    assertThat(delete("/Subscription/" + gone).status()).isEqualTo(204);
    fracture(patient);

    RECEIVER.await(path, 1);
    assertThat(RECEIVER.events(path + "/off")).isEmpty();
    assertThat(RECEIVER.events(path + "/gone")).isEmpty();
    assertThat(get("/Subscription/" + off).json().path("status").asString()).isEqualTo("off");
  }

  @Test
  void oneWhoseSearchParameterIsGoneSaysSoAndTellsNothingUntilItIsMended() {
    String parameter = "/SearchParameter/" + UUID.randomUUID();
    String code = "p" + UUID.randomUUID();
    Response defined =
        put(
            parameter,
            ("{'resourceType':'SearchParameter','id':'%s','url':'https://hospital.example/%s',"
                    + "'name':'n','description':'d','status':'active','base':['Observation'],"
                    + "'code':'%s','type':'token','expression':'Observation.status'}")
                .formatted(parameter.replaceFirst(".*/", ""), code, code));
    assertThat(defined.status()).as(defined.text()).isEqualTo(201);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> get(parameter + "/$reindex-status").text().contains("\"complete\""));
    String criteria = "'criteria':'Observation?%s=final'".formatted(code);
    String id = active(subscription(criteria, ""));
    assertThat(delete(parameter).status()).isEqualTo(204);

    String patient = newPatient("Weg");
    pain(patient, 4);
    awaitStatus(id, "error");
    pain(patient, 5);

    assertThat(get("/Subscription/" + id).json().path("error").asString()).contains(code);
    put(
        "/Subscription/" + id,
        subscription("'criteria':'Observation?patient=%s'".formatted(patient), "")
            .replace("'status':'requested'", "'status':'requested','id':'" + id + "'"));
    awaitStatus(id, "active");
    String told = pain(patient, 6);
    assertThat(RECEIVER.await(path, 1).getFirst().focus()).isEqualTo("Observation/" + told);
    assertThat(RECEIVER.events(path)).hasSize(1);
  }

  String pain(String patient, int score) {
    return post("/Observation", painOf(patient, score)).id();
  }

  static String painOf(String patient, int score) {
    return ("{'resourceType':'Observation','status':'final','subject':{'reference':'Patient/%s'},"
            + "'code':{'coding':[{'system':'http://loinc.org','code':'72514-3'}]},"
            + "'valueQuantity':{'value':%d}}")
        .formatted(patient, score);
  }

  private String managedBy(String organization) {
    return post(
            "/Patient",
            "{'resourceType':'Patient','managingOrganization':{'reference':'Organization/%s'}}"
                .formatted(organization))
        .id();
  }
}
