package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What was not delivered in three days, and what a person makes of it. */
class DeadLetterTest extends Subscribers {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @AfterEach
  void answersAgain() {
    RECEIVER.answers(got -> 200);
  }

  @Test
  void aDeadLetterIsSeenSentAgainOrDropped() {
    String patient = newPatient("Tot");
    String id = active(subscription("'criteria':'Observation?patient=%s'".formatted(patient), ""));
    RECEIVER.answers(got -> got.path().equals(path) ? 422 : 200);
    post("/Observation", SubscriptionTest.painOf(patient, 1));
    RECEIVER.await(path, 1);
    post("/Observation", SubscriptionTest.painOf(patient, 2));
    jdbc.sql("update delivery set queued = queued - interval '4 days' where channel = ?")
        .param("Subscription/" + id)
        .update();
    hurry(id);
    await().atMost(PATIENCE).until(() -> deadOf(id) >= 1);
    jdbc.sql(
            "update delivery set queued = queued - interval '4 days' where channel = ? and status = 'waiting'")
        .param("Subscription/" + id)
        .update();
    hurry(id);
    await().atMost(PATIENCE).until(() -> deadOf(id) == 2);

    JsonNode letters = get("/$dead-letters?channel=Subscription/" + id).json().path("parameter");
    assertThat(letters.size()).isEqualTo(2);
    assertThat(letters.path(0).toString())
        .contains("HTTP 422")
        .contains("Patient/" + patient)
        .contains("Observation/");
    String first = letters.at("/0/part/0/valueString").asString();
    String second = letters.at("/1/part/0/valueString").asString();

    assertThat(decide("drop", first, "").status()).isEqualTo(400);
    Response dropped = decide("drop", first, "the patient was moved");
    assertThat(dropped.status()).as(dropped.text()).isEqualTo(200);
    assertThat(dropped.text()).contains("\"dropped\"").contains("the patient was moved");
    assertThat(decide("resend", first, "").status()).isEqualTo(409);
    assertThat(decide("drop", "999999999", "x").status()).isEqualTo(404);
    RECEIVER.answers(got -> 200);
    int before = RECEIVER.events(path).size();
    assertThat(decide("resend", second, "").status()).isEqualTo(200);
    RECEIVER.await(path, before + 1);
    assertThat(RECEIVER.events(path).getLast().numbers()).containsExactly(2);
    await()
        .atMost(PATIENCE)
        .until(() -> get("/$dead-letters?id=" + second).text().contains("\"done\""));
    assertThat(get("/$dead-letters?channel=Subscription/" + id).json().has("parameter")).isFalse();
  }

  private Response decide(String what, String id, String reason) {
    return post(
        "/$" + what + "-dead-letter",
        ("{'resourceType':'Parameters','parameter':[{'name':'id','valueString':'%s'}%s]}")
            .formatted(
                id, reason.isEmpty() ? "" : ",{'name':'reason','valueString':'" + reason + "'}"));
  }

  private int deadOf(String id) {
    return jdbc.sql("select count(*) from delivery where channel = ? and status = 'dead'")
        .param("Subscription/" + id)
        .query(Integer.class)
        .single();
  }
}
