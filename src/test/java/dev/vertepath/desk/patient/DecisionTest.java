package dev.vertepath.desk.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A case is decided on as the page showed it, or not at all. */
class DecisionTest extends PatientDesk {

  @Test
  void anOrderAgainstTheVerdictNeedsAReasonAndIsKeptInSight() {
    String id = fractured();
    JsonNode task = first("/Task?code=pathway-case&patient=" + id);
    String verdict = version(first("/GuidanceResponse?patient=" + id));
    String path = "/desk/patients/" + id + "/decide/" + task.path("id").asString();
    assertThat(page(path)).contains("against the verdict").doesNotContain("??");

    assertThat(submit(path, "verdict", verdict, "act", "order").body()).contains("Write a reason.");
    submit(path, "verdict", verdict, "act", "order", "reason", "She cannot stand");

    JsonNode order = first("/ServiceRequest?intent=order&patient=" + id);
    assertThat(order.at("/reasonCode/0/text").asString()).isEqualTo("She cannot stand");
    assertThat(first("/Task?code=pathway-case&patient=" + id).at("/businessStatus").toString())
        .contains("ordered");
    assertThat(first("/DetectedIssue?patient=" + id).path("code").toString())
        .contains("ordered-against-verdict");
  }

  @Test
  void anOrderThatIsSentTwiceIsThereOnceAndNotRefused() {
    String id = fractured();
    JsonNode task = first("/Task?code=pathway-case&patient=" + id);
    String[] form = {
      "form",
      UUID.randomUUID().toString(),
      "version",
      version(task),
      "verdict",
      version(first("/GuidanceResponse?patient=" + id)),
      "act",
      "order",
      "reason",
      "She cannot stand"
    };

    for (String time : new String[] {"first", "second"}) {
      HttpResponse<String> answer =
          submit("/desk/patients/" + id + "/decide/" + task.path("id").asString(), form);
      assertThat(answer.statusCode()).as(time).isEqualTo(302);
    }

    JsonNode orders = fhir("/ServiceRequest?intent=order&patient=" + id);
    assertThat(orders.path("total").asInt()).isEqualTo(1);
  }

  @Test
  void anOrderOnAVerdictThatChangedMeanwhileIsNotStored() {
    String id = fractured();
    JsonNode task = first("/Task?code=pathway-case&patient=" + id);
    String verdict = version(first("/GuidanceResponse?patient=" + id));
    String path = "/desk/patients/" + id + "/decide/" + task.path("id").asString();
    evidence(id, "active-infection", "yes");

    HttpResponse<String> stale =
        submit(path, "verdict", verdict, "act", "order", "reason", "She cannot stand");

    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.body())
        .contains("She cannot stand", "“a contraindication is present”: a proposal");
    assertThat(fhir("/ServiceRequest?intent=order&patient=" + id).path("total").asInt()).isZero();
  }

  @Test
  void aCaseIsDeclined() {
    String id = fractured();
    JsonNode task = first("/Task?code=pathway-case&patient=" + id);

    submit(
        "/desk/patients/" + id + "/decide/" + task.path("id").asString(),
        "version",
        version(task),
        "act",
        "decline",
        "reason",
        "She does not want it");

    JsonNode now = first("/Task?code=pathway-case&patient=" + id);
    assertThat(now.path("businessStatus").toString()).contains("closed");
    assertThat(now.path("statusReason").toString()).contains("She does not want it");
  }

  @Test
  void aDeclineOnAVerdictThatChangedMeanwhileIsNotStoredEither() {
    String id = fractured();
    String verdict = version(first("/GuidanceResponse?patient=" + id));
    evidence(id, "active-infection", "yes");
    JsonNode task = first("/Task?code=pathway-case&patient=" + id);
    String path = "/desk/patients/" + id + "/decide/" + task.path("id").asString();
    submit("/desk/settings", "language", "de");

    HttpResponse<String> stale =
        submit(
            path,
            "version",
            version(task),
            "verdict",
            verdict,
            "act",
            "decline",
            "reason",
            "She does not want it");

    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.body())
        .contains("She does not want it", "Aktive Infektion der Wirbelsäule oder des ganzen")
        .contains("nichts ist eingetragen")
        .doesNotContain("nothing is recorded", "No active infection", "contained[");
    assertThat(first("/Task?code=pathway-case&patient=" + id).path("status").asString())
        .isNotEqualTo("rejected");
  }

  @Test
  void anOrderOnACaseThatWasDeclinedMeanwhileIsNotStored() {
    String id = fractured();
    JsonNode task = first("/Task?code=pathway-case&patient=" + id);
    String verdict = version(first("/GuidanceResponse?patient=" + id));
    String path = "/desk/patients/" + id + "/decide/" + task.path("id").asString();
    String[] shown = {"version", version(task), "verdict", verdict};
    submit(
        path, shown[0], shown[1], shown[2], shown[3], "act", "decline", "reason", "She is content");

    HttpResponse<String> stale =
        submit(
            path, shown[0], shown[1], shown[2], shown[3], "act", "order", "reason", "She asks now");

    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.body()).contains("She is content", "State of the case", "Closed");
    assertThat(fhir("/ServiceRequest?intent=order&patient=" + id).path("total").asInt()).isZero();
  }
}
