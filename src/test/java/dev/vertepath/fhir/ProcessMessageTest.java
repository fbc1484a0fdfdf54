package dev.vertepath.fhir;

import static dev.vertepath.fhir.Messaging.code;
import static dev.vertepath.fhir.Messaging.fracture;
import static dev.vertepath.fhir.Messaging.fullUrl;
import static dev.vertepath.fhir.Messaging.issues;
import static dev.vertepath.fhir.Messaging.message;
import static dev.vertepath.fhir.Messaging.named;
import static dev.vertepath.fhir.Messaging.pain;
import static dev.vertepath.fhir.Messaging.response;
import static dev.vertepath.fhir.Messaging.words;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Messages of FHIR have their effects once, whole or not at all, and are answered by messages. */
class ProcessMessageTest extends FhirOverHttp {

  @Autowired JdbcClient jdbc;

  private JsonNode process(String message) {
    Response response = post("/$process-message", message);
    assertThat(response.status()).as(response.text()).isEqualTo(200);
    return response.json();
  }

  private int total(String url) {
    return get(url).json().path("total").asInt(-1);
  }

  @Test
  void aReferralMakesAPatientWithACaseAndIsAnsweredByAMessage() {
    String id = UUID.randomUUID().toString();
    JsonNode answer =
        process(
            named(
                id,
                "referral",
                "'timestamp':'2026-02-12T08:00:00Z',",
                fracture("pm-1-fx", fullUrl(1)),
                Messaging.patient("pm-1", "Amsel")));

    assertThat(answer.path("type").asString()).isEqualTo("message");
    assertThat(response(answer).path("identifier").asString()).isEqualTo(id);
    assertThat(code(answer)).isEqualTo("ok");
    assertThat(answer.at("/entry/0/resource/destination/0/endpoint").asString())
        .isEqualTo("https://his.example/out");
    assertThat(total("/Task?patient.identifier=urn:mrn%7Cpm-1&code=pathway-case")).isEqualTo(1);
    JsonNode provenance =
        get("/Provenance?target.identifier=urn:his%7Cpm-1-fx").json().at("/entry/0/resource");
    assertThat(provenance.at("/entity/0/what/identifier/value").asString()).isEqualTo(id);
    assertThat(provenance.path("target"))
        .hasSize(2)
        .allSatisfy(
            target -> assertThat(target.path("reference").asString()).endsWith("/_history/1"));
  }

  @Test
  void aRepeatGetsTheSameAnswerAndChangesNothing() {
    String message = message("observation", pain("pm-2-pain", "pm-2", 7));
    String first = process(message).toString();

    assertThat(process(message).toString()).isEqualTo(first);
    JsonNode found = get("/Observation?identifier=urn:his%7Cpm-2-pain").json();
    assertThat(found.path("total").asInt()).isEqualTo(1);
    assertThat(found.at("/entry/0/resource/meta/versionId").asString()).isEqualTo("1");
  }

  @Test
  void ofTheSameMessageAtTheSameMomentOneHasEffects() throws Exception {
    String message = message("observation", pain("pm-3-pain", "pm-3", 7));
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Callable<String> sending = () -> process(message).toString();
        answers.add(threads.submit(sending));
      }
      String first = answers.getFirst().get();
      for (Future<String> answer : answers) {
        assertThat(answer.get()).isEqualTo(first);
      }
    }
    assertThat(total("/Observation?identifier=urn:his%7Cpm-3-pain")).isEqualTo(1);
    assertThat(total("/Provenance?target.identifier=urn:his%7Cpm-3-pain")).isEqualTo(1);
  }

  @Test
  void theSameIdWithOtherContentIsRefusedAndKept() {
    String id = UUID.randomUUID().toString();
    process(named(id, "observation", "", pain("pm-4-pain", "pm-4", 7)));
    JsonNode refused = process(named(id, "observation", "", pain("pm-4-pain", "pm-4", 2)));

    assertThat(code(refused)).isEqualTo("fatal-error");
    assertThat(issues(refused)).containsExactly("duplicate");
    assertThat(words(refused)).contains(id).contains("an id of its own");
    assertThat(total("/Observation?identifier=urn:his%7Cpm-4-pain&value-quantity=7")).isEqualTo(1);
    assertThat(
            jdbc.sql("select state from message where id = ? order by seq")
                .param(id)
                .query(String.class)
                .list())
        .containsExactly("processed", "refused");
  }

  @Test
  void oneWrongResourceRefusesTheWholeMessageAndIsNamed() {
    JsonNode refused =
        process(
            message(
                "referral",
                fracture("pm-5-fx", fullUrl(1)),
                Messaging.patient("pm-5", "Amsel").replace("1948-05-02", "yesterday")));

    assertThat(code(refused)).isEqualTo("fatal-error");
    assertThat(issues(refused)).containsExactly("value Bundle.entry[2].resource.birthDate");
    assertThat(words(refused)).contains(fullUrl(1));
    assertThat(refused.at("/entry/1/resource/text/div").asString())
        .contains("birthDate is no date");
    assertThat(total("/Condition?identifier=urn:his%7Cpm-5-fx")).isZero();
  }

  @Test
  void whatIsFatalStaysSoUntilItIsSubmittedAnew() {
    String id = UUID.randomUUID().toString();
    String wrong = pain("pm-6", "pm-6", 7).replace("'final'", "'done'");
    String first = process(named(id, "observation", "'id':'one',", wrong)).toString();

    assertThat(process(named(id, "observation", "'id':'one',", wrong)).toString()).isEqualTo(first);
    assertThat(process(named(id, "observation", "'id':'two',", wrong)).toString())
        .isNotEqualTo(first);
    assertThat(
            jdbc.sql("select state || attempts from message where id = ?")
                .param(id)
                .query(String.class)
                .single())
        .isEqualTo("failed2");
  }

  @Test
  void aReferenceToWhatIsNotThereYetMayComeTrueWhenTheMessageIsSentAgain() {
    String message = message("referral", fracture("pm-7-fx", "Patient?identifier=urn:mrn%7Cpm-7"));
    JsonNode early = process(message);
    assertThat(code(early)).isEqualTo("transient-error");
    assertThat(issues(early))
        .containsExactly("not-found Bundle.entry[1].resource.subject.reference");

    process(message("patient-update", Messaging.patient("pm-7", "Amsel")));

    assertThat(code(process(message))).isEqualTo("ok");
    assertThat(total("/Condition?identifier=urn:his%7Cpm-7-fx")).isEqualTo(1);
  }

  @Test
  void aReportBeforeItsReferralMakesSenseWhenTheReferralArrives() {
    process(message("observation", pain("pm-8-pain", "pm-8", 9)));
    process(message("referral", fracture("pm-8-fx", fullUrl(1)), Messaging.patient("pm-8", "B")));

    assertThat(total("/Observation?patient.identifier=urn:mrn%7Cpm-8")).isEqualTo(1);
  }

  @Test
  void aCancellationHoldsWhenWhatItCancelsArrivesAfterIt() {
    String order =
        """
        {'resourceType':'Appointment','identifier':[{'system':'urn:his','value':'pm-9-app'}],
         'status':'%s','participant':[{'status':'accepted','actor':{'display':'x'}}]}
        """;
    process(
        named(
            UUID.randomUUID().toString(),
            "cancel",
            "'timestamp':'2026-03-01T09:00:00Z',",
            order.formatted("cancelled")));
    JsonNode late =
        process(
            named(
                UUID.randomUUID().toString(),
                "schedule",
                "'timestamp':'2026-03-01T08:00:00Z',",
                order.formatted("booked")));

    assertThat(code(late)).isEqualTo("ok");
    assertThat(issues(late)).containsExactly("informational Bundle.entry[1]");
    assertThat(words(late)).contains("later message");
    assertThat(total("/Appointment?identifier=urn:his%7Cpm-9-app&status=cancelled")).isEqualTo(1);
  }

  @Test
  void twoSendersOfTheSameIdentifierMeanTheSamePatientAndNoIdentifierIsLost() {
    process(
        message(
            "patient-update",
            """
            {'resourceType':'Patient','identifier':[{'system':'urn:mrn','value':'pm-10'},
              {'system':'urn:national','value':'n-10'}],'name':[{'family':'Amsel'}]}
            """));
    process(
        message(
            "patient-update",
            """
            {'resourceType':'Patient','identifier':[{'system':'urn:other','value':'o-10'},
              {'system':'urn:national','value':'n-10'}],'name':[{'family':'Amsel-Meier'}]}
            """));

    JsonNode found = get("/Patient?identifier=urn:national%7Cn-10").json();
    assertThat(found.path("total").asInt()).isEqualTo(1);
    assertThat(found.at("/entry/0/resource/name/0/family").asString()).isEqualTo("Amsel-Meier");
    assertThat(found.at("/entry/0/resource/identifier").valueStream())
        .extracting(identifier -> identifier.path("value").asString())
        .containsExactlyInAnyOrder("pm-10", "n-10", "o-10");
  }
}
