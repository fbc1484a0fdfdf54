package dev.vertepath.access.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.vertepath.access.TestIssuer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens as attackers make them, and as issuers do. */
class JwtVerifierTest {

  private final TestIssuer issuer = new TestIssuer();
  private final JwtVerifier verifier = verifier(Duration.ofMillis(1));

  @AfterEach
  void close() {
    issuer.close();
  }

  private JwtVerifier verifier(Duration keysApart) {
    var metadata = new IssuerMetadata(issuer.url(), Clock.systemUTC(), Duration.ZERO);
    var keys = new IssuerKeys(metadata, null, keysApart);
    return new JwtVerifier(
        issuer.url(),
        List.of(TestIssuer.AUDIENCE),
        keys.source(),
        keys::answered,
        Clock.systemUTC());
  }

  @Test
  void aGoodOneTellsItsClaims() {
    TokenVerifier.Verified verified = verifier.verify(issuer.person("clinician", "user/*.rs"));

    assertThat(verified.claims().text("sub")).isEqualTo("u-1");
    assertThat(verified.expires()).isAfter(Instant.now());
  }

  @Test
  void oneOfAnEllipticCurveIsAsGood() {
    ECKey curve = issuer.addCurve("curve");
    var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("curve").build();

    assertThat(verifier.verify(TestIssuer.sign(header, issuer.claims().build(), curve)))
        .isNotNull();
  }

  @Test
  void anAccessTokenOfRfc9068IsAsGood() {
    assertThat(verifier.verify(signed(new JOSEObjectType("at+jwt"), issuer.key().getKeyID())))
        .isNotNull();
  }

  @Test
  void oneWithoutKidIsVerifiedWithTheKeysThereAre() {
    assertThat(verifier.verify(signed(JOSEObjectType.JWT, null))).isNotNull();
  }

  @Test
  void oneWithoutKidThatAnotherKeySignedIsRefused() {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).build();
    assertRefused(TestIssuer.sign(header, issuer.claims().build(), anotherKey("any")));
  }

  @Test
  void aForgedSignatureIsRefused() {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(issuer.key().getKeyID()).build();
    String forged =
        TestIssuer.sign(header, issuer.claims().build(), anotherKey(issuer.key().getKeyID()));

    assertRefused(forged, "Invalid signature");
  }

  @Test
  void claimsThatWereChangedAreRefused() {
    String[] parts = issuer.person("registrar", "user/*.rs").split("\\.");
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    String changed = claims.replace("registrar", "clinician");
    assertThat(changed).isNotEqualTo(claims);

    assertRefused(parts[0] + "." + base64(changed) + "." + parts[2], "Invalid signature");
  }

  @Test
  void algNoneIsRefused() {
    assertRefused(new PlainJWT(issuer.claims().build()).serialize(), "Unsupported algorithm");
  }

  @Test
  void algNoneInAnySpellingIsRefused() {
    String claims = base64(issuer.claims().build().toString());
    for (String none : List.of("none", "None", "NONE", "nOnE")) {
      assertRefused(base64("{\"alg\":\"" + none + "\"}") + "." + claims + ".");
    }
  }

  /** The public key, known to all, taken for the secret of an HMAC. */
  @Test
  void theIssuersPublicKeyIsNoSecret() throws JOSEException {
    byte[] publicKey = issuer.key().toRSAPublicKey().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey)
            + "\n-----END PUBLIC KEY-----\n";
    for (byte[] secret : List.of(publicKey, pem.getBytes(StandardCharsets.UTF_8))) {
      var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(issuer.key().getKeyID()).build();
      var jwt = new SignedJWT(header, issuer.claims().build());
      jwt.sign(new MACSigner(secret));
      assertRefused(jwt.serialize());
    }
  }

  @Test
  void anAlgorithmThatIsNotPinnedIsRefused() {
    var header = new JWSHeader.Builder(JWSAlgorithm.PS512).keyID(issuer.key().getKeyID()).build();
    assertRefused(TestIssuer.sign(header, issuer.claims().build(), issuer.key()));
  }

  @Test
  void aKeyThatTheTokenBringsAlongIsNotTaken() {
    RSAKey own = anotherKey("own");
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .jwk(own.toPublicJWK())
            .jwkURL(URI.create("https://evil.example/jwks"))
            .build();
    assertRefused(TestIssuer.sign(header, issuer.claims().build(), own));
  }

  @Test
  void oneThatHasExpiredIsRefusedAfterAMinuteOfGrace() {
    assertThat(verifier.verify(expired(Duration.ofSeconds(30)))).isNotNull();
    assertRefused(expired(Duration.ofSeconds(90)), "expired");
  }

  @Test
  void oneThatNeverExpiresIsRefused() {
    assertRefused(issuer.sign(issuer.claims().expirationTime(null).build()), "exp is required");
  }

  @Test
  void oneThatIsNotYetValidIsRefused() {
    Date later = Date.from(Instant.now().plus(Duration.ofMinutes(2)));
    assertRefused(issuer.sign(issuer.claims().notBeforeTime(later).build()), "used before");
  }

  @Test
  void oneForAnotherAudienceIsRefused() {
    assertRefused(issuer.sign(issuer.claims().audience("https://other.example").build()), "aud");
    assertRefused(issuer.sign(issuer.claims().audience(List.of()).build()), "aud");
  }

  @Test
  void oneOfAnotherIssuerIsRefused() {
    assertRefused(issuer.sign(issuer.claims().issuer("https://other.example").build()), "iss");
    assertRefused(issuer.sign(issuer.claims().issuer(null).build()), "iss");
  }

  @Test
  void anotherKindOfTokenIsRefused() {
    assertRefused(signed(new JOSEObjectType("logout+jwt"), issuer.key().getKeyID()), "typ");
  }

  @Test
  void whatIsNoTokenIsRefused() {
    for (String odd : List.of("..", "a.b.c", "e30.e30.e30", "\u0000.\u0000.\u0000")) {
      assertRefused(odd);
    }
  }

  @Test
  void aNewKeyOfTheIssuerIsFetchedWhenATokenNamesIt() {
    String before = issuer.person("clinician", "user/*.rs");
    verifier.verify(before);
    issuer.rotate("two");

    assertThat(verifier.verify(issuer.person("clinician", "user/*.rs"))).isNotNull();
    assertRefused(before);
  }

  @Test
  void tokensThatNameUnknownKeysDoNotMakeTheServiceAskAgainAndAgain() {
    JwtVerifier patient = verifier(Duration.ofMinutes(4));
    patient.verify(issuer.person("clinician", "user/*.rs"));
    for (int i = 0; i < 20; i++) {
      String unknown = signed(JOSEObjectType.JWT, "unknown-" + i);
      assertThatExceptionOfType(TokenException.class)
          .isThrownBy(() -> patient.verify(unknown))
          .matches(refused -> !refused.isUnknown());
    }

    assertThat(issuer.keysFetched()).isLessThanOrEqualTo(2);
  }

  @Test
  void whileTheIssuerDoesNotAnswerNobodyCanSayWhetherATokenIsGood() {
    issuer.isDown(true);
    String token = issuer.person("clinician", "user/*.rs");
    assertThatExceptionOfType(TokenException.class)
        .isThrownBy(() -> verifier.verify(token))
        .matches(TokenException::isUnknown);

    issuer.isDown(false);
    assertThat(verifier.verify(token)).isNotNull();
  }

  @Test
  void keysThatWereFetchedBeforeServeOnWhileTheIssuerIsDown() {
    verifier.verify(issuer.person("clinician", "user/*.rs"));
    issuer.isDown(true);

    assertThat(verifier.verify(issuer.person("registrar", "user/*.rs"))).isNotNull();
  }

  private String expired(Duration ago) {
    Instant then = Instant.now().minus(ago);
    return issuer.sign(
        issuer
            .claims()
            .issueTime(Date.from(then.minusSeconds(600)))
            .expirationTime(Date.from(then))
            .build());
  }

  private String signed(JOSEObjectType type, @Nullable String kid) {
    JWTClaimsSet claims = issuer.claims().build();
    return TestIssuer.sign(
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid).type(type).build(),
        claims,
        issuer.key());
  }

  private static RSAKey anotherKey(String kid) {
    try {
      return new RSAKeyGenerator(2048).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void assertRefused(String token) {
    assertRefused(token, "");
  }

  private void assertRefused(String token, String words) {
    assertThatExceptionOfType(TokenException.class)
        .isThrownBy(() -> verifier.verify(token))
        .matches(refused -> !refused.isUnknown())
        .satisfies(refused -> assertThat(refused.why()).contains(words));
  }
}
