package dev.vertepath.fhir;

import static dev.vertepath.fhir.Messaging.code;
import static dev.vertepath.fhir.Messaging.fracture;
import static dev.vertepath.fhir.Messaging.fullUrl;
import static dev.vertepath.fhir.Messaging.issues;
import static dev.vertepath.fhir.Messaging.message;
import static dev.vertepath.fhir.Messaging.pain;
import static dev.vertepath.fhir.Messaging.response;
import static dev.vertepath.fhir.Messaging.words;
import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.MessageHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a message may be: its events, what it is about, its formats, and what is none. */
class MessageFormsTest extends FhirOverHttp {

  private JsonNode process(String message) {
    Response response = post("/$process-message", message);
    assertThat(response.status()).as(response.text()).isEqualTo(200);
    return response.json();
  }

  private int total(String url) {
    return get(url).json().path("total").asInt(-1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "transfusion | not-supported Bundle.entry[0].resource.event | not known here",
        "order | value Bundle.entry[0].resource.focus[0] | is about ServiceRequest",
        "death | business-rule Bundle.entry[0].resource.focus[0] | deceased",
        "patient-merge | business-rule Bundle.entry[0].resource.focus[0] | replaced-by",
        "cancel | value Bundle.entry[0].resource.focus[0] | and not about a Patient",
      })
  void anEventThatTheFocusDoesNotFitIsRefused(String event, String issue, String words) {
    JsonNode refused = process(message(event, Messaging.patient("pm-11", "Amsel")));

    assertThat(code(refused)).isEqualTo("fatal-error");
    assertThat(issues(refused)).containsExactly(issue);
    assertThat(words(refused)).contains(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"I12", "I13", "I14", "I15"})
  void theEventsOfV2AreReferralsAsWell(String event) {
    String mrn = "pm-12-" + event;
    String message =
        message(event, fracture(mrn + "-fx", fullUrl(1)), Messaging.patient(mrn, "Amsel"))
            .replace(Messaging.EVENTS, "http://terminology.hl7.org/CodeSystem/v2-0003");

    assertThat(code(process(message))).isEqualTo("ok");
  }

  @Test
  void theEventsAreThereToBeRead() {
    assertThat(total("/MessageDefinition?event=" + Messaging.EVENTS + "%7Creferral")).isEqualTo(1);
    assertThat(total("/MessageDefinition?url:below=https://vertepath.dev/fhir/MessageDefinition"))
        .isEqualTo(10);
    assertThat(get("/CodeSystem?url=" + Messaging.EVENTS).json().at("/entry/0/resource/concept"))
        .hasSize(10);
    for (JsonNode entry : get("/MessageDefinition?_count=20").json().path("entry")) {
      Response valid = post("/MessageDefinition/$validate", entry.path("resource").toString());
      assertThat(valid.text()).doesNotContain("\"error\"");
    }
  }

  @Test
  void theCapabilityStatementNamesThem() {
    JsonNode messaging = get("/metadata").json().at("/messaging/0");

    assertThat(messaging.at("/endpoint/0/address").asString())
        .isEqualTo(base() + "/$process-message");
    assertThat(messaging.path("supportedMessage"))
        .hasSize(10)
        .allSatisfy(
            message ->
                assertThat(total("/MessageDefinition?url=" + message.path("definition").asString()))
                    .isEqualTo(1));
  }

  @Test
  void xmlIsTakenAndIsTheSameMessageAsItsJson() {
    String message = message("observation", pain("pm-13-pain", "pm-13", 6));
    String first = process(message).toString();
    var parser = ca.uhn.fhir.context.FhirContext.forR4Cached();
    Bundle bundle = parser.newJsonParser().parseResource(Bundle.class, message.replace('\'', '"'));
    String xml = parser.newXmlParser().encodeResourceToString(bundle);

    Response again = postXml("/$process-message", xml, "Accept", JSON);

    assertThat(again.json().toString()).isEqualTo(first);
    Response asXml = postXml("/$process-message", xml, "Accept", XML);
    Bundle answer = parser.newXmlParser().parseResource(Bundle.class, asXml.text());
    assertThat(((MessageHeader) answer.getEntryFirstRep().getResource()).getResponse().getCode())
        .isEqualTo(MessageHeader.ResponseType.OK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'resourceType':'Patient'} | 400 | takes a Bundle of the type message",
        "{'resourceType':'Bundle','type':'transaction'} | 400 | takes a Bundle of the type message",
        "{'resourceType':'Bundle','type':'message'} | 400 | MessageHeader",
        "{'resourceType':'Bundle','type':'message','entry':[{'resource':"
            + "{'resourceType':'MessageHeader'}}]} | 400 | MessageHeader.id",
        "{'resourceType':'Parameters'} | 400 | takes a Bundle of the type message",
      })
  void whatIsNoMessageIsRefusedAsAnyOtherRequest(String body, int status, String words) {
    Response refused = post("/$process-message", body);

    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.text()).contains(words);
  }
}
