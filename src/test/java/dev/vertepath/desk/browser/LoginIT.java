package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In by name and password, and out again. */
class LoginIT extends DeskLoggedIn {

  @ParameterizedTest
  @CsvSource({
    "coordinator, /, frame.worklist",
    "clinician, /, frame.worklist",
    "registrar, /desk/registry, registry.title",
    "auditor, /desk/integration, integration.title",
    "administrator, /desk/integration, integration.title",
  })
  void eachRoleComesToAPageThatItMaySee(String role, String path, String title) {
    Someone who = someone("Lou Login", role);

    Page page = logIn(who, "/");

    page.waitForURL(base() + path);
    assertThat(page.locator("h1").textContent()).isEqualTo(words(title));
    assertThat(page.locator("header .person").textContent()).contains(who.name());
    for (String link :
        page.locator("header nav a").all().stream().map(one -> one.getAttribute("href")).toList()) {
      open(page, link);
      assertThat(page.locator("header nav a[aria-current]").getAttribute("href"))
          .as("every part that is offered opens")
          .isEqualTo(link);
    }
    Someone auditor = someone("Aud Auditor", "auditor");
    assertThat(api(auditor, "/AuditEvent?subtype=110122&agent=" + who.user()).toString())
        .contains(who.name());
  }

  @Test
  void aWrongPasswordLeadsNowhere() {
    Someone who = someone("Wanda Wrong", "coordinator");
    Page page = open(person(), "/");

    page.locator("input[name=username]").fill(who.account());
    page.locator("input[name=password]").fill("not the password");
    enter(page);
    page.waitForURL("**/login?error**");

    assertForEverybody(page, "login-wrong");
    open(page, "/desk/worklist");
    assertThat(page.url()).contains("/login");
  }

  @Test
  void whoLogsOutIsOut() {
    Page page = logIn(someone("Ola Out", "coordinator"), "/");

    click(page, com.microsoft.playwright.options.AriaRole.BUTTON, "frame.logout");
    page.waitForURL("**/desk/goodbye");
    follow(page, page.locator("footer button[value=de]"));
    page.locator("html[lang=de]").waitFor();
    assertThat(page.locator("h1").textContent()).isEqualTo("Sie sind abgemeldet");
    open(page, "/");

    assertThat(page.url()).contains("/login");
  }
}
