package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorklistIT extends DeskInBrowser {

  @BeforeEach
  void aPatientWaitsForEvidence() throws IOException {
    write("POST", "", Files.readString(Path.of("samples/awaiting-evidence.json")));
  }

  private String owner(String family) {
    String patient = fhir("/Patient?name=" + family).at("/entry/0/resource/id").asString();
    return fhir("/Task?code=pathway-case&patient=" + patient)
        .at("/entry/0/resource/owner/display")
        .asString("");
  }

  private static String family(Page page) {
    return page.locator("tbody th a").first().textContent().split(",")[0];
  }

  private static void give(Page page, String owner) {
    page.locator("input[name=item]").first().check();
    page.getByLabel("Give to").fill(owner);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Assign").setExact(true))
        .click();
  }

  @ParameterizedTest
  @CsvSource({"360,false", "800,false", "1440,false", "360,true", "1440,true"})
  void theWorklistIsForEverybody(int width, boolean dark) {
    Page page = open(person(width, dark), "/");

    assertAccessible(page);
    assertNoSidewaysScrolling(page);
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(
                Path.of(
                    "target/screenshots/worklist-%d%s.png".formatted(width, dark ? "-dark" : ""))));
  }

  @Test
  void theKeyboardReachesTheListPastTheFrame() {
    Page page = open(person(), "/");

    page.keyboard().press("Tab");
    assertThat(page.evaluate("() => document.activeElement.className")).isEqualTo("skip");
    page.keyboard().press("Enter");

    assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("main");
  }

  @Test
  void theSecondOfTwoBrowsersSeesWhoWasFaster() {
    Page one = open(person(), "/");
    Page other = open(person(), "/");
    String family = family(one);

    give(one, "First Nurse");
    give(other, "Second Nurse");

    assertThat(other.locator("h1").textContent()).isEqualTo("Somebody was faster");
    assertThat(other.locator("main").textContent()).contains("First Nurse has it");
    assertAccessible(other);
    assertThat(owner(family)).isEqualTo("First Nurse");
    other
        .getByRole(
            AriaRole.BUTTON,
            new Page.GetByRoleOptions().setName("Give it to Second Nurse all the same"))
        .click();
    assertThat(owner(family)).isEqualTo("Second Nurse");
  }

  @Test
  void aFilterStandsInTheUrlAndIsKeptByTheList() {
    Page page = open(person(), "/");

    page.getByLabel("State").selectOption("candidate");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Search").setExact(true))
        .click();
    page.waitForURL("**state=candidate**");

    Locator listed = page.locator("#list");
    assertThat(listed.getAttribute("hx-get")).contains("state=candidate");
    assertThat(page.getByLabel("State").inputValue()).isEqualTo("candidate");
  }

  @Test
  void aPageThatIsNotThereIsForEverybodyToo() {
    Page page = open(person(360, true), "/desk/nothing");

    assertThat(page.locator("h1").textContent()).isEqualTo("There is no such page");
    assertAccessible(page);
  }
}
