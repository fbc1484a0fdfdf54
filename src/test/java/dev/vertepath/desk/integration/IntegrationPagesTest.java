package dev.vertepath.desk.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vertepath.desk.patient.CountedStatements;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The other integration pages over HTTP, and what they did in the API. */
class IntegrationPagesTest extends IntegrationDesk {

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
