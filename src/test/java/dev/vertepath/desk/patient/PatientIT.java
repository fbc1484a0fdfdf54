package dev.vertepath.desk.patient;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.vertepath.desk.browser.DeskInBrowser;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A patient's page and its forms in Chromium. */
class PatientIT extends DeskInBrowser {

  private String id = "";
  private String work = "";

  @BeforeEach
  void aPatientWasTreatedAndHasPain() {
    id =
        write(
                "POST",
                "/Patient",
                "{'resourceType':'Patient','name':[{'family':'Desk','given':['Ida']}],"
                    + "'birthDate':'1948-05-02'}")
            .path("id")
            .asString();
    write("POST", "/Condition", PatientDesk.FRACTURE.formatted(id));
    write("POST", "/Procedure", PatientDesk.OPERATION.formatted(id));
    pain("8", "2026-02-25T10:00:00Z");
    pain("4", "2026-03-09T10:00:00Z");
    write(
        "POST",
        "/Observation",
        ("{'resourceType':'Observation','status':'final','code':{'coding':[{'system':"
                + "'http://snomed.info/sct','code':'29857009'}]},'subject':{'reference':"
                + "'Patient/%s'},'effectiveDateTime':'2026-03-03T20:00:00Z','valueBoolean':true}")
            .formatted(id));
    work = task("recovery-review").path("id").asString();
  }

  private void pain(String score, String at) {
    write(
        "POST",
        "/Observation",
        ("{'resourceType':'Observation','status':'final','code':{'coding':[{'system':"
                + "'http://loinc.org','code':'72514-3'}]},'subject':{'reference':'Patient/%s'},"
                + "'effectiveDateTime':'%s','valueQuantity':{'value':%s}}")
            .formatted(id, at, score));
  }

  private JsonNode task(String code) {
    return fhir("/Task?code=" + code + "&patient=" + id).at("/entry/0/resource");
  }

  @ParameterizedTest
  @CsvSource({"360,false", "800,false", "1440,false", "360,true", "1440,true"})
  void thePageIsForEverybody(int width, boolean dark) {
    Page page = open(person(width, dark), "/desk/patients/" + id);

    assertAccessible(page);
    assertNoSidewaysScrolling(page);
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(
                Path.of(
                    "target/screenshots/patient-%d%s.png".formatted(width, dark ? "-dark" : ""))));
  }

  @ParameterizedTest
  @CsvSource({
    "contact",
    "evidence",
    "fracture",
    "letters/patient",
    "letters/follow-up",
    "work/Task/?",
    "decide/{case}",
    "correct/Observation/{score}",
    "../../resources/Observation/{score}",
  })
  void everyFormIsForEverybody(String path) {
    String score =
        fhir("/Observation?code=72514-3&patient=" + id).at("/entry/0/resource/id").asString();
    Page page =
        open(
            person(360, true),
            "/desk/patients/"
                + id
                + "/"
                + path.replace("?", work)
                    .replace("{case}", task("pathway-case").path("id").asString())
                    .replace("{score}", score));

    assertAccessible(page);
    assertNoSidewaysScrolling(page);
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target/screenshots/" + path.replaceAll("\\W", "-") + ".png")));
  }

  @Test
  void aContactIsRecordedByKeyboardAlone() {
    Page page = open(person(), "/desk/patients/" + id + "/contact");

    page.waitForFunction("() => document.activeElement.id === 'score'");
    page.keyboard().type("3");
    page.keyboard().press("Tab");
    page.keyboard().type("Walks to the shop");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save")).focus();
    page.keyboard().press("Enter");

    page.waitForURL("**done=contact");
    assertAccessible(page);
    assertThat(fhir("/Communication?patient=" + id).toString()).contains("Walks to the shop");
    assertThat(fhir("/Observation?code=72514-3&_sort=-date&_count=1&patient=" + id).toString())
        .contains("\"value\":3");
  }

  @Test
  void theSecondOfTwoBrowsersSeesWhatTheFirstChanged() {
    String path = "/desk/patients/" + id + "/work/Task/" + work;
    Page one = open(person(), path);
    Page other = open(person(), path);

    act(one, "Mark it as done", "Seen in the clinic");
    act(other, "Cancel it", "Does not come");

    assertThat(other.locator("main").textContent())
        .contains("Somebody changed this while you wrote", "Seen in the clinic");
    assertThat(other.getByLabel("Reason").inputValue()).isEqualTo("Does not come");
    assertAccessible(other);
    assertThat(task("recovery-review").path("status").asString()).isEqualTo("completed");
  }

  private static void act(Page page, String what, String reason) {
    page.getByLabel(what).check();
    page.getByLabel("Reason").fill(reason);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save")).click();
  }
}
