package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;

/** Persons log in here by name and password, and an app gets a token in their name (PKCE). */
class PersonLoginTest extends PersonLogin {

  @Test
  void whoLogsInGetsATokenInHerName() throws Exception {
    String code = code("openid fhirUser user/Patient.rs");
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
    String code = code("user/Patient.rs");

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
}
