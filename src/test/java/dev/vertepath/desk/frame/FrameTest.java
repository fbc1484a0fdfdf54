package dev.vertepath.desk.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.desk.DeskOverHttp;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class FrameTest extends DeskOverHttp {

  @Test
  void thePageLoadsNothingFromElsewhereAndHoldsNoScriptOfItsOwn() {
    HttpResponse<String> page = get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy ->
                assertThat(policy)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe"));
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(page.body())
        .doesNotContain("src=\"http", "href=\"http", " style=", " onclick=", "<style")
        .doesNotContainPattern("<script(?![^>]* src=)");
  }

  @Test
  void whatThePageLoadsIsThere() {
    for (String asset :
        new String[] {
          "/desk/desk.css", "/desk/desk.js", "/desk/mark.svg", "/webjars/htmx.org/dist/htmx.min.js"
        }) {
      assertThat(get(asset).statusCode()).as(asset).isEqualTo(200);
    }
  }

  @Test
  void theBrowsersLanguageIsSpokenUnlessAnotherIsChosen() {
    assertThat(page("/", "Accept-Language", "de-AT,de;q=0.9"))
        .contains("lang=\"de\"", "Arbeitsliste");
    assertThat(page("/", "Accept-Language", "fr")).contains("lang=\"en\"", "Worklist");

    submit("/desk/settings", "language", "de");

    assertThat(page("/", "Accept-Language", "en")).contains("lang=\"de\"");
  }

  @Test
  void whoAsksForThePageOfErrorsAsksForNothing() {
    assertThat(get("/error", "Accept", "text/html").statusCode()).isEqualTo(404);
    assertThat(get("/error").statusCode()).isEqualTo(404);
  }

  @Test
  void theChosenThemeIsKept() {
    assertThat(page("/")).contains("data-theme=\"auto\"");

    submit("/desk/settings", "theme", "dark");

    assertThat(page("/")).contains("data-theme=\"dark\"");
  }

  @Test
  void aFormLeadsBackToThePageThatShowedItAndNowhereElse() {
    assertThat(submit("/desk/settings", "theme", "dark", "back", "/?state=candidate"))
        .satisfies(
            answer ->
                assertThat(answer.headers().firstValue("Location"))
                    .hasValueSatisfying(to -> assertThat(to).endsWith("/?state=candidate")));
    for (String elsewhere :
        new String[] {"//evil.example", "https://evil.example", "/\\evil.example"}) {
      assertThat(submit("/desk/settings", "theme", "dark", "back", elsewhere).headers().map())
          .as(elsewhere)
          .hasEntrySatisfying(
              "location", to -> assertThat(to.getFirst()).doesNotContain("evil").endsWith("/"));
    }
  }

  @Test
  void aFormThatNoPageOfTheDeskShowedIsRefused() {
    HttpResponse<String> refused = post("/desk/settings", "theme", "dark");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("Content-Type").orElse("")).contains("text/html");
    assertThat(post("/desk/settings", "theme", "dark", "_csrf", formToken() + "x").statusCode())
        .isEqualTo(403);
    assertThat(page("/")).contains("data-theme=\"auto\"");
  }

  @Test
  void aPageThatIsNotThereIsAPageThatSaysSo() {
    HttpResponse<String> missing = get("/desk/nothing", "Accept", "text/html");

    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).contains("There is no such page").doesNotContain("Exception");
  }

  @Test
  void whatSomebodyLooksForIsInNoUrlOfARedirectAndNotForgotten() {
    HttpResponse<String> back =
        submit("/desk/settings", "theme", "dark", "back", "/?q=Zwetschge+%26+Co&state=candidate");

    String led = back.headers().firstValue("Location").orElse("").replaceFirst("^http://[^/]+", "");
    assertThat(led).startsWith("/?state=candidate&kept=").doesNotContain("Zwetschge");
    for (String time : new String[] {"the page that is led to", "and loaded again"}) {
      assertThat(page(led)).as(time).contains("value=\"Zwetschge &amp; Co\"");
    }
    assertThat(page("/?state=candidate")).as("and no other").doesNotContain("Zwetschge");
    freshBrowser();
    assertThat(page(led)).as("nor for another person").doesNotContain("Zwetschge");
  }
}
