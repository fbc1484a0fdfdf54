package dev.vertepath.desk.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From the form to what the API tells afterwards. */
class ActsTest extends PatientDesk {

  @Test
  void aContactIsStoredAsWhatWasSaidAndTheScore() {
    String id = fractured();
    String form = "11111111-2222-3333-4444-" + "%012d".formatted(Long.parseLong(digits(id)));

    for (int sent = 0; sent < 2; sent++) {
      assertThat(contact(id, form, "7", "Sleeps badly <b>").statusCode()).isEqualTo(302);
    }

    JsonNode scores = fhir("/Observation?code=72514-3&patient=" + id);
    assertThat(scores.path("total").asInt()).isEqualTo(1);
    assertThat(scores.at("/entry/0/resource/valueQuantity/value").asInt()).isEqualTo(7);
    JsonNode said = fhir("/Communication?patient=" + id);
    assertThat(said.path("total").asInt()).isEqualTo(1);
    assertThat(said.at("/entry/0/resource/payload/0/contentString").asString())
        .isEqualTo("Sleeps badly <b>");
    assertThat(page("/desk/patients/" + id + "?done=contact"))
        .contains("The contact is recorded.", "Sleeps badly &lt;b&gt;")
        .doesNotContain("Sleeps badly <b>", "??");
  }

  @Test
  void aScoreThatIsNoneIsRefusedAndWhatWasTypedStays() {
    String id = fractured();

    HttpResponse<String> again = contact(id, "", "11", "She walks");

    assertThat(again.body()).contains("Write a number from 0 to 10.", "She walks", "value=\"11\"");
    assertThat(fhir("/Communication?patient=" + id).path("total").asInt()).isZero();
  }

  @Test
  void aFollowUpIsDoneMovedOrCancelledWithItsReason() {
    String id = treated();

    assertThat(work(id, "early-check", "act", "done", "reason", "Called").statusCode())
        .isEqualTo(302);
    assertThat(
            work(
                    id,
                    "second-week-review",
                    "act",
                    "move",
                    "reason",
                    "On a journey",
                    "from",
                    "2026-04-01",
                    "to",
                    "2026-04-03")
                .statusCode())
        .isEqualTo(302);
    assertThat(work(id, "recovery-review", "act", "cancel").body()).contains("Write a reason.");
    assertThat(work(id, "recovery-review", "act", "cancel", "reason", "Moved").statusCode())
        .isEqualTo(302);

    assertThat(task(id, "early-check").path("status").asString()).isEqualTo("completed");
    assertThat(task(id, "early-check").at("/statusReason/text").asString()).isEqualTo("Called");
    assertThat(task(id, "second-week-review").at("/restriction/period/end").asString())
        .isEqualTo("2026-04-03");
    assertThat(task(id, "second-week-review").at("/note/0/text").asString())
        .isEqualTo("On a journey");
    assertThat(page("/desk/patients/" + id)).contains("On a journey");
    assertThat(task(id, "recovery-review").path("status").asString()).isEqualTo("cancelled");
  }

  @Test
  void ofTwoWhoEditTheSameTaskTheSecondSeesWhatChangedAndLosesNothing() {
    String id = treated();
    JsonNode shown = task(id, "early-check");
    String path = workPath(id, shown);
    work(id, "early-check", "act", "done", "reason", "I called her");

    HttpResponse<String> second =
        submit(path, "version", version(shown), "act", "cancel", "reason", "Nobody answers");

    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body())
        .contains("Somebody changed this while you wrote", "requested", "completed")
        .contains("I called her", "Nobody answers")
        .doesNotContain("??");
    JsonNode kept = task(id, "early-check");
    assertThat(kept.path("status").asString()).isEqualTo("completed");
    assertThat(second.body()).contains("name=\"version\" value=\"" + version(kept) + "\"");

    submit(path, "version", version(kept), "act", "cancel", "reason", "Nobody answers");
    assertThat(task(id, "early-check").path("status").asString()).isEqualTo("cancelled");
  }

  @Test
  void whoForgotTheReasonStillSeesWhatOthersChangedMeanwhile() {
    String id = treated();
    JsonNode shown = task(id, "early-check");
    String path = workPath(id, shown);
    work(id, "early-check", "act", "done", "reason", "I called her");

    String asked = submit(path, "version", version(shown), "act", "cancel").body();

    assertThat(asked)
        .contains("Write a reason.")
        .contains("name=\"version\" value=\"" + version(shown) + "\"");
    assertThat(
            submit(path, "version", version(shown), "act", "cancel", "reason", "Nobody answers")
                .body())
        .contains("Somebody changed this while you wrote", "I called her");
    assertThat(task(id, "early-check").path("status").asString()).isEqualTo("completed");
  }

  @Test
  void aRedFlagIsClosedByWhoLookedAndSaysWhatWasFound() {
    String id = treated();
    write(
        "POST",
        "/Observation",
        ("{'resourceType':'Observation','status':'final','code':{'coding':[{'system':"
                + "'http://snomed.info/sct','code':'29857009'}]},'subject':{'reference':"
                + "'Patient/%s'},'effectiveDateTime':'2026-03-03T20:00:00Z','valueBoolean':true}")
            .formatted(id));
    JsonNode review = first("/Task?code=red-flag-review&patient=" + id);
    String path = workPath(id, review);
    assertThat(page("/desk/patients/" + id)).contains("Look at it and close it");

    assertThat(submit(path, "version", version(review), "act", "done").body())
        .contains("Write a reason.");
    submit(path, "version", version(review), "act", "done", "reason", "A strained muscle");

    assertThat(first("/Flag?patient=" + id).path("status").asString()).isEqualTo("inactive");
    assertThat(page("/desk/patients/" + id)).contains("A strained muscle");
  }

  @Test
  void evidenceThatIsAddedIsJudged() {
    String id = fractured();

    assertThat(evidence(id, "site-tenderness", "").body()).contains("Say whether it is there.");
    assertThat(evidence(id, "site-tenderness", "yes").statusCode()).isEqualTo(302);

    assertThat(first("/Observation?patient=" + id).path("valueBoolean").asBoolean()).isTrue();
    assertThat(fhir("/Task?code=obtain-evidence&status=completed&patient=" + id).toString())
        .contains("site-tenderness");
  }

  @Test
  void aCorrectionCorrectsWhatFollowed() {
    String id = fractured();
    evidence(id, "active-infection", "yes");
    JsonNode found = first("/Observation?patient=" + id);
    String path = "/desk/patients/" + id + "/correct/Observation/" + found.path("id").asString();
    assertThat(first("/Task?code=pathway-case&patient=" + id).path("businessStatus").toString())
        .contains("contraindicated");

    submit(path, "version", version(found), "act", "value", "value", "no", "reason", "Mixed up");

    JsonNode corrected = first("/Observation?patient=" + id);
    assertThat(corrected.path("status").asString()).isEqualTo("corrected");
    assertThat(corrected.path("valueBoolean").asBoolean()).isFalse();
    assertThat(first("/Task?code=pathway-case&patient=" + id).path("businessStatus").toString())
        .contains("awaiting-evidence");

    submit(path, "version", version(corrected), "act", "wrong", "reason", "Another patient's");
    assertThat(fhir("/Observation/" + found.path("id").asString()).path("status").asString())
        .isEqualTo("entered-in-error");
  }

  @Test
  void aSecondCaseOfTheSameLevelIsAskedAboutFirst() {
    String id = fractured();
    String path = "/desk/patients/" + id + "/fracture";

    HttpResponse<String> asked = submit(path, "level", "L1", "cause", "osteoporotic");

    assertThat(asked.body()).contains("There is an open case of L1 already").doesNotContain("??");
    assertThat(fhir("/Condition?patient=" + id).path("total").asInt()).isEqualTo(1);
    submit(path, "level", "L1", "cause", "osteoporotic", "anyway", "yes");
    submit(path, "level", "T12", "cause", "osteoporotic");
    assertThat(fhir("/Condition?patient=" + id).path("total").asInt()).isEqualTo(3);
    assertThat(page("/desk/patients/" + id)).contains("Fracture of T12");
  }

  private static String digits(String id) {
    return String.valueOf(Math.abs((long) id.hashCode()));
  }

  private HttpResponse<String> contact(String id, String form, String score, String notes) {
    return submit(
        "/desk/patients/" + id + "/contact",
        "form",
        form,
        "score",
        score,
        "notes",
        notes,
        "at",
        "2026-03-01T10:00");
  }

  private JsonNode task(String id, String activity) {
    return first("/Task?code=" + activity + "&patient=" + id);
  }

  private static String workPath(String id, JsonNode task) {
    return "/desk/patients/" + id + "/work/Task/" + task.path("id").asString();
  }

  private HttpResponse<String> work(String id, String activity, String... fields) {
    JsonNode task = task(id, activity);
    String[] all = new String[fields.length + 2];
    System.arraycopy(fields, 0, all, 2, fields.length);
    all[0] = "version";
    all[1] = version(task);
    return submit(workPath(id, task), all);
  }
}
