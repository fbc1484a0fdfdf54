package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Where nobody logs in, the desk works all the same, for the one person at the machine. */
class LocalModeIT extends DeskInBrowser {

  @Test
  void workIsGivenToSomebodyByName() throws IOException {
    write("POST", "", Files.readString(Path.of("samples/awaiting-evidence.json")));
    Page page = open(person(), "/");
    assertAccessible(page);
    String family = page.locator("tbody th a").first().textContent().split(",")[0];

    page.locator("input[name=item]").first().check();
    page.locator("#bulk-owner").fill("First Nurse");
    follow(
        page,
        page.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Assign").setExact(true)));

    assertThat(page.locator("#list").textContent()).contains("First Nurse");
    String patient = fhir("/Patient?name=" + family).at("/entry/0/resource/id").asString();
    assertThat(
            fhir("/Task?code=pathway-case&patient=" + patient)
                .at("/entry/0/resource/owner/display")
                .asString())
        .isEqualTo("First Nurse");
  }
}
