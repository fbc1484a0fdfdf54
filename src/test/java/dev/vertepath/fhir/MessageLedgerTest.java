package dev.vertepath.fhir;

import static dev.vertepath.fhir.Messaging.fracture;
import static dev.vertepath.fhir.Messaging.fullUrl;
import static dev.vertepath.fhir.Messaging.message;
import static dev.vertepath.fhir.Messaging.named;
import static dev.vertepath.fhir.Messaging.pain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.exchange.ledger.MessageErasure;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What people do with the ledger: they list, look, try, replay and drop. */
class MessageLedgerTest extends FhirOverHttp {

  @Autowired MessageErasure erasure;

  private String sent(String id, String event, String... resources) {
    String message = named(id, event, "", resources);
    assertThat(post("/$process-message", message).status()).isEqualTo(200);
    return message;
  }

  private JsonNode list(String query) {
    Response listed = get("/$messages?" + query);
    assertThat(listed.status()).as(listed.text()).isEqualTo(200);
    return listed.json().path("parameter");
  }

  private static JsonNode part(JsonNode parameters, String name) {
    for (JsonNode one : parameters) {
      if (one.path("name").asString().equals(name)) {
        return one;
      }
    }
    return parameters.path(-1);
  }

  private static String text(JsonNode parameters, String name) {
    JsonNode found = part(parameters, name);
    return found.properties().stream()
        .filter(field -> field.getKey().startsWith("value"))
        .map(field -> field.getValue().asString())
        .findFirst()
        .orElse("");
  }

  private String number(String id) {
    for (JsonNode message : list("_count=1000")) {
      if (text(message.path("part"), "id").equals(id)) {
        return text(message.path("part"), "message");
      }
    }
    throw new AssertionError(id);
  }

  private static String parameters(String... namesAndValues) {
    var all = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all.append(i == 0 ? "" : ",")
          .append(
              "{'name':'%s','valueString':'%s'}"
                  .formatted(namesAndValues[i], namesAndValues[i + 1]));
    }
    return "{'resourceType':'Parameters','parameter':[" + all + "]}";
  }

  @Test
  void messagesAreListedNewestFirstAndFilteredByStateSenderPatientEventAndTime() {
    String good = UUID.randomUUID().toString();
    String bad = UUID.randomUUID().toString();
    sent(good, "patient-update", Messaging.patient("ml-1", "Amsel"));
    sent(bad, "observation", pain("ml-1-pain", "ml-1", 4).replace("final", "done"));
    String patient =
        get("/Patient?identifier=urn:mrn%7Cml-1").json().at("/entry/0/resource/id").asString();

    assertThat(ids(list("_count=2"))).containsExactly(bad, good);
    assertThat(ids(list("state=failed"))).contains(bad).doesNotContain(good);
    assertThat(ids(list("patient=Patient/" + patient))).containsExactly(good);
    assertThat(ids(list("patient=urn:mrn%7Cml-1"))).containsExactly(bad, good);
    assertThat(ids(list("event=patient-update&sender=https://his.example/out"))).contains(good);
    assertThat(ids(list("sender=nobody"))).isEmpty();
    assertThat(ids(list("from=2020-01-01&to=2020-12-31"))).isEmpty();
    JsonNode first = list("_count=1");
    assertThat(ids(list("_count=1&before=" + text(first, "next")))).containsExactly(good);
    assertThat(text(first.path(0).path("part"), "reason"))
        .contains("Bundle.entry[1].resource.status");
  }

  private static List<String> ids(JsonNode parameters) {
    return parameters
        .valueStream()
        .filter(one -> one.path("name").asString().equals("message"))
        .map(one -> text(one.path("part"), "id"))
        .toList();
  }

  @Test
  void aMessageIsShownAsItCameWithItsAnswerAndWhatItMade() {
    String id = UUID.randomUUID().toString();
    String message =
        sent(
            id,
            "referral",
            fracture("ml-2-fx", fullUrl(1)),
            Messaging.patient("ml-2", "Lindqvist"));
    JsonNode shown = get("/$message?message=" + number(id)).json().path("parameter");

    assertThat(data(shown, "raw")).isEqualTo(message.replace('\'', '"'));
    assertThat(data(shown, "answer")).contains("\"code\":\"ok\"").contains(id);
    List<String> touched =
        shown
            .valueStream()
            .filter(one -> one.path("name").asString().equals("touched"))
            .map(
                one ->
                    part(one.path("part"), "version").at("/valueReference/reference").asString()
                        + part(one.path("part"), "followed").path("valueBoolean"))
            .toList();
    assertThat(touched)
        .anyMatch(one -> one.matches("Condition/.+/_history/1false"))
        .anyMatch(one -> one.matches("Patient/.+/_history/1false"))
        .anyMatch(one -> one.matches("Task/.+/_history/1true"));
  }

  private static String data(JsonNode parameters, String name) {
    return new String(
        Base64.getDecoder().decode(part(parameters, name).at("/valueAttachment/data").asString()),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void aReplayHasTheSameEffectsAndMakesNothingTwice() {
    String id = UUID.randomUUID().toString();
    sent(
        id,
        "referral",
        fracture("ml-3-fx", fullUrl(1)),
        Messaging.patient("ml-3", "Oakes"),
        "{'resourceType':'Communication','status':'completed','subject':{'reference':'%s'}}"
            .formatted(fullUrl(1)));
    String all = get("/_history?_count=1&_total=accurate").json().path("total").asString();

    Response replayed = post("/$message-replay", parameters("message", number(id)));

    assertThat(replayed.status()).isEqualTo(200);
    assertThat(part(replayed.json().path("parameter"), "answer").toString())
        .contains("\"code\":\"ok\"");
    assertThat(get("/_history?_count=1&_total=accurate").json().path("total").asString())
        .isEqualTo(all);
  }

  @Test
  void whatFailedForWantOfAnotherIsReplayedWhenThatIsThere() {
    String id = UUID.randomUUID().toString();
    sent(id, "referral", fracture("ml-4-fx", "Patient?identifier=urn:mrn%7Cml-4"));
    assertThat(ids(list("state=waiting"))).contains(id);
    sent(UUID.randomUUID().toString(), "patient-update", Messaging.patient("ml-4", "Kowalski"));

    JsonNode replayed =
        post("/$message-replay", parameters("message", number(id))).json().path("parameter");

    assertThat(text(replayed, "state")).isEqualTo("processed");
    assertThat(text(replayed, "attempts")).isEqualTo("2");
    assertThat(get("/Condition?identifier=urn:his%7Cml-4-fx").json().path("total").asInt())
        .isEqualTo(1);
  }

  @Test
  void aDryRunTellsElementByElementWhatWouldChangeAndChangesNothing() {
    sent(UUID.randomUUID().toString(), "patient-update", Messaging.patient("ml-5", "Adeyemi"));
    String history = get("/_history?_count=1&_total=accurate").json().path("total").asString();
    int messages = list("_count=1000").size();

    JsonNode run =
        post(
                "/$message-dry-run",
                message(
                    "referral",
                    fracture("ml-5-fx", fullUrl(1)),
                    Messaging.patient("ml-5", "Adeyemi-Roth")))
            .json()
            .path("parameter");

    assertThat(text(run, "accepted")).isEqualTo("true");
    String changes = run.toString();
    assertThat(changes)
        .contains("\"valueString\":\"name[0].family\"")
        .contains("\\\"Adeyemi\\\"")
        .contains("\\\"Adeyemi-Roth\\\"")
        .contains("\"valueCode\":\"update\"")
        .contains("\"valueString\":\"Task/");
    assertThat(get("/_history?_count=1&_total=accurate").json().path("total").asString())
        .isEqualTo(history);
    assertThat(list("_count=1000")).hasSize(messages);
    assertThat(get("/Condition?identifier=urn:his%7Cml-5-fx").json().path("total").asInt())
        .isZero();
  }

  @Test
  void aDryRunOfWhatWouldBeRefusedSaysWhy() {
    JsonNode run =
        post("/$message-dry-run", message("observation", pain("x", "y", 3).replace("final", "no")))
            .json()
            .path("parameter");

    assertThat(text(run, "accepted")).isEqualTo("false");
    assertThat(text(part(run, "problem").path("part"), "expression"))
        .isEqualTo("Bundle.entry[1].resource.status");
  }

  @Test
  void aDeadLetterIsDroppedWithAReasonAndStaysDropped() {
    String id = UUID.randomUUID().toString();
    String message = sent(id, "observation", pain("ml-6", "ml-6", 3).replace("final", "done"));
    String number = number(id);

    Response dropped =
        post("/$message-drop", parameters("message", number, "reason", "Sent by mistake"));

    assertThat(text(dropped.json().path("parameter"), "state")).isEqualTo("dropped");
    assertThat(text(dropped.json().path("parameter"), "reason"))
        .startsWith("Dropped by local: Sent by mistake");
    assertThat(post("/$process-message", message).text()).contains("fatal-error");
    assertThat(ids(list("state=dropped"))).contains(id);
    assertThat(post("/$message-drop", parameters("message", number, "reason", "again")).status())
        .isEqualTo(409);
    assertThat(post("/$message-drop", parameters("message", number)).status()).isEqualTo(400);
  }

  @Test
  void whatAMessageSaidIsErasedWithItsPatientAndHasNoEffectWhenItComesAgain() {
    String id = UUID.randomUUID().toString();
    String message =
        sent(
            id, "referral", fracture("ml-7-fx", fullUrl(1)), Messaging.patient("ml-7", "Ferreira"));
    String failed = UUID.randomUUID().toString();
    sent(failed, "observation", pain("ml-7-pain", "ml-7", 3).replace("final", "done"));
    String patient =
        get("/Patient?identifier=urn:mrn%7Cml-7").json().at("/entry/0/resource/id").asString();

    assertThat(erasure.erase(patient)).isEqualTo(2);

    assertThat(ids(list("state=erased"))).contains(id, failed);
    JsonNode shown = get("/$message?message=" + number(id)).json().path("parameter");
    assertThat(shown.toString()).doesNotContain("raw").doesNotContain("Ferreira");
    assertThat(post("/$process-message", message).text()).contains("was erased here");
    assertThat(post("/$message-replay", parameters("message", number(id))).status()).isEqualTo(410);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/$message?message=999999999 | 404 | $messages lists them",
        "/$message?message=x | 400 | must be the number of a message",
        "/$message | 400 | must be the number of a message",
        "/$messages?state=lost | 400 | is no state of a message",
        "/$messages?from=yesterday | 400 | must be a date or an instant",
        "/$message-replay?message=1 | 405 | POST",
      })
  void whatIsAskedWronglyIsTold(String url, int status, String words) {
    Response refused = get(url);

    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.text()).contains(words);
  }
}
