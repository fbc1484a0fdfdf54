package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.access.TestIssuer;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who comes in by a token, and what those are told who do not. */
class TokenLoginTest extends TokenAccess {

  @ParameterizedTest
  @CsvSource({
    "GET, /Patient/1",
    "GET, /Patient",
    "HEAD, /Patient",
    "POST, /Patient",
    "POST, ''",
    "PUT, /Patient/1",
    "PATCH, /Patient/1",
    "DELETE, /Patient/1",
    "OPTIONS, /Patient",
    "OPTIONS, /metadata",
    "POST, /metadata",
    "GET, /_history",
    "GET, /Patient/metadata",
    "GET, /metadata/",
    "GET, /metadata;x=1",
    "GET, //metadata",
    "GET, /Patient/1/$everything",
    "GET, /Spaceship"
  })
  void withoutATokenNothingIsToldButHowToComeIn(String verb, String path) {
    Response refused = send(verb, path, new byte[0]);

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"VertePath\"");
    if (!verb.equals("HEAD")) {
      assertThat(refused.issues()).containsExactly("login");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer", "Bearer a b", "Bearer ä", "bearer e30.e30.e30", "Bearer e30.e30."})
  void aBadTokenIsSaidToBeBad(String header) {
    Response refused = get("/Patient", "Authorization", header);

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    assertThat(refused.issues()).containsExactly("login");
  }

  @Test
  void aTokenInTheUrlOrInAFormIsNone() {
    String token = ISSUER.person("clinician", "user/*.cruds");

    assertThat(get("/Patient?access_token=" + token).status()).isEqualTo(401);
    assertThat(
            send(
                    "POST",
                    "/Patient/_search",
                    quoted("access_token=" + token),
                    "Content-Type",
                    "application/x-www-form-urlencoded")
                .status())
        .isEqualTo(401);
  }

  @Test
  void otherWaysToLogInAreNone() {
    assertThat(get("/Patient", "Authorization", "Basic YWRtaW46YWRtaW4=").status()).isEqualTo(401);
    assertThat(get("/Patient", "Cookie", "JSESSIONID=1").status()).isEqualTo(401);
  }

  @Test
  void anExpiredTokenIsToldWhy() {
    Instant then = Instant.now().minusSeconds(900);
    String token =
        ISSUER.sign(
            ISSUER
                .claims()
                .issueTime(Date.from(then.minusSeconds(60)))
                .expirationTime(Date.from(then))
                .build());

    assertThat(words(get("/Patient", with(token)))).contains("expired").contains("Get a new one");
  }

  @Test
  void aTokenThatIsBoundToAKeyIsNotTakenFromWhoMerelyBearsIt() {
    String token =
        ISSUER.sign(
            ISSUER
                .claims()
                .claim("roles", List.of("clinician"))
                .claim("scope", "user/*.cruds")
                .claim("cnf", Map.of("jkt", "abc"))
                .build());

    assertThat(get("/Patient", with(token)).status()).isEqualTo(401);
  }

  @Test
  void whatAClientMustReadBeforeIsPublic() {
    assertThat(get("/metadata").status()).isEqualTo(200);
    assertThat(get("/.well-known/smart-configuration").status()).isEqualTo(200);
    assertThat(get(root() + "/.well-known/smart-configuration").status()).isEqualTo(200);
    assertThat(get(root() + "/actuator/health").status()).isEqualTo(200);
    assertThat(get(root() + "/actuator/health/db").status()).isEqualTo(401);
    assertThat(get(root() + "/").header("Location")).contains("/desk/login");
  }

  @Test
  void theSmartConfigurationTellsWhereTokensAreHad() {
    JsonNode told = get("/.well-known/smart-configuration").json();

    assertThat(told.path("issuer").asString()).isEqualTo(ISSUER.url().toString());
    assertThat(told.path("token_endpoint").asString()).isEqualTo(ISSUER.url() + "/token");
    assertThat(told.path("authorization_endpoint").asString())
        .isEqualTo(ISSUER.url() + "/authorize");
    assertThat(told.path("grant_types_supported").toString()).contains("client_credentials");
    assertThat(told.path("code_challenge_methods_supported").toString()).isEqualTo("[\"S256\"]");
    assertThat(told.path("capabilities").toString())
        .contains("client-confidential-asymmetric", "permission-v2")
        .doesNotContain("client-public");
  }

  @Test
  void theCapabilityStatementTellsItToo() {
    JsonNode security = get("/metadata").json().at("/rest/0/security");

    assertThat(security.at("/service/0/coding/0/code").asString()).isEqualTo("SMART-on-FHIR");
    assertThat(security.at("/extension/0/url").asString()).endsWith("/oauth-uris");
    assertThat(security.at("/extension/0/extension").toString())
        .contains("\"token\"", ISSUER.url() + "/token", "\"authorize\"");
  }

  @Test
  void aTokenThatSaysNothingItselfIsAskedAbout() {
    ISSUER.knows(
        "opaque-1",
        Map.of(
            "active",
            true,
            "sub",
            "u-2",
            "aud",
            TestIssuer.AUDIENCE,
            "scope",
            "user/*.rs",
            "roles",
            List.of("coordinator"),
            "exp",
            Instant.now().plusSeconds(60).getEpochSecond()));
    ISSUER.knows("opaque-2", Map.of("active", true, "sub", "u-2", "aud", "https://other.example"));

    assertThat(get("/Patient", with("opaque-1")).status()).isEqualTo(200);
    assertThat(words(get("/Patient", with("opaque-2")))).contains("not meant for this service");
    assertThat(words(get("/Patient", with("opaque-3")))).contains("not active");
  }

  @Test
  void answersAreKeptByNobodyAndTakenForNothingElse() {
    String id = stored("Kept");
    Response found = get("/Patient/" + id, clinician());

    assertThat(found.header("Cache-Control")).isEqualTo("no-store");
    assertThat(found.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(found.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(found.header("Server")).isEmpty();
    String[] again = {"If-None-Match", "W/\"1\"", clinician()[0], clinician()[1]};
    assertThat(get("/Patient/" + id, again).status()).isEqualTo(304);
    assertThat(get("/Patient").header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void aReadWithATokenIsStillOneStatement() {
    String id = stored("Cheap");
    String[] token = clinician();
    get("/Patient/" + id, token);
    CountedStatements.STATEMENTS.sent();

    assertThat(get("/Patient/" + id, token).status()).isEqualTo(200);
    assertThat(CountedStatements.STATEMENTS.sent())
        .filteredOn(sql -> !sql.startsWith("insert into audit_event"))
        .hasSize(1);
  }

  private String root() {
    return base().replaceFirst("/fhir$", "");
  }

  @Test
  void whoTriesTokenAfterTokenIsLeftOutsideForAWhile() throws Exception {
    InetAddress other = InetAddress.getByName("127.0.0.2");
    try (HttpClient stranger = HttpClient.newBuilder().localAddress(other).build()) {
      HttpRequest attempt = asked("guessed");
      String known = ISSUER.person("clinician", "user/*.cruds");
      assertThat(stranger.send(asked(known), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      HttpResponse<String> last = stranger.send(attempt, BodyHandlers.ofString());
      for (int i = 0; i < 1000 && last.statusCode() == 401; i++) {
        last = stranger.send(attempt, BodyHandlers.ofString());
      }

      assertThat(last.statusCode()).isEqualTo(429);
      assertThat(last.headers().firstValue("Retry-After")).isPresent();
      assertThat(last.body()).contains("throttled").contains("failed to log in");
      for (String scheme : List.of("Bearer", "bearer", "BEARER")) {
        assertThat(stranger.send(asked(scheme, known), BodyHandlers.ofString()).statusCode())
            .as("who was let in before is behind the same proxy, perhaps")
            .isEqualTo(200);
      }
    }
    assertThat(get("/Patient", clinician()).status()).isEqualTo(200);
  }

  private HttpRequest asked(String token) {
    return asked("Bearer", token);
  }

  /** RFC 9110 section 11.1: a scheme is told in letters of either case. */
  private HttpRequest asked(String scheme, String token) {
    return HttpRequest.newBuilder(URI.create(base() + "/Patient"))
        .header("Authorization", scheme + " " + token)
        .build();
  }
}
