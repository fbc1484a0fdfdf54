package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a coordinator does for a patient, from the login to what the API tells afterwards. */
class CoordinatorIT extends PatientInBrowser {

  @Test
  void aContactIsRecordedByKeyboardAlone() {
    treated();
    Page page = logIn(coordinator, patientPage());
    click(page, AriaRole.LINK, "patient.do.contact");

    page.waitForFunction("() => document.activeElement.id === 'score'");
    page.keyboard().type("3");
    page.keyboard().press("Tab");
    page.keyboard().type("Walks to the shop");
    page.keyboard().press("Tab");
    assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("at");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words("patient.save")))
        .focus();
    enter(page);

    assertDone(page, "contact");
    assertThat(said(page)).contains("3 / 10", "Walks to the shop", coordinator.name());
    JsonNode said = first(coordinator, "/Communication?patient=" + id);
    assertThat(said.at("/payload/0/contentString").asString()).isEqualTo("Walks to the shop");
    assertThat(said.at("/sender/display").asString()).isEqualTo(coordinator.name());
    JsonNode score =
        first(coordinator, "/Observation?code=72514-3&_sort=-date&_count=1&patient=" + id);
    assertThat(score.at("/valueQuantity/value").asInt()).isEqualTo(3);
    assertThat(score.at("/performer/0/display").asString()).isEqualTo(coordinator.name());
    assertInTheTrail(coordinator, "C", score);
    assertInTheTrail(coordinator, "C", said);
  }

  @Test
  void aContactWithoutAScoreThatIsOneIsRefusedAndWhatWasTypedStays() {
    fractured();
    Page page = logIn(coordinator, patientPage() + "/contact");

    page.locator("#score").fill("11");
    page.locator("#notes").fill("She walks");
    save(page);

    assertThat(alert(page)).contains(words("patient.problem.score"));
    assertAccessible(page);
    assertThat(page.locator("#notes").inputValue()).isEqualTo("She walks");
    assertThat(api(coordinator, "/Communication?patient=" + id).path("total").asInt()).isZero();
    page.locator("#score").fill("7");
    save(page);
    assertDone(page, "contact");
  }

  @Test
  void aFollowUpIsMarkedAsDone() {
    treated();
    Page page = logIn(coordinator, patientPage());
    follow(page, page.locator("a[href='%s']".formatted(work("early-check"))));

    page.getByLabel(words("patient.act.done")).check();
    page.getByLabel(words("patient.reason")).fill("Called, all is well");
    save(page);

    assertDone(page, "done");
    assertThat(said(page)).contains("Called, all is well");
    JsonNode task = task("early-check");
    assertThat(task.path("status").asString()).isEqualTo("completed");
    assertThat(task.at("/owner/display").asString()).isEqualTo(coordinator.name());
    assertInTheTrail(coordinator, "U", task);
  }

  @Test
  void aFollowUpIsMovedToOtherDaysByKeyboard() {
    treated();
    int before = version(task("recovery-review"));
    Page page = logIn(coordinator, work("recovery-review"));

    page.getByLabel(words("patient.act.move")).check();
    page.locator("#from").fill(day(40).toString());
    page.locator("#to").fill(day(39).toString());
    save(page);
    assertThat(alert(page))
        .contains(words("patient.problem.days"), words("patient.problem.reason"));
    assertAccessible(page);
    page.locator("#to").fill(day(44).toString());
    type(page, "reason", "On a journey");
    page.keyboard().press("Tab");
    enter(page);

    assertDone(page, "move");
    JsonNode task = task("recovery-review");
    assertThat(task.at("/restriction/period/start").asString()).isEqualTo(day(40).toString());
    assertThat(task.at("/restriction/period/end").asString()).isEqualTo(day(44).toString());
    assertThat(task.at("/note/0/text").asString()).isEqualTo("On a journey");
    assertThat(task.at("/note/0/authorReference/display").asString()).isEqualTo(coordinator.name());
    assertThat(said(page)).contains("On a journey");
    assertThat(task.path("status").asString()).isEqualTo("requested");
    assertThat(version(task)).isGreaterThan(before);
    assertInTheTrail(coordinator, "U", task);
  }

  @Test
  void aFollowUpIsCancelledWithAReasonOnly() {
    treated();
    Page page = logIn(coordinator, work("recovery-review"));

    page.getByLabel(words("patient.act.cancel")).check();
    save(page);
    assertThat(alert(page)).contains(words("patient.problem.reason"));
    assertThat(task("recovery-review").path("status").asString()).isEqualTo("requested");
    page.getByLabel(words("patient.reason")).fill("Moved to another town");
    save(page);

    assertDone(page, "cancel");
    JsonNode task = task("recovery-review");
    assertThat(task.path("status").asString()).isEqualTo("cancelled");
    assertThat(task.at("/statusReason/text").asString()).isEqualTo("Moved to another town");
    assertInTheTrail(coordinator, "U", task);
  }

  @Test
  void evidenceThatIsMissingIsAddedFromWhereItIsMissed() {
    fractured();
    Page page = logIn(coordinator, patientPage());
    follow(page, page.locator("a[href$='finding=site-tenderness']"));

    assertThat(page.locator("#finding").inputValue()).isEqualTo("site-tenderness");
    page.getByLabel(words("patient.present.yes")).check();
    page.getByLabel(words("patient.notes")).fill("At L1");
    save(page);

    assertDone(page, "evidence");
    assertThat(page.locator("a[href$='finding=site-tenderness']").count()).isZero();
    JsonNode found = first(coordinator, "/Observation?patient=" + id);
    assertThat(found.path("valueBoolean").asBoolean()).isTrue();
    assertThat(found.at("/note/0/text").asString()).isEqualTo("At L1");
    assertThat(
            api(coordinator, "/Task?code=obtain-evidence&status=completed&patient=" + id)
                .toString())
        .contains("site-tenderness");
    assertInTheTrail(coordinator, "C", found);
  }

  @Test
  void anEntryIsCorrectedFromTheTimeline() {
    treated();
    pain(8, daysAgo(1));
    JsonNode entered = first(coordinator, "/Observation?code=72514-3&patient=" + id);
    Page page = logIn(coordinator, patientPage());
    follow(
        page, page.locator("a[href='%s/correct/%s']".formatted(patientPage(), reference(entered))));

    page.getByLabel(words("patient.correct.value")).check();
    page.getByLabel(words("patient.correct.number")).fill("3");
    page.getByLabel(words("patient.reason")).fill("Typed 8 for 3");
    save(page);

    assertDone(page, "correct");
    assertThat(said(page)).contains("3 / 10").doesNotContain("8 / 10");
    JsonNode corrected = api(coordinator, "/" + reference(entered));
    assertThat(corrected.path("status").asString()).isEqualTo("corrected");
    assertThat(corrected.at("/valueQuantity/value").asInt()).isEqualTo(3);
    assertThat(corrected.at("/note/0/text").asString()).isEqualTo("Typed 8 for 3");
    assertThat(version(corrected)).isEqualTo(2);
    assertInTheTrail(coordinator, "U", corrected);
  }

  @Test
  void whatOnlyCliniciansDoIsNeitherOfferedNorTakenNorByTheApi() {
    flagged();
    JsonNode review = task("red-flag-review");
    String decision = "/desk/patients/%s/decide/%s".formatted(id, task(CASE).path("id").asString());
    Page page = logIn(coordinator, patientPage());
    assertThat(said(page))
        .contains(words("patient.not-allowed.red-flag"))
        .doesNotContain(words("patient.do.red"), words("patient.do.fracture"));

    assertOffersNoForm(page, work("red-flag-review"), "patient.not-allowed.red-flag");
    assertOffersNoForm(page, decision, "patient.not-allowed.decide");
    assertOffersNoForm(page, patientPage() + "/fracture", "patient.not-allowed.fracture");
    assertThat(forged(page, work("red-flag-review"), "act=done&reason=x&version=1")).isEqualTo(403);
    String verdict =
        first(clinician, "/GuidanceResponse?patient=" + id).at("/meta/versionId").asString();
    assertThat(forged(page, decision, "act=order&reason=x&verdict=" + verdict)).isEqualTo(403);
    assertThat(forged(page, patientPage() + "/fracture", "level=T12&cause=osteoporotic"))
        .isEqualTo(403);

    HttpResponse<String> refused =
        tries(
            coordinator,
            "PUT",
            "/" + reference(review),
            review.toString().replace("\"status\":\"requested\"", "\"status\":\"completed\""));
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
    assertThat(task("red-flag-review").path("status").asString()).isEqualTo("requested");
    assertThat(api(clinician, "/ServiceRequest?intent=order&patient=" + id).path("total").asInt())
        .isZero();
    assertThat(api(clinician, "/Condition?patient=" + id).path("total").asInt()).isEqualTo(1);
  }

  private void assertOffersNoForm(Page page, String path, String why) {
    open(page, path);
    assertThat(said(page)).contains(words(why));
    assertThat(page.locator("main form").count()).isZero();
    assertAccessible(page);
  }

  /** Sends a form that the page did not offer, with the token of its own forms. */
  private static int forged(Page page, String path, String fields) {
    Object answer =
        page.evaluate(
            """
            async ([path, fields]) => {
              const token = document.querySelector('input[name=_csrf]').value;
              const answer = await fetch(path, {method: 'POST',
                headers: {'Content-Type': 'application/x-www-form-urlencoded'},
                body: fields + '&_csrf=' + encodeURIComponent(token)});
              return answer.status;
            }
            """,
            java.util.List.of(path, fields));
    return ((Number) answer).intValue();
  }
}
