package dev.vertepath.desk.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.access.issuer.Accounts;
import dev.vertepath.access.issuer.NewAccount;
import dev.vertepath.desk.DeskOverHttp;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Persons log in to the pages by the built-in authorization server. */
@TestPropertySource(
    properties = {
      "vertepath.authorization-server=true",
      "vertepath.base-url=http://vertepath/fhir"
    })
class PageLoginTest extends DeskOverHttp {

  private static final String PASSWORD = "correct horse battery";

  @Autowired private Accounts accounts;

  private String person = "";

  @BeforeEach
  void aPersonIsKnown() {
    person = account("coordinator");
  }

  private String account(String role) {
    String name = role + "-" + UUID.randomUUID();
    accounts.create(
        new NewAccount(name, "Cora Example", List.of(role), "Practitioner/" + name, null, null),
        PASSWORD);
    return name;
  }

  /** Goes on to where an answer sends the browser. */
  private HttpResponse<String> follow(HttpResponse<String> answer) {
    HttpResponse<String> at = answer;
    for (int i = 0; i < 10 && at.statusCode() / 100 == 3; i++) {
      String to = at.headers().firstValue("Location").orElseThrow();
      at = get(to.replaceFirst("^http://vertepath", base()));
    }
    return at;
  }

  private HttpResponse<String> logIn(String path, String name, String password) {
    HttpResponse<String> form = follow(get(path));
    Matcher token = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"").matcher(form.body());
    assertThat(token.find()).as(form.body()).isTrue();
    return follow(post("/login", "username", name, "password", password, "_csrf", token.group(1)));
  }

  @Test
  void whoIsNotLetInSeesTheLoginAndThenThePageThatWasAskedFor() {
    HttpResponse<String> turnedAway = get("/?state=candidate");
    assertThat(turnedAway.statusCode()).isEqualTo(302);
    assertThat(turnedAway.headers().firstValue("Location").orElse(""))
        .as("what was looked for is in no URL of a redirect")
        .endsWith("/desk/login");

    HttpResponse<String> page = logIn("/?state=candidate", person, PASSWORD);

    assertThat(page.statusCode()).as(page.uri() + page.body()).isEqualTo(200);
    assertThat(page.uri().getQuery()).isEqualTo("state=candidate");
    assertThat(page.body()).contains("Cora Example", "value=\"me\"");
  }

  @Test
  void theSessionIsNoUseWithoutALogin() {
    assertThat(logIn("/", person, "wrong password").body()).doesNotContain("Cora Example");
    assertThat(get("/").statusCode()).isEqualTo(302);
    assertThat(get("/events").statusCode()).isEqualTo(401);
    assertThat(post("/desk/tasks/take").statusCode()).isEqualTo(401);
    assertThat(get("/desk/login/done?code=stolen&state=guessed").statusCode()).isEqualTo(403);
    assertThat(get("/").statusCode()).isEqualTo(302);
  }

  @Test
  void theSessionOpensTheStreamOfEvents() throws Exception {
    logIn("/", person, PASSWORD);
    var request =
        HttpRequest.newBuilder(URI.create(base() + "/events"))
            .header("Cookie", "JSESSIONID=" + cookies().get("JSESSIONID"))
            .build();

    HttpResponse<InputStream> stream =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());

    try (InputStream body = stream.body()) {
      assertThat(stream.statusCode()).isEqualTo(200);
      assertThat(new String(body.readNBytes("retry:".length()), StandardCharsets.UTF_8))
          .isEqualTo("retry:");
    }
  }

  @Test
  void theSessionOpensPagesAndNotTheApi() {
    logIn("/", person, PASSWORD);

    assertThat(get("/fhir/Patient").statusCode()).isEqualTo(401);
  }

  @Test
  void theLoginGivesTheBrowserAnotherSession() {
    get("/desk/login");
    String before = cookies().get("JSESSIONID");

    logIn("/", person, PASSWORD);

    assertThat(cookies().get("JSESSIONID")).isNotNull().isNotEqualTo(before);
  }

  @Test
  void theSessionsCookieIsNotForScriptsNorForOtherSites() {
    String cookie = get("/desk/login").headers().firstValue("Set-Cookie").orElse("");

    assertThat(cookie).containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Lax");
  }

  @Test
  void aPageSeesWhatTheRoleSees() {
    logIn("/", account("auditor"), PASSWORD);

    HttpResponse<String> refused = get("/desk/worklist");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("That was refused");
  }

  @ParameterizedTest
  @CsvSource({
    "coordinator, /",
    "clinician, /",
    "integration-system, /",
    "registrar, /desk/registry",
    "auditor, /desk/integration",
    "administrator, /desk/integration",
  })
  void aLoginLeadsToAPageThatTheRoleSees(String role, String path) {
    HttpResponse<String> page = logIn("/", account(role), PASSWORD);

    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    assertThat(page.uri().getPath()).isEqualTo(path);
    assertThat(page.body().contains("<li><a href=\"/\""))
        .as("no link leads to what is refused")
        .isEqualTo(path.equals("/"));
  }

  @Test
  void whoLogsOutIsLoggedOut() {
    String page = logIn("/", person, PASSWORD).body();
    Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page);
    assertThat(token.find()).isTrue();

    assertThat(follow(post("/desk/logout", "_csrf", token.group(1))).body())
        .contains("You are logged out");

    assertThat(follow(get("/")).body()).contains("password");
  }

  @Test
  void aLoginLeadsToNoOtherSite() {
    get("/desk/login?back=//evil.example");

    assertThat(logIn("/desk/login?back=https://evil.example/", person, PASSWORD).uri().getHost())
        .isEqualTo("127.0.0.1");
  }

  @Test
  void stylesNeedNoLoginAndAreNoPlaceToComeBackTo() {
    HttpResponse<String> style = get("/desk/desk.css");

    assertThat(style.statusCode()).isEqualTo(200);
    assertThat(style.headers().firstValue("Content-Type").orElse("")).startsWith("text/css");
    assertThat(follow(get("/desk/login")).headers().firstValue("Content-Security-Policy"))
        .as("the login is shown with its style, once said")
        .hasValueSatisfying(
            policy -> assertThat(policy).contains("default-src 'none'", "style-src 'self'"));
    assertThat(logIn("/", person, PASSWORD).uri().getPath()).isEqualTo("/");
  }

  @Test
  void anotherSiteCannotLogSomebodyOut() {
    logIn("/", person, PASSWORD);

    assertThat(post("/desk/logout").statusCode()).isEqualTo(403);
    assertThat(get("/").statusCode()).isEqualTo(200);
  }
}
