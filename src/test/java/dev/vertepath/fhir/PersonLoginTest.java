package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
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
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Persons log in here by name and password, and an app gets a token in their name (PKCE). */
@TestPropertySource(
    properties = {
      "vertepath.authorization-server=true",
      "vertepath.base-url=http://vertepath/fhir"
    })
class PersonLoginTest extends FhirOverHttp {

  private static final String REDIRECT = "https://app.example/back";
  private static final String PASSWORD = "correct horse battery";
  private static final String VERIFIER = "v".repeat(50);

  @Autowired Clients clients;
  @Autowired Accounts accounts;

  private String app = "";
  private String person = "";
  private String cookie = "";

  @BeforeEach
  void anAppAndAPersonAreKnown() {
    app = "app-" + UUID.randomUUID();
    person = "uma-" + UUID.randomUUID();
    clients.create(
        new NewClient(
            app,
            "App",
            List.of("openid", "fhirUser", "user/*.cruds"),
            List.of(),
            null,
            null,
            null,
            List.of(REDIRECT)));
    accounts.create(
        new NewAccount(person, "Uma Example", List.of("clinician"), "Practitioner/uma", null),
        PASSWORD);
  }

  @Test
  void whoLogsInGetsATokenInHerName() throws Exception {
    assertThat(authorize("openid fhirUser user/Patient.rs", REDIRECT, challenge()).status())
        .isEqualTo(302);
    assertThat(login(PASSWORD)).doesNotContain("error");
    String code = code(authorize("openid fhirUser user/Patient.rs", REDIRECT, challenge()));
    Response granted = redeem(code, VERIFIER);
    String token = granted.json().path("access_token").asString();

    assertThat(granted.status()).isEqualTo(200);
    JWTClaimsSet told = SignedJWT.parse(token).getJWTClaimsSet();
    assertThat(told.getStringListClaim("roles")).containsExactly("clinician");
    assertThat(told.getStringClaim("fhirUser")).isEqualTo("Practitioner/uma");
    assertThat(told.getAudience()).containsExactly("http://vertepath/fhir");
    assertThat(granted.json().has("refresh_token")).isFalse();
    JWTClaimsSet identity =
        SignedJWT.parse(granted.json().path("id_token").asString()).getJWTClaimsSet();
    assertThat(identity.getAudience()).containsExactly(app);
    assertThat(identity.getStringClaim("fhirUser")).isEqualTo("Practitioner/uma");
    assertThat(get("/Patient", "Authorization", "Bearer " + token).status()).isEqualTo(200);
    assertThat(get("/Task", "Authorization", "Bearer " + token).status()).isEqualTo(403);
    String idToken = granted.json().path("id_token").asString();
    assertThat(get("/Patient", "Authorization", "Bearer " + idToken).status()).isEqualTo(401);
    assertThat(redeem(code, VERIFIER).status()).isEqualTo(400);
  }

  @Test
  void aCodeIsOfNoUseToWhoDoesNotHaveTheVerifier() throws Exception {
    authorize("user/Patient.rs", REDIRECT, challenge());
    login(PASSWORD);
    String code = code(authorize("user/Patient.rs", REDIRECT, challenge()));

    assertThat(redeem(code, "w".repeat(50)).status()).isEqualTo(400);
  }

  @Test
  void anAppWithoutAChallengeIsRefused() throws Exception {
    authorize("user/Patient.rs", REDIRECT, challenge());
    login(PASSWORD);

    assertThat(authorize("user/Patient.rs", REDIRECT, "").header("Location"))
        .contains("error=invalid_request");
    assertThat(authorize("user/Patient.rs", REDIRECT, "&code_challenge=x").header("Location"))
        .contains("error=invalid_request");
  }

  @Test
  void nobodyIsSentToAnotherPlaceThanWasRegistered() throws Exception {
    authorize("user/Patient.rs", REDIRECT, challenge());
    login(PASSWORD);
    Response refused = authorize("user/Patient.rs", "https://evil.example/back", challenge());

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.header("Location")).isEmpty();
  }

  @Test
  void moreThanTheAppIsRegisteredWithIsNotGranted() throws Exception {
    authorize("user/Patient.rs", REDIRECT, challenge());
    login(PASSWORD);

    assertThat(authorize("system/*.cruds", REDIRECT, challenge()).header("Location"))
        .contains("error=invalid_scope");
    assertThat(
            authorize("user/Patient.rs", REDIRECT, challenge() + "&aud=https://other.example")
                .header("Location"))
        .contains("error=invalid_request");
  }

  @Test
  void aWrongPasswordAndAWrongNameAreToldTheSame() {
    authorize("user/Patient.rs", REDIRECT, challenge());
    String wrongPassword = login("wrong password");
    person = "nobody";

    assertThat(login("wrong password")).isEqualTo(wrongPassword).contains("error");
  }

  @Test
  void afterFiveWrongPasswordsTheRightOneDoesNotHelpEither() {
    authorize("user/Patient.rs", REDIRECT, challenge());
    for (int i = 0; i < 5; i++) {
      assertThat(login("wrong password " + i)).contains("error");
    }

    assertThat(login(PASSWORD)).contains("error");
  }

  @Test
  void theFormIsAcceptedFromItsOwnPageOnly() {
    authorize("user/Patient.rs", REDIRECT, challenge());
    String form = "username=" + person + "&password=" + encoded(PASSWORD);
    Response refused = form("/login", form);

    assertThat(refused.status()).isEqualTo(403);
  }

  @Test
  void thePageRunsNothingAndIsShownInNoFrame() {
    Response page = get(root() + "/login");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(page.header("Set-Cookie")).contains("HttpOnly", "SameSite=Lax");
  }

  private Response authorize(String scope, String redirect, String more) {
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
  private String login(String password) {
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

  private Response redeem(String code, String verifier) {
    return form(
        "/oauth2/token",
        "grant_type=authorization_code&client_id=%s&code=%s&redirect_uri=%s&code_verifier=%s"
            .formatted(app, encoded(code), encoded(REDIRECT), verifier));
  }

  private Response form(String path, String form) {
    return send(
        "POST",
        root() + path,
        form.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/x-www-form-urlencoded",
        "Cookie",
        cookie);
  }

  private void keepCookie(Response answer) {
    String set = answer.header("Set-Cookie");
    if (!set.isEmpty()) {
      cookie = set.replaceFirst(";.*", "");
    }
  }

  private static String code(Response answer) {
    String location = answer.header("Location");
    assertThat(location).startsWith(REDIRECT).contains("code=");
    return location.replaceFirst(".*code=([^&]+).*", "$1");
  }

  private static String challenge() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.UTF_8));
      return "&code_challenge_method=S256&code_challenge="
          + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String root() {
    return base().replaceFirst("/fhir$", "");
  }
}
