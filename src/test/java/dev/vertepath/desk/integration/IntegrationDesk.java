package dev.vertepath.desk.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.desk.DeskOverHttp;
import dev.vertepath.desk.patient.CountedStatements;
import dev.vertepath.exchange.Receiver;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The integration pages over HTTP, with a patient who is known by a message. */
@Import(CountedStatements.class)
@TestPropertySource(
    properties = {"vertepath.delivery-http=true", "vertepath.delivery-networks=127.0.0.1"})
abstract class IntegrationDesk extends DeskOverHttp {

  static final Receiver RECEIVER = new Receiver();
  static final String MESSAGES = "/desk/integration/messages";
  static final String DELIVERIES = "/desk/integration/deliveries";

  @Autowired private ApplicationContext context;

  Traffic traffic;
  String mrn = "";
  String path = "";

  @BeforeEach
  void aPatientIsKnown() {
    traffic = new Traffic(context, base());
    mrn = "I" + System.nanoTime();
    path = "/" + mrn;
    traffic.message("patient-update", Traffic.patient(mrn, "Fam" + mrn));
  }

  @AfterEach
  void theReceiverIsWell() {
    RECEIVER.answers(got -> 200);
  }

  String patientId() {
    return fhir("/Patient?identifier=urn:mrn%7C" + mrn).at("/entry/0/resource/id").asString();
  }

  static int count(String page, String id) {
    Matcher count =
        Pattern.compile("id=\"" + id + "\".*?class=\"count\">(\\d+)<", Pattern.DOTALL)
            .matcher(page);
    assertThat(count.find()).as(page).isTrue();
    return Integer.parseInt(count.group(1));
  }

  static int rows(String page) {
    return page.split("<tr id=\"message-", -1).length - 1;
  }

  JsonNode message(String number) {
    return fhir("/$message?message=" + number).path("parameter");
  }

  static String stamp(String page) {
    Matcher seen = Pattern.compile("name=\"seen\" value=\"([^\"]+)\"").matcher(page);
    assertThat(seen.find()).as(page).isTrue();
    return seen.group(1);
  }

  static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  static String text(JsonNode parameters, String name) {
    return parameters
        .valueStream()
        .filter(one -> one.path("name").asString().equals(name))
        .flatMap(one -> one.properties().stream())
        .filter(field -> field.getKey().startsWith("value"))
        .map(field -> field.getValue().asString())
        .findFirst()
        .orElse("");
  }
}
