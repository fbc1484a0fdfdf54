package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** What is shown before a login, to who is refused something, and when something fails. */
class RefusalIT extends PatientInBrowser {

  private void assertShown(Page page, String title) {
    assertThat(page.locator("h1").textContent()).isEqualTo(words(title));
    assertForEverybody(page, title.replace('.', '-'));
  }

  @Test
  void theLoginIsForEverybody() {
    assertForEverybody(open(person(), "/"), "login");
  }

  @Test
  void theConsentIsForEverybodyAndLeadsBackToTheApp() {
    TokenOf app = app("Pain diary");
    Page page = person();
    page.navigate(app.authorize());
    logIn(page, coordinator);

    assertThat(page.url()).contains("/consent");
    assertThat(page.locator("body").textContent()).contains("Pain diary", coordinator.name());
    assertForEverybody(page, "consent");
    follow(page, page.locator("button[type=submit].primary"));
    page.waitForURL("**code=**");

    assertThat(page.url()).startsWith(app.redirect());
  }

  @Test
  void theLoginAndTheConsentSpeakTheLanguageThatIsChosenThere() {
    TokenOf app = app("Schmerztagebuch");
    Page page = person();
    page.navigate(app.authorize());
    chooses(page, "Deutsch", "Anmelden");
    logIn(page, coordinator);

    assertThat(page.locator("html").getAttribute("lang")).isEqualTo("de");
    assertThat(said(page))
        .contains("Darf Schmerztagebuch das haben?", "alles anlegen, lesen, ändern", "Ablehnen")
        .doesNotContain("You", "Allow", "read");
    assertAccessible(page);
    chooses(page, "English", "May Schmerztagebuch have this?");
    follow(page, page.locator("#refuse"));
    page.waitForURL("**error=access_denied**");
  }

  private void chooses(Page page, String language, String title) {
    follow(page, page.locator("footer button", new Page.LocatorOptions().setHasText(language)));
    page.locator("h1", new Page.LocatorOptions().setHasText(title)).waitFor();
  }

  @Test
  void aPageThatIsNotThere() {
    assertShown(logIn(coordinator, "/desk/nothing"), "frame.error.404");
  }

  @Test
  void aPageThatIsNoPage() {
    assertShown(logIn(coordinator, "/desk/tasks/take"), "frame.error.4xx");
  }

  @Test
  void aPatientWhoIsNotThere() {
    assertShown(logIn(coordinator, "/desk/patients/nobody"), "frame.refused.not-found");
  }

  @Test
  void aPageThatTheRoleMayNotSee() {
    assertShown(logIn(auditor, patientPage()), "frame.refused.forbidden");
  }

  @Test
  void aFormThatNoPageShowed() {
    fractured();
    Page page = logIn(coordinator, patientPage() + "/contact");

    page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("vertepath-form"));
    page.locator("#score").fill("3");
    save(page);

    assertShown(page, "frame.error.403");
    assertThat(api(coordinator, "/Observation?patient=" + id).path("total").asInt()).isZero();
  }

  @Test
  void aFormAfterTheLoginHasEnded() {
    fractured();
    Page page = logIn(coordinator, patientPage() + "/contact");

    page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("JSESSIONID"));
    page.locator("#score").fill("3");
    save(page);

    assertShown(page, "frame.error.401");
    assertThat(api(coordinator, "/Observation?patient=" + id).path("total").asInt()).isZero();
  }

  @Test
  void aPageForWhoAsksForTooMany() {
    assertShown(logIn(coordinator, FailingPage.TOO_MUCH), "frame.error.429");
  }

  @Test
  void aPageThatFails() {
    assertShown(logIn(coordinator, FailingPage.PATH), "frame.error.5xx");
  }
}
