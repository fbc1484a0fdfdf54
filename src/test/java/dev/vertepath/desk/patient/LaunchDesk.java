package dev.vertepath.desk.patient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.access.issuer.Accounts;
import dev.vertepath.access.issuer.Clients;
import dev.vertepath.access.issuer.NewAccount;
import dev.vertepath.access.issuer.NewClient;
import dev.vertepath.desk.DeskOverHttp;
import dev.vertepath.record.Json;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A person at a patient's page, and an app that can be opened from there. */
@TestPropertySource(
    properties = {
      "vertepath.authorization-server=true",
      "vertepath.base-url=http://vertepath/fhir"
    })
abstract class LaunchDesk extends DeskOverHttp {

  private static final String PASSWORD = "correct horse battery";
  static final String BACK = "https://app.example/back";
  static final String OPENED = "https://app.example/open?tenant=1";
  private static final String VERIFIER = "v".repeat(50);
  static final String SCOPES = "launch patient/*.rs";
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]* ?value=\"([^\"]+)\"");

  @Autowired private Accounts accounts;
  @Autowired Clients clients;
  @Autowired JdbcClient jdbc;

  String app = "";
  String her = "";

  @BeforeEach
  void aClinicianAtThePageOfAPatient() {
    app = app("App of hearts", OPENED);
    logIn(account());
    her = patient();
  }

  String account() {
    String name = "cleo-" + UUID.randomUUID();
    accounts.create(
        new NewAccount(
            name, "Cleo Example", List.of("clinician"), "Practitioner/" + name, null, null),
        PASSWORD);
    return name;
  }

  String app(String name, String launchUrl) {
    String id = "app-" + UUID.randomUUID();
    clients.create(
        new NewClient(
            id,
            name,
            List.of("launch", "launch/patient", "offline_access", "patient/*.rs", "user/*.cruds"),
            List.of(),
            null,
            null,
            null,
            List.of(BACK),
            launchUrl));
    return id;
  }

  void logIn(String name) {
    freshBrowser();
    HttpResponse<String> form = follow(get("/"));
    Matcher token = CSRF.matcher(form.body());
    assertThat(token.find()).as(form.body()).isTrue();
    follow(post("/login", "username", name, "password", PASSWORD, "_csrf", token.group(1)));
  }

  HttpResponse<String> follow(HttpResponse<String> answer) {
    HttpResponse<String> at = answer;
    for (int i = 0; i < 10 && at.statusCode() / 100 == 3; i++) {
      at = get(location(at).replaceFirst("^http://vertepath", base()));
    }
    return at;
  }

  static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  String patient() {
    JsonNode token = token(code(allow(asked("user/*.cruds", ""), "user/*.cruds")));
    return write(
            "POST",
            "/Patient",
            "{'resourceType':'Patient','name':[{'family':'Startfrau'}]}",
            by(token))
        .path("id")
        .asString();
  }

  /** Asks for a code as the app does. */
  HttpResponse<String> authorize(String scopes, String more) {
    return get(
        "/oauth2/authorize?response_type=code&state=s&client_id=%s&redirect_uri=%s&scope=%s%s%s"
            .formatted(app, encoded(BACK), encoded(scopes), challenge(), more));
  }

  HttpResponse<String> asked(String scopes, String more) {
    HttpResponse<String> answer = authorize(scopes, more);
    assertThat(location(answer)).as(answer.body()).contains("/consent?");
    return follow(answer);
  }

  HttpResponse<String> allow(HttpResponse<String> page, String scopes) {
    Matcher state = Pattern.compile("name=\"state\" value=\"([^\"]+)\"").matcher(page.body());
    assertThat(state.find()).as(page.body()).isTrue();
    String[] words = scopes.isEmpty() ? new String[0] : scopes.split(" ");
    String[] fields = new String[4 + 2 * words.length];
    fields[0] = "client_id";
    fields[1] = app;
    fields[2] = "state";
    fields[3] = state.group(1);
    for (int i = 0; i < words.length; i++) {
      fields[4 + 2 * i] = "scope";
      fields[5 + 2 * i] = words[i];
    }
    return post("/oauth2/authorize", fields);
  }

  static String code(HttpResponse<String> answer) {
    assertThat(location(answer)).startsWith(BACK).contains("code=");
    return location(answer).replaceFirst(".*code=([^&]+).*", "$1");
  }

  JsonNode token(String code) {
    HttpResponse<String> answer =
        post(
            "/oauth2/token",
            "grant_type",
            "authorization_code",
            "client_id",
            app,
            "code",
            code,
            "redirect_uri",
            BACK,
            "code_verifier",
            VERIFIER);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.MAPPER.readTree(answer.body());
  }

  static String[] by(JsonNode token) {
    return new String[] {"Authorization", "Bearer " + token.path("access_token").asString()};
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

  /** Presses the button of the patient's page. */
  HttpResponse<String> press(String patient) {
    return submit("/desk/patients/" + patient + "/launch", "app", app);
  }

  String handle() {
    HttpResponse<String> sent = press(her);
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
    return location(sent).replaceFirst(".*launch=", "");
  }

  static String opened(String handle) {
    return "&launch=" + handle + "&aud=" + encoded("http://vertepath/fhir");
  }
}
