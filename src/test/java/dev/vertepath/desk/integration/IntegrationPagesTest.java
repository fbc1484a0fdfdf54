package dev.vertepath.desk.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vertepath.desk.DeskOverHttp;
import dev.vertepath.desk.patient.CountedStatements;
import dev.vertepath.exchange.Receiver;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The integration pages over HTTP, what they did in the API. */
@Import(CountedStatements.class)
@TestPropertySource(
    properties = {"vertepath.delivery-http=true", "vertepath.delivery-networks=127.0.0.1"})
class IntegrationPagesTest extends DeskOverHttp {

  private static final Receiver RECEIVER = new Receiver();
  private static final String MESSAGES = "/desk/integration/messages";
  private static final String DELIVERIES = "/desk/integration/deliveries";

  @Autowired private ApplicationContext context;

  private Traffic traffic;
  private String mrn = "";
  private String path = "";

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

  private String patientId() {
    return fhir("/Patient?identifier=urn:mrn%7C" + mrn).at("/entry/0/resource/id").asString();
  }

  private static int count(String page, String id) {
    Matcher count =
        Pattern.compile("id=\"" + id + "\".*?class=\"count\">(\\d+)<", Pattern.DOTALL)
            .matcher(page);
    assertThat(count.find()).as(page).isTrue();
    return Integer.parseInt(count.group(1));
  }

  private static int rows(String page) {
    return page.split("<tr id=\"message-", -1).length - 1;
  }

  private JsonNode message(String number) {
    return fhir("/$message?message=" + number).path("parameter");
  }

  private static String stamp(String page) {
    Matcher seen = Pattern.compile("name=\"seen\" value=\"([^\"]+)\"").matcher(page);
    assertThat(seen.find()).as(page).isTrue();
    return seen.group(1);
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static String text(JsonNode parameters, String name) {
    return parameters
        .valueStream()
        .filter(one -> one.path("name").asString().equals(name))
        .flatMap(one -> one.properties().stream())
        .filter(field -> field.getKey().startsWith("value"))
        .map(field -> field.getValue().asString())
        .findFirst()
        .orElse("");
  }

  @Test
  void messagesAreFoundByPatientStateSenderEventAndTime() {
    String failed = traffic.message("observation", Traffic.pain(mrn, "done"));

    assertThat(rows(page(MESSAGES + "?patient=" + mrn))).isEqualTo(2);
    assertThat(rows(page(MESSAGES + "?patient=fam" + mrn.toLowerCase(java.util.Locale.ROOT))))
        .isEqualTo(2);
    assertThat(rows(page(MESSAGES + "?patient=urn:mrn%7C" + mrn))).isEqualTo(2);
    assertThat(rows(page(MESSAGES + "?patient=" + patientId()))).isEqualTo(1);
    String only = page(MESSAGES + "?state=failed&patient=" + mrn);
    assertThat(rows(only)).isEqualTo(1);
    assertThat(only)
        .contains("id=\"message-" + failed, "Bundle.entry[1].resource.status")
        .doesNotContain("??");
    assertThat(count(only, "state-failed")).isEqualTo(1);
    assertThat(count(only, "state-all")).isEqualTo(2);
    String narrow = MESSAGES + "?patient=" + mrn;
    assertThat(rows(page(narrow + "&event=observation"))).isEqualTo(1);
    assertThat(rows(page(narrow + "&sender=https://his.example/out"))).isEqualTo(2);
    assertThat(rows(page(narrow + "&sender=nobody"))).isZero();
    assertThat(rows(page(narrow + "&from=2026-01-01T00:00"))).isEqualTo(2);
    assertThat(rows(page(narrow + "&to=2020-12-31"))).isZero();
    assertThat(page(narrow, "Accept-Language", "de")).contains("gescheitert").doesNotContain("??");
  }

  @Test
  void countsAreThoseOfTheApiAndOlderOnesComeByPages() {
    traffic.message("observation", Traffic.pain(mrn, "done"));
    int failed = fhir("/$messages?state=failed&_count=1000").path("parameter").size();

    assertThat(count(page(MESSAGES), "state-failed")).isEqualTo(failed);
    for (int i = 0; i < MessagesPage.SIZE; i++) {
      traffic.message("patient-update", Traffic.patient(mrn, "Fam" + mrn));
    }
    String first = page(MESSAGES + "?patient=" + mrn);
    assertThat(rows(first)).isEqualTo(MessagesPage.SIZE);
    Matcher older = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(first);
    assertThat(older.find()).isTrue();
    assertThat(rows(page(older.group(1).replace("&amp;", "&")))).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/messages?state=x&from=soon&to=&before=x&patient=%27%22%3Cscript%3E",
        "/messages?patient=%5C%24%7C,&event=%00&before=99999999999999999999",
        "/deliveries?state=x&channel=%3Cscript%3E&after=x",
        "/reviews?show=x&done=%3Cscript%3E",
      })
  void whateverAUrlHoldsIsNoFailure(String url) {
    HttpResponse<String> answer = get("/desk/integration" + url);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("<script>");
  }

  @ParameterizedTest
  @CsvSource({
    "/messages/999999999, 404",
    "/messages/0, 404",
    "/messages/x, 404",
    "/messages/999999999/drop, 404",
    "/deliveries/decide?act=drop, 400",
    "/deliveries/decide?act=burn&item=1, 400",
    "/reviews/999999999, 404",
  })
  void whatIsNotThereIsTold(String url, int status) {
    assertThat(get("/desk/integration" + url).statusCode()).isEqualTo(status);
  }

  @Test
  void aV2MessageThatFailedIsReadSegmentBySegmentAndDropped() {
    String number = traffic.failedV2(mrn, "Lindgren");

    String page = page(MESSAGES + "/" + number);

    assertThat(page)
        .contains("It failed", "PID^1^7", "Read as UTF-8.", "\nPID|1||" + mrn)
        .contains("MSA|AE", "id=\"act-dry-run\"")
        .doesNotContain("??");
    assertThat(page(MESSAGES + "/" + number + "/dry-run")).contains("It would fail", "PID^1^7");
    String form = page(MESSAGES + "/" + number + "/drop");
    HttpResponse<String> without =
        submit(MESSAGES + "/" + number + "/drop", "seen", stamp(form), "reason", " ");
    assertThat(without.statusCode()).isEqualTo(400);
    assertThat(without.body()).contains("Write a reason");

    assertThat(
            location(
                submit(
                    MESSAGES + "/" + number + "/drop",
                    "seen",
                    stamp(form),
                    "reason",
                    "Sent again as HIS-7")))
        .endsWith(MESSAGES + "/" + number + "?done=dropped");
    assertThat(text(message(number), "state")).isEqualTo("dropped");
    assertThat(text(message(number), "reason")).contains("Sent again as HIS-7");
    assertThat(page(MESSAGES + "/" + number + "?done=dropped"))
        .contains("It was dropped.", "Dropped by local: Sent again as HIS-7", "failed</span>");
  }

  @Test
  void aMessageThatWaitsIsTriedAndReplayed() {
    String other = "W" + mrn;
    String number = traffic.message("referral", Traffic.fracture(other));
    assertThat(page(MESSAGES + "/" + number)).contains("It waits", "Condition");
    traffic.message("patient-update", Traffic.patient(other, "Waits"));

    String foreseen = page(MESSAGES + "/" + number + "/dry-run");

    assertThat(foreseen)
        .contains("New</span>", "onsetDateTime", "2026-02-10", "Nothing has been stored yet")
        .contains("would follow")
        .doesNotContain("??");
    assertThat(fhir("/Condition?identifier=urn:his%7Cfx-" + other).path("total").asInt()).isZero();
    assertThat(location(submit(MESSAGES + "/" + number + "/replay", "seen", stamp(foreseen))))
        .endsWith(MESSAGES + "/" + number + "?done=replayed")
        .doesNotContain(other);
    assertThat(text(message(number), "state")).isEqualTo("processed");
    assertThat(fhir("/Condition?identifier=urn:his%7Cfx-" + other).path("total").asInt())
        .isEqualTo(1);
    assertThat(page(MESSAGES + "/" + number))
        .contains("It is in the record", "/desk/resources/Condition/", "more versions followed");
    HttpResponse<String> stale =
        submit(MESSAGES + "/" + number + "/replay", "seen", stamp(foreseen));
    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.body()).contains("Somebody was faster", "would change nothing");
    assertThat(text(message(number), "attempts")).isEqualTo("2");
  }

  @Test
  void aLookAtAMessageThatFailedIsInTheTrailWithItsPatient() {
    String failed = traffic.message("observation", Traffic.pain(mrn, "done"));
    String trail = "/AuditEvent?action=E&_total=accurate&patient=Patient/" + patientId();
    int before = fhir(trail).path("total").asInt();

    page(MESSAGES + "/" + failed);

    assertThat(fhir(trail).path("total").asInt()).isEqualTo(before + 1);
  }

  @Test
  void aFormWithoutItsTokenIsRefused() {
    String number = traffic.failedV2(mrn, "Lindgren");

    assertThat(post(MESSAGES + "/" + number + "/drop", "reason", "x").statusCode()).isEqualTo(403);
    assertThat(text(message(number), "state")).isEqualTo("failed");
  }

  @Test
  void deadLettersAreSentAgainOrDroppedSeveralAtOnce() {
    List<String> dead = traffic.dead(RECEIVER, path, 3);
    String list = page(DELIVERIES + "?state=dead");
    assertThat(list)
        .contains("id=\"item-" + dead.getFirst(), "HTTP 500", "tell its people")
        .doesNotContain("??");
    assertThat(page(DELIVERIES + "/decide?act=drop&item=" + dead.getFirst()))
        .contains("Drop dead letters", "HTTP 500");
    assertThat(submit(DELIVERIES + "/decide", "act", "drop", "item", dead.getFirst()).statusCode())
        .isEqualTo(400);

    assertThat(
            location(
                submit(
                    DELIVERIES + "/decide",
                    "act",
                    "drop",
                    "item",
                    dead.getFirst(),
                    "reason",
                    "receiver was retired")))
        .endsWith("?done=drop");
    RECEIVER.answers(got -> 200);
    HttpResponse<String> again =
        submit(
            DELIVERIES + "/decide",
            "act",
            "resend",
            "item",
            dead.get(0),
            "item",
            dead.get(1),
            "item",
            dead.get(2));

    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("Somebody was faster", "receiver was retired");
    assertThat(fhir("/$dead-letters?id=" + dead.getFirst()).toString())
        .contains("\"dropped\"", "receiver was retired");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                fhir("/$dead-letters?id=" + dead.get(1)).toString().contains("\"done\"")
                    && fhir("/$dead-letters?id=" + dead.get(2)).toString().contains("\"done\""));
    assertThat(fhir("/AuditEvent?_count=50&_sort=-date").toString())
        .contains("resend-dead-letter", "drop-dead-letter");
  }

  @Test
  void aSubscriptionInTroubleSaysWhatFailedAndHowToMendItAndNoSecrets() {
    RECEIVER.answers(got -> got.path().startsWith(path) ? 500 : 200);
    String wrong = traffic.subscription(RECEIVER, path + "?token=secret", "error");
    RECEIVER.answers(got -> 200);
    String well = traffic.subscription(RECEIVER, "/well", "active");

    String page = page("/desk/integration/subscriptions");

    assertThat(page)
        .contains("The handshake failed: HTTP 500", "stores it again with the status requested")
        .contains("127.0.0.1:" + RECEIVER.port(), "/desk/resources/Subscription/" + wrong)
        .contains("Subscription-" + well, "Case changes its state")
        .doesNotContain("token=secret", path, "??");
    assertThat(count(page("/desk/integration"), "out-wrong")).isPositive();
    assertThat(fhir("/Subscription/" + wrong).path("status").asString()).isEqualTo("error");
  }

  @Test
  void anOpenedRecordIsReviewedWithANote() {
    long number = traffic.opened(patientId(), "found unconscious " + mrn);
    String list = page("/desk/integration/reviews");
    assertThat(list)
        .contains(
            "found unconscious " + mrn, "Gina Example", "Patient/" + patientId(), "not at all")
        .doesNotContain("??");
    String url = "/desk/integration/reviews/" + number;
    assertThat(submit(url, "note", " ").statusCode()).isEqualTo(400);

    assertThat(location(submit(url, "note", "She was alone on duty")))
        .endsWith("/desk/integration/reviews?done=review");

    assertThat(page("/desk/integration/reviews")).doesNotContain("found unconscious " + mrn);
    assertThat(page("/desk/integration/reviews?show=all"))
        .contains("She was alone on duty", "by local");
    assertThat(fhir("/Patient/$broken-glass?reviewed=true").toString())
        .contains("She was alone on duty");
    assertThat(submit(url, "note", "again").statusCode()).isEqualTo(409);
  }

  @Test
  void theOverviewSaysWhatIsWrongFirstAndItsNumbersAreThoseOfTheLists() {
    traffic.failedV2(mrn, "Lindgren");
    traffic.dead(RECEIVER, path, 1);

    String page = page("/desk/integration");

    assertThat(page.indexOf("id=\"trouble-failed\"")).isPositive();
    assertThat(page)
        .contains("failed</a>", "given up</a>", "The oldest is from")
        .doesNotContain("??");
    for (String state : List.of("failed", "processed", "waiting")) {
      Matcher url = Pattern.compile("id=\"day-" + state + "\" href=\"([^\"]+)\"").matcher(page);
      assertThat(url.find()).isTrue();
      assertThat(count(page(url.group(1).replace("&amp;", "&")), "state-" + state))
          .isEqualTo(count(page, "day-" + state));
    }
    assertThat(count(page(DELIVERIES), "state-dead")).isEqualTo(count(page, "out-dead"));
    assertThat(page("/desk/integration", "Accept-Language", "de"))
        .contains("Was zu tun ist")
        .doesNotContain("??");
    assertThat(page("/")).contains("href=\"/desk/integration\"");
  }

  @ParameterizedTest
  @CsvSource({
    "/desk/integration, 4",
    "/desk/integration/messages, 2",
    "/desk/integration/messages?patient=x, 4",
    "/desk/integration/deliveries, 1",
    "/desk/integration/subscriptions, 1",
    "/desk/integration/reviews, 2",
  })
  void aPageAsksAFewStatementsHoweverMuchThereIs(String url, int statements) {
    traffic.message("observation", Traffic.pain(mrn, "done"));
    page(url);
    CountedStatements.STATEMENTS.sent();

    page(url);

    assertThat(
            CountedStatements.STATEMENTS.sent().stream()
                .filter(
                    sent ->
                        sent.contains("from message m")
                            || sent.contains("channels as materialized")
                            || sent.contains("from break_glass")
                            || (sent.contains("resource r") && !sent.contains("channels"))))
        .hasSize(statements);
  }
}
