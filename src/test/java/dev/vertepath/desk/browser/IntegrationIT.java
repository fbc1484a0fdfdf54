package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.vertepath.desk.integration.Traffic;
import dev.vertepath.exchange.Receiver;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** The integration pages in Chromium: for everybody, by keyboard, and what the acts did. */
@TestPropertySource(
    properties = {"vertepath.delivery-http=true", "vertepath.delivery-networks=127.0.0.1"})
class IntegrationIT extends DeskInBrowser {

  private static final String PAGES = "/desk/integration";
  private static final Receiver RECEIVER = new Receiver();

  @Autowired private ApplicationContext context;

  private String failed = "";
  private String waiting = "";
  private List<String> dead = List.of();
  private String subscription = "";
  private long opened;

  @BeforeEach
  void somethingIsWrongEverywhere() {
    var traffic = new Traffic(context, base());
    String mrn = "B" + System.nanoTime();
    traffic.message("patient-update", Traffic.patient(mrn, "Browser"));
    failed = traffic.failedV2(mrn + "9", "Lindgren");
    waiting = traffic.message("referral", Traffic.fracture("W" + mrn));
    traffic.message("patient-update", Traffic.patient("W" + mrn, "Later"));
    dead = traffic.dead(RECEIVER, "/" + mrn, 2);
    RECEIVER.answers(got -> got.path().startsWith("/wrong") ? 500 : 200);
    subscription = traffic.subscription(RECEIVER, "/wrong" + mrn, "error");
    String patient =
        fhir("/Patient?identifier=urn:mrn%7C" + mrn).at("/entry/0/resource/id").asString();
    opened = traffic.opened(patient, "found unconscious");
  }

  private String url(String page) {
    return PAGES
        + page.replace("FAILED", failed)
            .replace("WAITING", waiting)
            .replace("DEAD", dead.getFirst())
            .replace("OPENED", Long.toString(opened));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 360, false",
    "'', 1440, true",
    "/messages, 360, true",
    "/messages, 1440, false",
    "/messages?patient=nobody, 800, false",
    "/messages/FAILED, 360, false",
    "/messages/WAITING, 1440, true",
    "/messages/WAITING/dry-run, 360, true",
    "/messages/FAILED/dry-run, 800, false",
    "/messages/FAILED/drop, 360, false",
    "/deliveries, 360, true",
    "/deliveries?state=dead, 1440, false",
    "/deliveries/decide?act=drop&item=DEAD, 360, false",
    "/subscriptions, 360, false",
    "/subscriptions, 1440, true",
    "/reviews, 360, true",
    "/reviews?show=all, 800, false",
    "/reviews/OPENED, 360, false",
  })
  void everyPageIsForEverybody(String page, int width, boolean dark) {
    Page shown = open(person(width, dark), url(page));

    assertThat(shown.locator("h1").count()).isEqualTo(1);
    assertThat(subscription).isNotEmpty();
    assertAccessible(shown);
    assertNoSidewaysScrolling(shown);
    shown.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(
                Path.of(
                    "target/screenshots/integration%s-%d%s.png"
                        .formatted(page.replaceAll("\\W", "-"), width, dark ? "-dark" : ""))));
  }

  /** Presses Tab until the focus is there, and then Enter. */
  private static void press(Page page, String id) {
    for (int i = 0; i < 60; i++) {
      if (id.equals(page.evaluate("() => document.activeElement.id"))) {
        page.keyboard().press("Enter");
        return;
      }
      page.keyboard().press("Tab");
    }
    throw new AssertionError("The keyboard does not reach " + id);
  }

  private static void type(Page page, String id, String text) {
    for (int i = 0; i < 60 && !id.equals(page.evaluate("() => document.activeElement.id")); i++) {
      page.keyboard().press("Tab");
    }
    page.keyboard().type(text);
  }

  private String state(String message) {
    return fhir("/$message?message=" + message).path("parameter").toString();
  }

  @Test
  void aMessageIsTriedAndReplayedByKeyboard() {
    Page page = open(person(), url("/messages/WAITING"));

    press(page, "act-dry-run");
    page.waitForURL("**/dry-run");
    press(page, "replay");
    page.waitForURL("**done=replayed");

    assertThat(page.locator("main").textContent()).contains("It is in the record");
    assertAccessible(page);
    assertThat(state(waiting)).contains("\"processed\"");
  }

  @Test
  void aMessageIsDroppedByKeyboardWithAReason() {
    Page page = open(person(), url("/messages/FAILED"));

    press(page, "act-drop");
    page.waitForURL("**/drop");
    press(page, "drop");
    assertThat(page.locator("#reason-problem").textContent()).contains("Write a reason");
    assertAccessible(page);
    type(page, "reason", "Sent anew as HIS-8");
    press(page, "drop");
    page.waitForURL("**done=dropped");

    assertThat(state(failed)).contains("\"dropped\"").contains("Sent anew as HIS-8");
  }

  @Test
  void deadLettersAreCheckedAndSentAgainByKeyboard() {
    RECEIVER.answers(got -> 200);
    Page page = open(person(), url("/deliveries?state=dead"));

    for (String one : dead) {
      for (int i = 0;
          i < 60 && !("item-" + one).equals(page.evaluate("() => document.activeElement.id"));
          i++) {
        page.keyboard().press("Tab");
      }
      page.keyboard().press("Space");
    }
    press(page, "resend");
    page.waitForURL("**/decide**");
    assertAccessible(page);
    press(page, "decide");
    page.waitForURL("**done=resend");

    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(60))
        .until(
            () ->
                dead.stream()
                    .allMatch(one -> fhir("/$dead-letters?id=" + one).toString().contains("done")));
  }

  @Test
  void anOpenedRecordIsReviewedByKeyboard() {
    Page page = open(person(), url("/reviews"));

    press(page, "review-" + opened);
    page.waitForURL("**/reviews/" + opened);
    type(page, "reason", "On call that night");
    press(page, "review");
    page.waitForURL("**done=review");

    assertAccessible(page);
    assertThat(fhir("/Patient/$broken-glass?reviewed=true").toString())
        .contains("On call that night");
    assertThat(fhir("/AuditEvent?_count=20&_sort=-date").toString())
        .contains("review-broken-glass");
  }
}
