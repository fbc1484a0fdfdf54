package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What only a clinician does, from the login to what the API tells afterwards. */
class ClinicianIT extends PatientInBrowser {

  /** From the patient's page to the form. */
  private Page decides() {
    Page page = logIn(clinician, patientPage());
    follow(page, page.locator("a[href^='%s/decide/']".formatted(patientPage())).first());
    return page;
  }

  private String state() {
    return task(CASE).at("/businessStatus/coding/0/code").asString();
  }

  @Test
  void theOperationIsOrderedByKeyboardOnAVerdictThatIsMet() {
    fracturedWithEvidence();
    assertThat(state()).isEqualTo("candidate");
    Page page = decides();
    assertAccessible(page);

    page.getByLabel(words("patient.decide.order")).focus();
    page.keyboard().press("Space");
    type(page, "reason", "");
    page.keyboard().press("Tab");
    enter(page);

    assertDone(page, "order");
    JsonNode order = first(clinician, "/ServiceRequest?intent=order&patient=" + id);
    assertThat(order.path("status").asString()).isEqualTo("active");
    assertThat(order.at("/requester/display").asString()).isEqualTo(clinician.name());
    assertThat(order.at("/requester/identifier/value").asString()).isEqualTo(clinician.user());
    assertThat(state()).isEqualTo("ordered");
    assertThat(api(clinician, "/DetectedIssue?patient=" + id).toString())
        .doesNotContain("ordered-against-verdict");
    assertInTheTrail(clinician, "C", order);
  }

  @Test
  void theVerdictIsOverriddenWithAReasonOnlyAndThatIsKeptInSight() {
    fractured();
    Page page = decides();
    assertThat(said(page)).contains(words("patient.decide.against"));

    page.getByLabel(words("patient.decide.anyway.order")).check();
    save(page);
    assertThat(alert(page)).contains(words("patient.problem.reason"));
    assertAccessible(page);
    page.getByLabel(words("patient.reason")).fill("She cannot stand for pain");
    save(page);

    assertDone(page, "order");
    assertThat(said(page)).contains(words("patient.warnings"));
    JsonNode order = first(clinician, "/ServiceRequest?intent=order&patient=" + id);
    assertThat(order.at("/reasonCode/0/text").asString()).isEqualTo("She cannot stand for pain");
    assertThat(first(clinician, "/DetectedIssue?patient=" + id).path("code").toString())
        .contains("ordered-against-verdict");
    assertThat(state()).isEqualTo("ordered");
    assertInTheTrail(clinician, "C", order);
  }

  @Test
  void aCaseIsDeclinedWithAReasonOnly() {
    fracturedWithEvidence();
    Page page = decides();

    page.getByLabel(words("patient.decide.decline")).check();
    save(page);
    assertThat(alert(page)).contains(words("patient.problem.reason"));
    page.getByLabel(words("patient.reason")).fill("She does not want it");
    save(page);

    assertDone(page, "decline");
    assertThat(said(page)).contains(words("frame.state.closed"), "She does not want it");
    JsonNode task = task(CASE);
    assertThat(state()).isEqualTo("closed");
    assertThat(task.path("statusReason").toString()).contains("She does not want it");
    assertThat(task.at("/owner/display").asString()).isEqualTo(clinician.name());
    assertInTheTrail(clinician, "U", task);
  }

  @Test
  void anOrderOnAVerdictThatChangedMeanwhileShowsWhatChangedAndIsNotStored() {
    fracturedWithEvidence();
    Page page = decides();
    Page other = logIn(coordinator, patientPage() + "/evidence?finding=active-infection");
    other.getByLabel(words("patient.present.yes")).check();
    save(other);
    assertDone(other, "evidence");

    page.getByLabel(words("patient.decide.order")).check();
    save(page);

    assertThat(alert(page))
        .contains(words("patient.stale"), words("said.verdict.contraindication"));
    assertAccessible(page);
    assertThat(api(clinician, "/ServiceRequest?intent=order&patient=" + id).path("total").asInt())
        .isZero();
    assertThat(state()).isEqualTo("contraindicated");
  }

  @Test
  void aRedFlagIsClosedByWhoLookedAndSaysWhatWasFound() {
    flagged();
    Page page = logIn(clinician, patientPage());
    follow(page, page.locator("a[href='%s']".formatted(work("red-flag-review"))).first());

    page.getByLabel(words("patient.act.red.done")).check();
    save(page);
    assertThat(alert(page)).contains(words("patient.problem.reason"));
    assertThat(first(clinician, "/Flag?patient=" + id).path("status").asString())
        .isEqualTo("active");
    page.getByLabel(words("patient.reason")).fill("A strained muscle");
    save(page);

    assertDone(page, "red");
    assertThat(said(page)).contains(words("patient.flag.closed"), "A strained muscle");
    JsonNode review = task("red-flag-review");
    assertThat(review.path("status").asString()).isEqualTo("completed");
    assertThat(first(clinician, "/Flag?patient=" + id).path("status").asString())
        .isEqualTo("inactive");
    assertInTheTrail(clinician, "U", review);
  }

  @Test
  void aSecondOpenCaseOfTheSameFractureIsWarnedOf() {
    fractured();
    Page page = logIn(clinician, patientPage());
    click(page, AriaRole.LINK, "patient.do.fracture");

    page.getByLabel(words("patient.level")).selectOption("L1");
    page.getByLabel(words("patient.cause.osteoporotic")).check();
    save(page);

    assertThat(alert(page)).contains(words("patient.second", "L1"));
    assertAccessible(page);
    assertThat(api(clinician, "/Condition?patient=" + id).path("total").asInt()).isEqualTo(1);
    page.getByLabel(words("patient.second.anyway")).check();
    save(page);

    assertDone(page, "fracture");
    JsonNode added = first(clinician, "/Condition?patient=" + id + "&_sort=-_lastUpdated&_count=1");
    assertThat(added.at("/recorder/display").asString()).isEqualTo(clinician.name());
    assertThat(api(clinician, "/Task?code=" + CASE + "&patient=" + id).path("total").asInt())
        .isEqualTo(2);
    assertInTheTrail(clinician, "C", added);
  }

  @Test
  void whoLookedIsToldToAClinician() {
    fractured();
    logIn(coordinator, patientPage());
    Page page = logIn(clinician, patientPage());

    assertThat(said(page)).contains(words("patient.accesses"), coordinator.name());
    assertThat(acts(auditor, coordinator, "R,E", "Patient/" + id)).isPositive();
  }
}
