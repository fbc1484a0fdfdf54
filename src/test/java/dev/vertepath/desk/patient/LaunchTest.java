package dev.vertepath.desk.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vertepath.access.issuer.NewClient;
import dev.vertepath.record.Json;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An app is opened from a patient's page, and knows whose (SMART App Launch 2.2, "EHR launch"). */
class LaunchTest extends LaunchDesk {

  @Test
  void fromTheButtonToARecordOfHersAlone() {
    HttpResponse<String> page = get("/desk/patients/" + her);
    assertThat(page.body()).contains("Open with App of hearts", "value=\"" + app + "\"");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("form-action 'self' https://app.example; base-uri");
    HttpResponse<String> sent = press(her);
    assertThat(location(sent))
        .startsWith(OPENED + "&iss=http%3A%2F%2Fvertepath%2Ffhir&launch=")
        .doesNotContain(her);

    String handle = location(sent).replaceFirst(".*launch=", "");
    HttpResponse<String> consent = asked(SCOPES + " offline_access", opened(handle));
    assertThat(consent.body())
        .contains("know from whose page you opened it")
        .doesNotContain("name=\"patient\"", "name=\"find\"");
    JsonNode token = token(code(allow(consent, SCOPES + " offline_access")));

    assertThat(token.path("patient").asString()).isEqualTo(her);
    assertThat(token.path("need_patient_banner").asBoolean()).isTrue();
    assertThat(fhir("/Patient/" + her, by(token)).path("id").asString()).isEqualTo(her);
    String another = patient();
    assertThat(get("/fhir/Patient/" + another, by(token)).statusCode()).isEqualTo(404);
    HttpResponse<String> refreshed =
        post(
            "/oauth2/token",
            "grant_type",
            "refresh_token",
            "client_id",
            app,
            "refresh_token",
            token.path("refresh_token").asString());
    assertThat(Json.MAPPER.readTree(refreshed.body()).path("patient").asString()).isEqualTo(her);
  }

  @Test
  void theLaunchIsInTheTrailWithWhoAndForWhom() {
    handle();

    assertThat(
            jdbc.sql(
                    """
                    select concat_ws(' ', outcome, name, query) from audit_event
                    where operation = 'launch' and ? = any (patients)
                    """)
                .param(her)
                .query(String.class)
                .list())
        .containsExactly("0 Cleo Example client=" + app);
  }

  @Test
  void aHandleIsKeptAsAHashAndIsGoodOnce() {
    String handle = handle();
    assertThat(
            jdbc.sql("select encode(hash, 'escape') || client from app_launch where client = ?")
                .param(app)
                .query(String.class)
                .single())
        .doesNotContain(handle);
    HttpResponse<String> first = asked(SCOPES, opened(handle));
    HttpResponse<String> second = asked(SCOPES, opened(handle));

    assertThat(token(code(allow(first, SCOPES))).path("patient").asString()).isEqualTo(her);
    assertRefused(allow(second, SCOPES), "open the app from the patient's page again");
    assertRefused(authorize(SCOPES, opened(handle)), "open the app from the patient's page again");
  }

  @Test
  void aHandleThatIsUnknownOrHasExpiredOpensNothing() {
    assertRefused(authorize(SCOPES, opened("guessed")), "is unknown, was used, has expired");
    String late = handle();
    HttpResponse<String> consent = asked(SCOPES, opened(late));
    jdbc.sql("update app_launch set expires = now() - interval '1 second' where client = ?")
        .param(app)
        .update();

    assertRefused(allow(consent, SCOPES), "has expired");
    assertRefused(authorize(SCOPES, opened(late)), "has expired");
  }

  @Test
  void aHandleIsOfNoUseToAnotherAppOrPerson() {
    String handle = handle();
    String own = app;
    app = app("Other app", "https://other.example/");
    assertRefused(authorize(SCOPES, opened(handle)), "of another person or app");
    app = own;
    logIn(account());

    assertRefused(authorize(SCOPES, opened(handle)), "of another person or app");
  }

  @Test
  void scopeAndParameterBelongTogetherAndTheServerIsNamed() {
    String handle = handle();
    String aud = "&aud=" + encoded("http://vertepath/fhir");

    assertRefused(authorize(SCOPES, aud), "send the parameter launch");
    assertRefused(authorize("patient/*.rs", opened(handle)), "ask for the scope launch");
    assertRefused(authorize(SCOPES, "&launch=" + handle), "The parameter aud must be");
    assertRefused(
        authorize(SCOPES, "&aud=https%3A%2F%2Fother.example&launch=" + handle),
        "The parameter aud must be");
  }

  @Test
  void whoLeavesOutTheLaunchGivesNoPatient() {
    HttpResponse<String> consent = asked(SCOPES, opened(handle()));
    JsonNode token = token(code(allow(consent, "patient/*.rs")));

    assertThat(token.has("patient")).isFalse();
    assertThat(get("/fhir/Patient/" + her, by(token)).statusCode()).isIn(403, 404);
  }

  @Test
  void nothingIsOpenedForWhomNobodySeesOrByAFormOfAnotherSite() {
    assertThat(press("no-such-patient").statusCode()).isEqualTo(404);
    String own = app;
    app = "no-such-app";
    assertThat(press(her).statusCode()).isEqualTo(404);
    app = own;
    assertThat(post("/desk/patients/" + her + "/launch", "app", app).statusCode()).isEqualTo(403);
    assertThat(
            jdbc.sql("select count(*) from app_launch where client = ?")
                .param(app)
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void otherPagesLeadNowhereElse() {
    assertThat(get("/").headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("form-action 'self';")
        .doesNotContain("app.example");
  }

  @Test
  void theConfigurationSaysWhatIsThere() {
    JsonNode told = Json.MAPPER.readTree(page("/.well-known/smart-configuration"));

    assertThat(told.path("capabilities").toString())
        .contains("\"launch-ehr\"", "\"context-ehr-patient\"", "\"context-banner\"");
    assertThat(told.path("scopes_supported").toString()).contains("\"launch\"");
  }

  @Test
  void anAppThatIsOpenedMayAskForTheLaunch() {
    var without =
        new NewClient(
            "never",
            "Never",
            List.of("patient/*.rs"),
            List.of(),
            null,
            null,
            null,
            List.of(BACK),
            OPENED);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> clients.create(without))
        .withMessageContaining("the scope launch");
  }

  private static void assertRefused(HttpResponse<String> answer, String why) {
    assertThat(URLDecoder.decode(location(answer), StandardCharsets.UTF_8))
        .startsWith(BACK)
        .contains("error=invalid_request", "state=s", why);
  }
}
