package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.vertepath.access.TestIssuer;
import dev.vertepath.access.issuer.Accounts;
import dev.vertepath.access.issuer.Clients;
import dev.vertepath.access.issuer.NewAccount;
import dev.vertepath.access.issuer.NewClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Systems get their tokens here, by their keys (SMART App Launch 2.2, "Backend Services"). */
@TestPropertySource(
    properties = {
      "vertepath.authorization-server=true",
      "vertepath.client-keys-http=true",
      "vertepath.client-keys-networks=127.0.0.1",
      "vertepath.base-url=http://vertepath/fhir"
    })
class AuthorizationServerTest extends FhirOverHttp {

  static final String ISSUER = "http://vertepath";
  private static final String TOKEN = ISSUER + "/oauth2/token";

  @Autowired Clients clients;
  @Autowired Accounts accounts;

  private final ECKey key = key();
  private String client = "";

  @BeforeEach
  void aClientIsRegistered() {
    client = "his-" + UUID.randomUUID();
    clients.create(
        new NewClient(
            client,
            client,
            List.of("system/*.rs", "system/Observation.cruds"),
            List.of("integration-system"),
            "Organization/7",
            null,
            new JWKSet(key).toPublicJWKSet().toString(),
            List.of()));
  }

  @Test
  void aSystemThatSignsWithItsKeyGetsATokenThatOpensWhatItAskedFor() throws ParseException {
    Response granted = ask(assertion(key, claims().build()), "system/Patient.rs");
    String token = granted.json().path("access_token").asString();

    assertThat(granted.status()).isEqualTo(200);
    assertThat(granted.json().path("expires_in").asInt()).isBetween(290, 300);
    assertThat(granted.json().path("scope").asString()).isEqualTo("system/Patient.rs");
    assertThat(granted.header("Cache-Control")).contains("no-store");
    JWTClaimsSet told = SignedJWT.parse(token).getJWTClaimsSet();
    assertThat(told.getIssuer()).isEqualTo(ISSUER);
    assertThat(told.getAudience()).containsExactly("http://vertepath/fhir");
    assertThat(told.getStringClaim("organization")).isEqualTo("Organization/7");
    assertThat(get("/Patient", bearer(token)).status()).isEqualTo(200);
    assertThat(get("/Observation", bearer(token)).status()).isEqualTo(403);
  }

  @Test
  void aSystemThatSaysWhereItsKeysAreChangesThemByItself() throws Exception {
    var published = new AtomicReference<>(new JWKSet(key).toPublicJWKSet().toString());
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = published.get().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    client = "url-" + UUID.randomUUID();
    clients.create(
        new NewClient(
            client,
            client,
            List.of("system/*.rs"),
            List.of("integration-system"),
            null,
            "http://127.0.0.1:%d/jwks".formatted(server.getAddress().getPort()),
            null,
            List.of()));
    assertThat(ask(assertion(key, claims().build()), "system/Patient.rs").status()).isEqualTo(200);
    ECKey next = new ECKeyGenerator(Curve.P_384).keyID("k2").generate();

    published.set(new JWKSet(next).toPublicJWKSet().toString());
    assertThat(ask(assertion(next, claims().build()), "system/Patient.rs").status()).isEqualTo(200);
    assertThat(ask(assertion(key, claims().build()), "system/Patient.rs").status()).isEqualTo(401);
    server.stop(0);
  }

  @Test
  void anAssertionIsGoodOnce() {
    String assertion = assertion(key, claims().build());

    assertThat(ask(assertion, "system/Patient.rs").status()).isEqualTo(200);
    assertThat(ask(assertion, "system/Patient.rs").status()).isEqualTo(401);
  }

  @Test
  void assertionsThatProveNothingAreRefused() {
    ECKey another = key();
    for (String bad :
        List.of(
            assertion(another, claims().build()),
            assertion(key, claims().issuer("other").build()),
            assertion(key, claims().subject("other").build()),
            assertion(key, claims().audience("https://other.example").build()),
            assertion(key, claims().jwtID(null).build()),
            assertion(key, claims().expirationTime(in(-120)).build()),
            assertion(key, claims().expirationTime(in(3600)).build()),
            assertion(key, claims().expirationTime(null).build()),
            "e30.e30.e30")) {
      Response refused = ask(bad, "system/Patient.rs");
      assertThat(refused.status()).as(bad).isIn(400, 401);
      assertThat(refused.text()).contains("invalid_").doesNotContain("access_token");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "system/Patient.cruds",
        "system/*.cruds",
        "user/*.rs",
        "openid",
        "system/Patient.oops",
        ""
      })
  void moreThanTheClientIsRegisteredWithIsNotGranted(String scope) {
    Response refused = ask(assertion(key, claims().build()), scope);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("error").asString()).isEqualTo("invalid_scope");
  }

  @Test
  void anUnknownClientIsRefused() {
    var claims = claims().issuer("nobody").subject("nobody").build();

    assertThat(ask(assertion(key, claims), "system/Patient.rs").status()).isEqualTo(401);
  }

  @Test
  void theMetadataLeadsToTheKeysWithoutTheirPrivateParts() {
    JsonNode keys = get(root() + "/oauth2/jwks").json().path("keys");
    ask(assertion(key, claims().build()), "system/Patient.rs");

    assertThat(keys.size()).isEqualTo(1);
    assertThat(keys.get(0).has("d")).isFalse();
    for (String path :
        List.of("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server")) {
      JsonNode told = get(root() + path).json();
      assertThat(told.path("token_endpoint").asString()).isEqualTo(TOKEN);
      assertThat(told.path("grant_types_supported").toString())
          .isEqualTo("[\"authorization_code\",\"refresh_token\",\"client_credentials\"]");
      assertThat(told.path("token_endpoint_auth_methods_supported").toString())
          .isEqualTo("[\"private_key_jwt\",\"none\"]");
    }
    JsonNode smart = get("/.well-known/smart-configuration").json();
    assertThat(smart.path("token_endpoint").asString()).isEqualTo(TOKEN);
    assertThat(smart.path("capabilities").toString()).contains("client-confidential-asymmetric");
  }

  @Test
  void nothingElseOfTheServerIsOpen() {
    for (String path : List.of("/", "/oauth2", "/oauth2/x", "/userinfo", "/connect/register")) {
      assertThat(get(root() + path).status()).as(path).isIn(401, 302);
    }
    assertThat(get("/Patient").status()).isEqualTo(401);
  }

  @Test
  void accountsHaveNoWeakPassword() {
    var account = new NewAccount("weak", "Weak", List.of("clinician"), null, null, null);
    for (String weak : List.of("", "12345678901", "x".repeat(73))) {
      org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
          .isThrownBy(() -> accounts.create(account, weak));
    }
  }

  private Response ask(String assertion, String scope) {
    String form =
        "grant_type=client_credentials&client_assertion_type="
            + encoded("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            + "&client_assertion="
            + assertion
            + (scope.isEmpty() ? "" : "&scope=" + encoded(scope));
    return send(
        "POST",
        root() + "/oauth2/token",
        form.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/x-www-form-urlencoded");
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(client)
        .subject(client)
        .audience(TOKEN)
        .expirationTime(in(240))
        .jwtID(UUID.randomUUID().toString());
  }

  private static Date in(long seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  private static String assertion(ECKey key, JWTClaimsSet claims) {
    return TestIssuer.sign(
        new JWSHeader.Builder(JWSAlgorithm.ES384).keyID(key.getKeyID()).build(), claims, key);
  }

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_384).keyID("k").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }

  private String root() {
    return base().replaceFirst("/fhir$", "");
  }
}
