package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Ordering, overriding, closing a red flag and declining demand a clinician with a name. */
class CliniciansActsTest extends TokenAccess {

  private final String[] his = system("system/*.cruds");
  private final String[] coordinator = with(ISSUER.person("coordinator", "user/*.cruds"));
  private final String[] nameless =
      with(
          ISSUER.sign(
              ISSUER
                  .claims()
                  .claim("roles", List.of("clinician"))
                  .claim("scope", "user/*.cruds")
                  .build()));

  private String patient = "";

  @BeforeEach
  void aPatientHasAFracture() {
    patient = stored("Acts-" + UUID.randomUUID());
    post(
        "/Condition",
        ("{'resourceType':'Condition','code':{'coding':[{'system':"
                + "'http://hl7.org/fhir/sid/icd-10-cm','code':'M80.08XA'}]},'subject':"
                + "{'reference':'Patient/%s'}}")
            .formatted(patient),
        his);
  }

  @Test
  void anOrderOfASystemIsRefusedAndNothingOfItStored() {
    Response refused = post("/ServiceRequest", order("active", "Dr. One"), his);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.issues().getFirst()).startsWith("forbidden ServiceRequest/");
    assertThat(words(refused))
        .startsWith("Ordering the operation is a clinician's act")
        .endsWith("this one is of a system.");
    assertThat(get("/ServiceRequest?patient=" + patient + "&_summary=count", his).text())
        .contains("\"total\":0");
  }

  @Test
  void anOrderOfAClinicianWithANameIsTaken() {
    assertThat(post("/ServiceRequest", order("active", "Dr. One"), nameless).status())
        .isEqualTo(403);
    assertThat(post("/ServiceRequest", order("active", "Dr. One"), clinician()).status())
        .isEqualTo(201);
  }

  @Test
  void aSystemMayGoOnWithAnOrderButNotMakeAnotherOfIt() {
    String id = post("/ServiceRequest", order("active", "Dr. One"), clinician()).id();

    assertThat(
            put("/ServiceRequest/" + id, withId(id, order("completed", "Dr. One")), his).status())
        .isEqualTo(200);
    assertThat(put("/ServiceRequest/" + id, withId(id, order("active", "Dr. Two")), his).status())
        .isEqualTo(403);
  }

  @Test
  void aDraftOfASystemIsNoOrderUntilSomebodyMakesItOne() {
    String id = post("/ServiceRequest", order("draft", "Dr. One"), his).id();
    String[] headers = {his[0], his[1], "Content-Type", "application/json-patch+json"};
    byte[] activate = quoted("[{'op':'replace','path':'/status','value':'active'}]");

    assertThat(send("PATCH", "/ServiceRequest/" + id, activate, headers).status()).isEqualTo(403);
    headers = new String[] {clinician()[0], clinician()[1], headers[2], headers[3]};
    assertThat(send("PATCH", "/ServiceRequest/" + id, activate, headers).status()).isEqualTo(200);
  }

  @Test
  void withinATransactionItIsRefusedAlike() {
    String bundle =
        "{'resourceType':'Bundle','type':'transaction','entry':[{'resource':%s,'request':"
                .formatted(order("active", "Dr. One"))
            + "{'method':'POST','url':'ServiceRequest'}}]}";

    assertThat(post("", bundle, his).status()).isEqualTo(403);
    assertThat(post("", bundle, clinician()).status()).isEqualTo(200);
  }

  @Test
  void anotherOrderThanForTheOperationIsNobodysConcern() {
    String mri = order("active", "Dr. One").replace("vertebroplasty", "mri");

    assertThat(post("/ServiceRequest", mri, his).status()).isEqualTo(201);
  }

  @Test
  void aCaseIsDeclinedByAClinicianOnly() {
    ObjectNode task = (ObjectNode) item("Task?code=pathway-case&patient=" + patient);
    task.put("status", "rejected");
    task.putObject("statusReason").put("text", "the patient declines");

    assertThat(words(put(task, his))).startsWith("Deciding on a case");
    assertThat(words(put(task, coordinator))).endsWith("of a person in another role.");
    assertThat(words(put(task, nameless))).endsWith("whom it does not name so.");
    assertThat(put(task, clinician()).status()).isEqualTo(200);
  }

  @Test
  void aCoordinatorMayTakeACaseOverAndDoWhatIsDue() {
    ObjectNode task = (ObjectNode) item("Task?code=pathway-case&patient=" + patient);
    task.putObject("owner").put("display", "Coordinator One");
    ObjectNode evidence =
        (ObjectNode) item("Task?code=obtain-evidence&_count=1&patient=" + patient);
    evidence.put("status", "cancelled");

    assertThat(put(task, coordinator).status()).isEqualTo(200);
    assertThat(put(evidence, coordinator).status()).isEqualTo(200);
  }

  @Test
  void aRedFlagIsClosedByAClinicianOnly() {
    aRedFlagIsRaised();
    ObjectNode flag = (ObjectNode) item("Flag?patient=" + patient);
    flag.put("status", "inactive");
    ObjectNode review = (ObjectNode) item("Task?code=red-flag-review&patient=" + patient);
    review.put("status", "completed");

    assertThat(words(put(flag, his))).startsWith("Changing a red flag");
    assertThat(words(put(review, his))).startsWith("Closing a red flag");
    assertThat(put(review, coordinator).status()).isEqualTo(403);
    assertThat(put(review, clinician()).status()).isEqualTo(200);
  }

  @Test
  void norByTakingItsIdentifierAway() {
    aRedFlagIsRaised();
    ObjectNode flag = (ObjectNode) item("Flag?patient=" + patient);
    flag.remove("identifier");
    flag.put("status", "inactive");

    assertThat(put(flag, his).status()).isEqualTo(403);
    assertThat(item("Flag?patient=" + patient).path("status").asString()).isEqualTo("active");
  }

  @Test
  void aVerdictIsNotRewritten() {
    ObjectNode verdict = (ObjectNode) item("GuidanceResponse?patient=" + patient);
    verdict.put("status", "in-progress");

    assertThat(put(verdict, his).status()).isEqualTo(403);
  }

  private void aRedFlagIsRaised() {
    String finding = "{'system':'http://snomed.info/sct','code':'29857009'}";
    post(
        "/Procedure",
        ("{'resourceType':'Procedure','status':'completed','code':{'coding':[{'system':"
                + "'https://vertepath.dev/fhir/CodeSystem/procedure','code':'vertebroplasty'}]},"
                + "'subject':{'reference':'Patient/%s'},'performedDateTime':'%s'}")
            .formatted(patient, Instant.now().minus(Duration.ofDays(1))),
        his);
    post(
        "/Condition",
        ("{'resourceType':'Condition','code':{'coding':[%s]},'subject':{'reference':'Patient/%s'},"
                + "'onsetDateTime':'%s'}")
            .formatted(finding, patient, Instant.now()),
        his);
  }

  private Response put(ObjectNode resource, String... token) {
    String path =
        "/" + resource.path("resourceType").asString() + "/" + resource.path("id").asString();
    byte[] body = resource.toString().getBytes(StandardCharsets.UTF_8);
    return send("PUT", path, body, token[0], token[1], "Content-Type", JSON);
  }

  private JsonNode item(String query) {
    return get("/" + query, his).json().at("/entry/0/resource");
  }

  private static String withId(String id, String body) {
    return body.replaceFirst("\\{", "{'id':'" + id + "',");
  }

  private String order(String status, String requester) {
    return ("{'resourceType':'ServiceRequest','status':'%s','intent':'order','code':{'coding':"
            + "[{'system':'https://vertepath.dev/fhir/CodeSystem/procedure','code':'vertebroplasty'}]},"
            + "'subject':{'reference':'Patient/%s'},'requester':{'display':'%s'}}")
        .formatted(status, patient, requester);
  }
}
