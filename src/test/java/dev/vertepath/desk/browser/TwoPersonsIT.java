package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two persons, each logged in with a browser of her own, at the same piece of work. */
class TwoPersonsIT extends PatientInBrowser {

  private Someone other = new Someone("", "", "");

  @BeforeEach
  void anotherCoordinatorHasAnAccount() {
    other = someone("Carl Colleague", "coordinator");
    isInTheDirectory(other);
  }

  private Locator heading(Page page, String key) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(words(key)).setExact(true));
  }

  private void acts(Page page, String what, String reason) {
    page.getByLabel(words(what)).check();
    page.getByLabel(words("patient.reason")).fill(reason);
    save(page);
  }

  @Test
  void theSecondSeesWhatTheFirstChangedAndOverwritesNothing() {
    treated();
    Page one = logIn(coordinator, work("recovery-review"));
    Page two = logIn(other, work("recovery-review"));

    acts(one, "patient.act.done", "Seen in the clinic");
    assertDone(one, "done");
    acts(two, "patient.act.cancel", "Does not come");

    assertThat(alert(two))
        .contains(words("patient.stale"), "Seen in the clinic")
        .contains(words("said.status.requested"), words("said.status.completed"))
        .contains(coordinator.name());
    assertThat(two.getByLabel(words("patient.reason")).inputValue()).isEqualTo("Does not come");
    assertAccessible(two);
    JsonNode kept = task("recovery-review");
    assertThat(kept.path("status").asString()).isEqualTo("completed");
    assertThat(kept.at("/statusReason/text").asString()).isEqualTo("Seen in the clinic");
    assertInTheTrail(coordinator, "U", kept);
    assertThat(acts(auditor, other, "U", reference(kept))).isZero();

    save(two);
    assertDone(two, "cancel");
    assertThat(version(task("recovery-review"))).isEqualTo(version(kept) + 1);
    assertInTheTrail(other, "U", kept);
  }

  @Test
  void whoForgotTheReasonIsStillToldOfWhatTheFirstChanged() {
    treated();
    Page two = logIn(other, work("recovery-review"));
    Page one = logIn(coordinator, work("recovery-review"));
    acts(one, "patient.act.done", "Seen in the clinic");
    assertDone(one, "done");

    two.getByLabel(words("patient.act.cancel")).check();
    save(two);
    two.getByLabel(words("patient.reason")).fill("Does not come");
    save(two);

    assertThat(alert(two)).contains(words("patient.stale"), "Seen in the clinic");
    assertThat(task("recovery-review").path("status").asString()).isEqualTo("completed");
  }

  @Test
  void theSecondOfTwoWhoCorrectAnEntryOverwritesNothing() {
    treated();
    pain(8, daysAgo(1));
    JsonNode entered = first(his, "/Observation?code=72514-3&patient=" + id);
    String path = patientPage() + "/correct/" + reference(entered);
    Page one = logIn(coordinator, path);
    Page two = logIn(other, path);

    one.getByLabel(words("patient.correct.number")).fill("5");
    acts(one, "patient.correct.value", "Typed 8 for 5");
    assertDone(one, "correct");
    two.getByLabel(words("patient.correct.number")).fill("6");
    acts(two, "patient.correct.value", "Typed 8 for 6");

    assertThat(alert(two)).contains(words("patient.stale"), "Typed 8 for 5").doesNotContain("{\"");
    assertThat(api(his, "/" + reference(entered)).at("/valueQuantity/value").asInt()).isEqualTo(5);
  }

  @Test
  void theSecondWhoGivesACaseToSomebodySeesWhoWasFaster() {
    fractured();
    Page one = logIn(coordinator, "/?q=" + family);
    Page two = logIn(other, "/?q=" + family);

    one.locator("tbody button[formaction='/desk/tasks/take']").click();
    one.waitForURL(url -> !url.contains("q=")); // names are in no URL of a redirect
    assertThat(one.locator("#list").textContent()).contains(coordinator.name());
    two.locator("tbody button[formaction='/desk/tasks/take']").click();

    heading(two, "worklist.overtaken").waitFor();
    assertThat(said(two)).contains(coordinator.name());
    assertAccessible(two);
    assertThat(task(CASE).at("/owner/reference").asString()).isEqualTo(coordinator.user());
    click(two, AriaRole.LINK, "worklist.overtaken.leave");
    two.locator("tbody button[formaction='/desk/tasks/take']").click();
    two.waitForURL(url -> !url.contains("q=")); // names are in no URL of a redirect

    JsonNode taken = task(CASE);
    assertThat(taken.at("/owner/reference").asString()).isEqualTo(other.user());
    assertInTheTrail(coordinator, "U", taken);
    assertInTheTrail(other, "U", taken);
  }
}
