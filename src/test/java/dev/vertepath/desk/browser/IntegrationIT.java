package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import dev.vertepath.desk.integration.Traffic;
import dev.vertepath.exchange.Receiver;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What is made of messages, letters and opened records in trouble, by keyboard, after a login. */
class IntegrationIT extends DeskLoggedIn {

  private static final String PAGES = "/desk/integration";
  private static final Receiver RECEIVER = new Receiver();

  @Autowired private ApplicationContext context;

  private Someone operator = new Someone("", "", "");
  private Someone administrator = operator;
  private Someone auditor = operator;
  private Traffic traffic;
  private String mrn = "";

  @BeforeEach
  void personsHaveAccountsAndAPatientIsKnown() {
    operator = someone("Ina Interface", "integration-system");
    administrator = someone("Adam Admin", "administrator");
    auditor = someone("Aud Auditor", "auditor");
    traffic = new Traffic(context, base(), by(operator));
    mrn = "B" + System.nanoTime();
    traffic.message("patient-update", Traffic.patient(mrn, "Browser"));
  }

  @AfterEach
  void theReceiverIsWell() {
    RECEIVER.answers(got -> 200);
  }

  private String state(String message) {
    return api(operator, "/$message?message=" + message).path("parameter").toString();
  }

  private String trail(Someone who) {
    return api(auditor, "/AuditEvent?_count=100&_sort=-date&agent=" + who.user()).toString();
  }

  @Test
  void aMessageIsTriedAndReplayedByKeyboard() {
    String waiting = traffic.message("referral", Traffic.fracture("W" + mrn));
    traffic.message("patient-update", Traffic.patient("W" + mrn, "Later"));
    assertThat(state(waiting)).contains("\"waiting\"");
    Page page = logIn(operator, PAGES + "/messages/" + waiting);

    press(page, "act-dry-run");
    page.waitForURL("**/dry-run");
    assertThat(said(page)).contains("Condition");
    assertThat(state(waiting)).as("a try changes nothing").contains("\"waiting\"");
    press(page, "replay");
    page.waitForURL("**done=replayed");

    assertThat(said(page)).contains(words("integration.state.processed.title"));
    assertAccessible(page);
    assertThat(state(waiting)).contains("\"processed\"");
    assertThat(api(operator, "/Condition?identifier=urn:his%7Cfx-W" + mrn).path("total").asInt())
        .isEqualTo(1);
    assertThat(trail(operator)).contains("replay");
  }

  @Test
  void aMessageIsDroppedByKeyboardWithAReason() {
    String failed = traffic.failedV2(mrn + "9", "Lindgren");
    Page page = logIn(operator, PAGES + "/messages?state=failed");

    follow(page, page.locator("#message-" + failed + " a").first());
    press(page, "act-drop");
    page.waitForURL("**/drop");
    press(page, "drop");
    assertThat(page.locator("#reason-problem").textContent()).isNotBlank();
    assertAccessible(page);
    assertThat(state(failed)).contains("\"failed\"");
    type(page, "reason", "Sent anew as HIS-8");
    press(page, "drop");
    page.waitForURL("**done=dropped");

    assertThat(state(failed)).contains("\"dropped\"").contains("Sent anew as HIS-8");
    assertThat(trail(operator)).contains("drop");
  }

  @Test
  void deadLettersAreCheckedAndSentAgainByKeyboard() {
    List<String> dead = traffic.dead(RECEIVER, "/" + mrn, 2);
    RECEIVER.answers(got -> 200);
    Page page = logIn(administrator, PAGES + "/deliveries?state=dead");

    for (String one : dead) {
      tabTo(page, "item-" + one);
      page.keyboard().press("Space");
    }
    press(page, "resend");
    page.waitForURL("**/decide**");
    assertAccessible(page);
    press(page, "decide");
    page.waitForURL("**done=resend");

    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                dead.stream()
                    .allMatch(
                        one ->
                            api(administrator, "/$dead-letters?id=" + one)
                                .toString()
                                .contains("done")));
    assertThat(RECEIVER.at("/" + mrn)).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void aDeadLetterIsDroppedWithAReason() {
    String dead = traffic.dead(RECEIVER, "/" + mrn, 1).getFirst();
    Page page = logIn(administrator, PAGES + "/deliveries?state=dead");

    tabTo(page, "item-" + dead);
    page.keyboard().press("Space");
    press(page, "drop");
    page.waitForURL("**/decide**");
    type(page, "reason", "The receiver is gone");
    press(page, "decide");
    page.waitForURL("**done=drop");

    assertThat(api(administrator, "/$dead-letters?id=" + dead).toString())
        .contains("dropped", "The receiver is gone");
  }

  @Test
  void aSubscriptionThatFailsIsShownWithWhatToDo() {
    RECEIVER.answers(got -> got.path().startsWith("/wrong") ? 500 : 200);
    String subscription = traffic.subscription(RECEIVER, "/wrong" + mrn, "error");
    Page page = logIn(administrator, PAGES);
    follow(page, page.locator("a[href='%s/subscriptions']".formatted(PAGES)).first());

    assertThat(said(page))
        .contains("Subscription/" + subscription, words("integration.state.error"));
    assertThat(api(operator, "/Subscription/" + subscription).path("status").asString())
        .isEqualTo("error");
  }

  @Test
  void anOpenedRecordIsReviewedByKeyboard() {
    String patient =
        api(operator, "/Patient?identifier=urn:mrn%7C" + mrn).at("/entry/0/resource/id").asString();
    long opened = traffic.opened(patient, "found unconscious");
    Page page = logIn(auditor, PAGES + "/reviews");

    press(page, "review-" + opened);
    page.waitForURL("**/reviews/" + opened);
    type(page, "reason", "On call that night");
    press(page, "review");
    page.waitForURL("**done=review");

    assertAccessible(page);
    assertThat(api(auditor, "/Patient/$broken-glass?reviewed=true").toString())
        .contains("On call that night");
    open(page, PAGES + "/reviews?show=all");
    assertThat(page.locator("#broken-" + opened).textContent()).contains("by " + auditor.name());
    assertThat(trail(auditor)).contains("review-broken-glass");
  }
}
