package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.access.issuer.Accounts;
import dev.vertepath.access.issuer.Clients;
import dev.vertepath.access.issuer.NewAccount;
import dev.vertepath.access.issuer.NewClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** An app, and a person who logs in through it by name and password. */
@TestPropertySource(
    properties = {
      "vertepath.authorization-server=true",
      "vertepath.base-url=http://vertepath/fhir"
    })
abstract class PersonLogin extends FhirOverHttp {

  static final String REDIRECT = "https://app.example/back";
  static final String PASSWORD = "correct horse battery";
  static final String VERIFIER = "v".repeat(50);

  @Autowired Clients clients;
  @Autowired Accounts accounts;

  String app = "";
  String person = "";
  String cookie = "";

  @BeforeEach
  void anAppAndAPersonAreKnown() {
    app = "app-" + UUID.randomUUID();
    person = "uma-" + UUID.randomUUID();
    clients.create(
        new NewClient(
            app,
            "App",
            List.of(
                "openid",
                "fhirUser",
                "launch/patient",
                "offline_access",
                "patient/*.rs",
                "user/*.cruds"),
            List.of(),
            null,
            null,
            null,
            List.of(REDIRECT)));
    accounts.create(
        new NewAccount(person, "Uma Example", List.of("clinician"), "Practitioner/uma", null, null),
        PASSWORD);
  }

  Response authorize(String scope, String redirect, String more) {
    Response answer =
        send(
            "GET",
            root()
                + "/oauth2/authorize?response_type=code&state=s&client_id="
                + app
                + "&redirect_uri="
                + encoded(redirect)
                + "&scope="
                + encoded(scope)
                + (more.contains("&aud=") ? "" : "&aud=" + encoded("http://vertepath/fhir"))
                + more,
            new byte[0],
            "Accept",
            "text/html",
            "Cookie",
            cookie);
    keepCookie(answer);
    return answer;
  }

  /** Where it leads. */
  String login(String password) {
    Response page = send("GET", root() + "/login", new byte[0], "Cookie", cookie);
    keepCookie(page);
    Matcher csrf = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(page.text());
    assertThat(csrf.find()).isTrue();
    Response answer =
        form(
            "/login",
            "username=%s&password=%s&_csrf=%s"
                .formatted(person, encoded(password), encoded(csrf.group(1))));
    keepCookie(answer);
    return answer.header("Location");
  }

  /** Asks for a code, logs in, and gives back the page that asks for consent. */
  Response asked(String scope) {
    authorize(scope, REDIRECT, challenge());
    assertThat(login(PASSWORD)).doesNotContain("error");
    return consentPage(authorize(scope, REDIRECT, challenge()));
  }

  Response consentPage(Response sentThere) {
    assertThat(sentThere.status()).isEqualTo(302);
    String location = sentThere.header("Location");
    assertThat(location).contains("/consent?");
    return send(
        "GET",
        root() + location.replaceFirst("^https?://[^/]+", ""),
        new byte[0],
        "Cookie",
        cookie);
  }

  /** Sends the form of the page. */
  Response allow(Response page, String scopes, String more) {
    Matcher state = Pattern.compile("name=\"state\" value=\"([^\"]+)\"").matcher(page.text());
    assertThat(state.find()).as(page.text()).isTrue();
    var form = new StringBuilder("client_id=" + app + "&state=" + encoded(state.group(1)));
    for (String scope : scopes.split(" ")) {
      if (!scope.isEmpty()) {
        form.append("&scope=").append(encoded(scope));
      }
    }
    return form("/oauth2/authorize", form + more);
  }

  /** Logs in and allows all that is asked for. */
  String code(String scope) {
    return code(allow(asked(scope), scope, ""));
  }

  Response refresh(String token) {
    return form(
        "/oauth2/token",
        "grant_type=refresh_token&client_id=" + app + "&refresh_token=" + encoded(token));
  }

  Response redeem(String code, String verifier) {
    return form(
        "/oauth2/token",
        "grant_type=authorization_code&client_id=%s&code=%s&redirect_uri=%s&code_verifier=%s"
            .formatted(app, encoded(code), encoded(REDIRECT), verifier));
  }

  Response form(String path, String form) {
    return send(
        "POST",
        root() + path,
        form.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/x-www-form-urlencoded",
        "Cookie",
        cookie);
  }

  void keepCookie(Response answer) {
    String set = answer.header("Set-Cookie");
    if (!set.isEmpty()) {
      cookie = set.replaceFirst(";.*", "");
    }
  }

  static String code(Response answer) {
    String location = answer.header("Location");
    assertThat(location).startsWith(REDIRECT).contains("code=");
    return location.replaceFirst(".*code=([^&]+).*", "$1");
  }

  static String challenge() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.UTF_8));
      return "&code_challenge_method=S256&code_challenge="
          + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  String root() {
    return base().replaceFirst("/fhir$", "");
  }
}
