package dev.vertepath.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** An issuer of tokens, as a hospital's identity provider is one. */
public final class TestIssuer implements AutoCloseable {

  public static final String AUDIENCE = "https://vertepath.example/fhir";
  private static final int TEN_MINUTES = 600;
  private static final int RSA_BITS = 2048;

  private final HttpServer server;
  private final Map<String, Map<String, Object>> opaque = new ConcurrentHashMap<>();
  private final AtomicInteger keysFetched = new AtomicInteger();
  private volatile List<JWK> keys = List.of();
  private final Map<String, String> challenges = new ConcurrentHashMap<>();
  private volatile String login = "";
  private volatile int lasting = TEN_MINUTES;
  private volatile boolean down;

  public TestIssuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/.well-known/openid-configuration", x -> answer(x, metadata()));
    server.createContext(
        "/jwks",
        x -> {
          keysFetched.incrementAndGet();
          answer(x, new JWKSet(keys).toPublicJWKSet().toJSONObject());
        });
    server.createContext("/introspect", this::introspect);
    server.createContext("/authorize", this::authorize);
    server.createContext("/token", this::token);
    server.start();
    rotate("one");
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From here on it signs with a new key, and has this one only. */
  public void rotate(String kid) {
    try {
      keys = List.of(new RSAKeyGenerator(RSA_BITS).keyID(kid).generate());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Beside the other, a key of an elliptic curve. */
  public ECKey addCurve(String kid) {
    try {
      ECKey key = new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
      List<JWK> more = new ArrayList<>(keys);
      more.add(key);
      keys = more;
      return key;
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public RSAKey key() {
    return (RSAKey) keys.getFirst();
  }

  public void isDown(boolean it) {
    down = it;
  }

  public int keysFetched() {
    return keysFetched.get();
  }

  /** Claims of a good token for this service; a test spoils what it is about. */
  public JWTClaimsSet.Builder claims() {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(url().toString())
        .subject("u-1")
        .audience(AUDIENCE)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(Duration.ofMinutes(10))));
  }

  /** A token of a person with a role. */
  public String person(String role, String scope) {
    return sign(
        claims()
            .claim("roles", List.of(role))
            .claim("scope", scope)
            .claim("fhirUser", "Practitioner/u-1")
            .claim("name", "Uma Example")
            .build());
  }

  /** A token of a system (SMART Backend Services). */
  public String system(String scope) {
    return sign(claims().subject("his").claim("client_id", "his").claim("scope", scope).build());
  }

  public String sign(JWTClaimsSet claims) {
    return sign(
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID(key().getKeyID())
            .type(JOSEObjectType.JWT)
            .build(),
        claims,
        key());
  }

  public static String sign(JWSHeader header, JWTClaimsSet claims, JWK key) {
    try {
      var jwt = new SignedJWT(header, claims);
      jwt.sign(key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From here on it says this of an opaque token. */
  public void knows(String token, Map<String, Object> claims) {
    opaque.put(token, claims);
  }

  /** From here on whoever comes to log in is the one of this token, and is not asked. */
  public void logsIn(String token) {
    logsIn(token, TEN_MINUTES);
  }

  /**
   * The same.
   *
   * @param lasts how long the issuer says that the token lasts, in seconds
   */
  public void logsIn(String token, int lasts) {
    login = token;
    lasting = lasts;
  }

  /** Sends the browser back with a code (RFC 6749 section 4.1.2). */
  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
    String code = UUID.randomUUID().toString();
    challenges.put(code, asked.getOrDefault("code_challenge", ""));
    exchange
        .getResponseHeaders()
        .set(
            "Location",
            asked.get("redirect_uri")
                + "?code="
                + code
                + "&state="
                + encoded(asked.getOrDefault("state", "")));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  /** Gives the token for a code, once, to the client that proves itself (RFC 7636 section 4.6). */
  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> asked =
        form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    String asWhom = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    String challenge = challenges.remove(asked.getOrDefault("code", ""));
    boolean proved =
        asWhom.equals("Basic ZGVzazpkZXNrLXNlY3JldA==")
            && sha256(asked.getOrDefault("code_verifier", "")).equals(challenge);
    if (proved) {
      answer(
          exchange, Map.of("access_token", login, "token_type", "Bearer", "expires_in", lasting));
    } else {
      exchange.sendResponseHeaders(401, -1);
      exchange.close();
    }
  }

  private static String sha256(String text) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> form(String pairs) {
    Map<String, String> form = new HashMap<>();
    for (String pair : pairs.split("&")) {
      String[] both = pair.split("=", 2);
      form.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Map<String, Object> metadata() {
    return Map.of(
        "issuer", url().toString(),
        "jwks_uri", url() + "/jwks",
        "authorization_endpoint", url() + "/authorize",
        "token_endpoint", url() + "/token",
        "token_endpoint_auth_methods_supported", List.of("private_key_jwt", "client_secret_basic"),
        "response_types_supported", List.of("code"),
        "grant_types_supported", List.of("authorization_code", "client_credentials"));
  }

  private void introspect(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String token = form.replaceFirst("(?:.*&)?token=([^&]*).*", "$1");
    String asWhom = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    Map<String, Object> inactive = Map.of("active", false);
    boolean asVertePath = asWhom.equals("Basic dmVydGVwYXRoOnNlY3JldA==");
    answer(exchange, asVertePath ? opaque.getOrDefault(token, inactive) : inactive);
  }

  private void answer(HttpExchange exchange, Map<String, Object> json) throws IOException {
    byte[] body = JsonMapper.shared().writeValueAsBytes(json);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(down ? 503 : 200, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
