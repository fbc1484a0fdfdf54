package dev.vertepath.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * As whom the clients ask. Where they log in, this is the hospital's identity provider as well,
 * whose tokens the service that is started takes.
 */
final class Callers implements AutoCloseable {

  /** Nobody logs in. */
  static final String LOCAL = "local";

  /** All are one system of a hospital, as its interface engine is. */
  private static final String SYSTEM = "system";

  /** Each is a coordinator of that hospital. */
  private static final String PERSONS = "persons";

  static final List<String> KINDS = List.of(LOCAL, SYSTEM, PERSONS);

  private static final String AUDIENCE = "https://vertepath.example/fhir";
  private static final String ORGANIZATION = "bench";
  private static final int RSA_BITS = 2048;

  private final String who;
  private final @Nullable String token;
  private final @Nullable RSAKey key;
  private final @Nullable HttpServer keys;

  private Callers(
      String who, @Nullable String token, @Nullable RSAKey key, @Nullable HttpServer keys) {
    this.who = who;
    this.token = token;
    this.key = key;
    this.keys = keys;
  }

  /** Callers who are not asked who they are. */
  static Callers local() {
    return new Callers(LOCAL, null, null, null);
  }

  /** Callers who all bring the same token, of a program that runs already. */
  static Callers with(String token) {
    return new Callers("one token", token, null, null);
  }

  /**
   * @param who one of {@link #KINDS}
   */
  static Callers of(String who) throws IOException {
    if (who.equals(LOCAL)) {
      return local();
    }
    try {
      RSAKey key = new RSAKeyGenerator(RSA_BITS).keyID("bench").generate();
      byte[] told = new JWKSet(key).toPublicJWKSet().toString().getBytes(StandardCharsets.UTF_8);
      var keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      keys.createContext(
          "/jwks",
          exchange -> {
            exchange.sendResponseHeaders(200, told.length);
            exchange.getResponseBody().write(told);
            exchange.close();
          });
      keys.start();
      return new Callers(who, null, key, keys);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean logIn() {
    return keys != null || token != null;
  }

  /** Environment variables of the service that is started. */
  Map<String, String> settings() {
    return keys == null
        ? Map.of()
        : Map.of(
            "VERTEPATH_ISSUER",
            issuer(keys),
            "VERTEPATH_JWKS_URI",
            issuer(keys) + "/jwks",
            "VERTEPATH_AUDIENCE",
            AUDIENCE,
            "VERTEPATH_RATE",
            "0");
  }

  /** What the loader brings, who sends all that there is; null if nobody logs in. */
  @Nullable String tokenOfSystem() {
    if (keys == null || key == null) {
      return token;
    }
    return signed(
        claims(keys, "his").claim("client_id", "his").claim("scope", "system/*.cruds").build(),
        key);
  }

  /** What a client brings; null if nobody logs in. */
  @Nullable String token(int client) {
    if (keys == null || key == null || who.equals(SYSTEM)) {
      return tokenOfSystem();
    }
    return signed(
        claims(keys, "coordinator-" + client)
            .claim("client_id", "desk")
            .claim("roles", List.of("coordinator"))
            .claim("fhirUser", "Practitioner/coordinator-" + client)
            .claim("scope", "user/*.cruds")
            .build(),
        key);
  }

  private static JWTClaimsSet.Builder claims(HttpServer keys, String subject) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer(keys))
        .subject(subject)
        .audience(AUDIENCE)
        .claim("organization", ORGANIZATION)
        .expirationTime(Date.from(Instant.now().plus(Duration.ofDays(1))));
  }

  private static String signed(JWTClaimsSet claims, RSAKey key) {
    try {
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
      var jwt = new SignedJWT(header, claims);
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String issuer(HttpServer keys) {
    return "http://127.0.0.1:" + keys.getAddress().getPort();
  }

  @Override
  public void close() {
    if (keys != null) {
      keys.stop(0);
    }
  }
}
