package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.vertepath.access.issuer.NewAccount;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A person says what an app may have, for which patient, and for how long. */
class PersonConsentTest extends PersonLogin {

  private static final String ALL = "launch/patient offline_access patient/*.rs";

  @Autowired JdbcClient jdbc;

  @Test
  void thePageTellsWhoAsksForWhatAndRunsNothing() {
    Response page = asked("openid user/Patient.rs offline_access");

    assertThat(page.text())
        .contains("May App have this?", "Uma Example", "read, search Patient that you may yourself")
        .contains("keep what you allow after you have left")
        .doesNotContain("<script", "style=");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'");
  }

  @Test
  void thePageIsOfNoUseToWhoIsNotThePersonThatItAsks() {
    Response page = asked("user/Patient.rs");
    String state = page.text().replaceFirst("(?s).*name=\"state\" value=\"([^\"]+)\".*", "$1");
    Response stranger = send("GET", root() + "/consent?state=" + encoded(state), new byte[0]);
    Response unknown = send("GET", root() + "/consent?state=x", new byte[0], "Cookie", cookie);

    assertThat(stranger.text()).doesNotContain("Uma Example");
    assertThat(stranger.status()).isNotEqualTo(200);
    assertThat(unknown.status()).isEqualTo(404);
  }

  @Test
  void whatIsNotAllowedIsNotInTheToken() throws Exception {
    String code = code(allow(asked("user/Patient.rs user/Task.rs"), "user/Patient.rs", ""));
    String token = redeem(code, VERIFIER).json().path("access_token").asString();

    assertThat(SignedJWT.parse(token).getJWTClaimsSet().getClaim("scope").toString())
        .contains("user/Patient.rs")
        .doesNotContain("Task");
  }

  @Test
  void whoRefusesSendsTheAppAwayWithoutACode() {
    assertThat(allow(asked("user/Patient.rs"), "", "").header("Location"))
        .startsWith(REDIRECT)
        .contains("error=access_denied");
  }

  @Test
  void moreThanWasAskedForIsNotAllowedByAForgedForm() {
    assertThat(
            allow(asked("user/Patient.rs"), "user/Patient.rs user/*.cruds", "").header("Location"))
        .contains("error=invalid_scope");
  }

  @Test
  void aRefreshTokenIsGoodOnceAndWhoBringsItAgainEndsItForAll() {
    Response granted = redeem(code("user/Patient.rs offline_access"), VERIFIER);
    String first = granted.json().path("refresh_token").asString();
    Response second = refresh(first);

    assertThat(second.status()).as(second.text()).isEqualTo(200);
    assertThat(
            get(
                    "/Patient",
                    "Authorization",
                    "Bearer " + second.json().path("access_token").asString())
                .status())
        .isEqualTo(200);
    String rotated = second.json().path("refresh_token").asString();
    assertThat(rotated).isNotEmpty().isNotEqualTo(first);
    assertThat(refresh(first).status()).isEqualTo(400);
    assertThat(refresh(rotated).status()).as("of the thief or the robbed").isEqualTo(400);
  }

  @Test
  void aRefreshTokenIsOfNoUseToAnotherAppAndToWhoIsShutOut() {
    Response granted = redeem(code("user/Patient.rs offline_access"), VERIFIER);
    String token = granted.json().path("refresh_token").asString();
    String own = app;
    anAppAndAPersonAreKnown();
    assertThat(refresh(token).status()).isEqualTo(400);
    app = own;
    jdbc.sql("update account set disabled = true").update();

    assertThat(refresh(token).status()).isEqualTo(400);
  }

  @Test
  void withoutOfflineAccessThereIsNoRefreshToken() {
    assertThat(redeem(code("user/Patient.rs"), VERIFIER).json().has("refresh_token")).isFalse();
  }

  @Test
  void anAppIsOpenedForThePatientWhomThePersonNames() {
    String her = patientInTheRecord();
    Response page = asked(ALL);
    assertThat(page.text()).contains("name=\"patient\" required");
    Response granted = redeem(code(allow(page, ALL, "&patient=Patient/" + her)), VERIFIER);

    assertThat(granted.json().path("patient").asString()).isEqualTo(her);
    assertThat(get("/Patient/" + her, bearer(granted)).status()).isEqualTo(200);
    assertThat(get("/Patient/" + patientInTheRecord(), bearer(granted)).status()).isEqualTo(404);
    Response later = refresh(granted.json().path("refresh_token").asString());
    assertThat(later.json().path("patient").asString()).isEqualTo(her);
  }

  @Test
  void thePatientIsFoundByNameOrIdentifierWithinSight() {
    String token = redeem(code("user/*.cruds"), VERIFIER).json().path("access_token").asString();
    String[] bearer = {"Authorization", "Bearer " + token};
    String her =
        post(
                "/Patient",
                """
                {'resourceType':'Patient','birthDate':'1948-05-02',
                 'name':[{'family':'Suchbild','given':['<b>Oda</b>']}],
                 'identifier':[{'system':'urn:mrn','value':'find-77'}]}
                """,
                bearer)
            .id();
    cookie = "";
    Response page = asked(ALL);

    for (String text : List.of("Suchb", "find-77")) {
      Response found = looked(page, text);
      assertThat(found.text())
          .contains("value=\"" + her + "\"", "Suchbild, born 2 May 1948, find-77")
          .contains("&lt;b&gt;Oda")
          .doesNotContain("<b>Oda");
    }
    assertThat(looked(page, "Niemandsonst").text()).contains("Nobody whom you may see");
    assertThat(
            jdbc.sql(
                    "select count(*) from audit_event where query like '%name=Suchb%' and name = 'Uma Example'")
                .query(Long.class)
                .single())
        .isPositive();
    Response granted = redeem(code(allow(looked(page, "Suchb"), ALL, "&patient=" + her)), VERIFIER);
    assertThat(granted.json().path("patient").asString()).isEqualTo(her);
  }

  @Test
  void whomThePersonLooksForIsInNoUrlAndAskedForByThePageOnly() {
    Response page = asked(ALL);
    String state = hidden(page, "state");
    String find = "state=" + encoded(state) + "&find=Suchb";

    assertThat(page.text()).contains("method=\"post\" action=\"/consent\"");
    assertThat(form("/consent", find).status()).as("of another site").isEqualTo(403);
    assertThat(form("/consent", find + "&_csrf=guessed").status()).isEqualTo(403);
    assertThat(form("/consent?" + find, "_csrf=" + encoded(hidden(page, "_csrf"))).status())
        .isEqualTo(404);
    assertThat(send("GET", root() + "/consent?" + find, new byte[0], "Cookie", cookie).text())
        .as("what a URL asks for is not looked for")
        .contains("logical id")
        .doesNotContain("Nobody whom you may see", "type=\"radio\"");
  }

  private Response looked(Response page, String text) {
    return form(
        "/consent",
        "state=%s&_csrf=%s&find=%s"
            .formatted(
                encoded(hidden(page, "state")), encoded(hidden(page, "_csrf")), encoded(text)));
  }

  private static String hidden(Response page, String name) {
    return page.text().replaceFirst("(?s).*name=\"" + name + "\" value=\"([^\"]+)\".*", "$1");
  }

  @Test
  void withoutAPatientItIsNotOpened() {
    for (String patient : List.of("", "&patient=", "&patient=a'b")) {
      assertThat(allow(asked(ALL), ALL, patient).header("Location"))
          .startsWith(REDIRECT)
          .contains("error=invalid_request");
      cookie = "";
    }
  }

  @Test
  void aPatientWhoLogsInSeesHerOwnRecordAndWhoLookedAtIt() {
    String her = patientInTheRecord();
    String others = patientInTheRecord();
    person = "pia-" + UUID.randomUUID();
    accounts.create(
        new NewAccount(person, "Pia Example", List.of("patient"), "Patient/" + her, null, her),
        PASSWORD);
    Response page = asked(ALL + " user/*.cruds");
    assertThat(page.text()).doesNotContain("name=\"patient\"");
    Response granted =
        redeem(code(allow(page, ALL + " user/*.cruds", "&patient=" + others)), VERIFIER);

    assertThat(granted.json().path("patient").asString()).isEqualTo(her);
    assertThat(get("/Patient/" + her, bearer(granted)).status()).isEqualTo(200);
    assertThat(get("/Patient/" + others, bearer(granted)).status()).isEqualTo(404);
    assertThat(get("/Patient?_summary=count", bearer(granted)).json().path("total").asInt())
        .isEqualTo(1);
    assertThat(get("/Patient/" + her + "/$accesses", bearer(granted)).text()).contains("access");
    assertThat(get("/Patient/" + others + "/$accesses", bearer(granted)).status()).isEqualTo(403);
    assertThat(
            put("/Patient/" + her, "{'resourceType':'Patient','id':'" + her + "'}", bearer(granted))
                .status())
        .isEqualTo(403);
  }

  @Test
  void theTrailTellsWhoLoggedInAndWhoGotAToken() {
    redeem(code("user/Patient.rs"), VERIFIER);

    assertThat(
            jdbc.sql(
                    """
                    select query || ' ' || name || ' ' || coalesce(client, '-') from audit_event
                    where act = 'login' and outcome = 0 order by seq desc limit 2
                    """)
                .query(String.class)
                .list())
        .containsExactly(
            "POST /oauth2/token Uma Example " + app, "POST /login as " + person + " Uma Example -");
  }

  private String patientInTheRecord() {
    String code = code("user/*.cruds");
    String id = post("/Patient", patient("Konto"), bearer(redeem(code, VERIFIER))).id();
    cookie = "";
    return id;
  }

  private static String[] bearer(Response granted) {
    return new String[] {
      "Authorization", "Bearer " + granted.json().path("access_token").asString()
    };
  }
}
