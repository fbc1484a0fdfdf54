package dev.vertepath.access.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import dev.vertepath.record.store.RecordOnPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys of the built-in authorization server as months go by, of two replicas on one database.
 */
class SigningKeysTest {

  private static final RecordOnPostgres STORE = new RecordOnPostgres();
  private static final Duration LONGEST_TOKEN = Duration.ofMinutes(15);
  private static final int AT_ONCE = 8;

  private Instant now = Instant.parse("2026-03-01T08:00:00Z");
  private final SigningKeys one = replica();
  private final SigningKeys other = replica();

  @AfterAll
  static void close() {
    STORE.close();
  }

  @BeforeEach
  void none() {
    STORE.jdbc.sql("truncate signing_key").update();
  }

  @Test
  void replicasSignWithTheSameKeyAndTakeEachOthersTokens() {
    assertThat(one.signingKid()).isEqualTo(other.signingKid());
    assertThat(published(one)).isEqualTo(published(other)).hasSize(1);
    accepts(other, token(one));
    accepts(one, token(other));
  }

  @Test
  void atOnceTheyMakeOneKey() throws Exception {
    List<Callable<String>> starts =
        java.util.stream.IntStream.range(0, AT_ONCE)
            .<Callable<String>>mapToObj(i -> () -> replica().signingKid())
            .toList();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> all = threads.invokeAll(starts);
      for (Future<String> kid : all) {
        assertThat(kid.get()).isEqualTo(all.getFirst().get());
      }
    }
  }

  @Test
  void aNewKeyIsKnownToAllBeforeItSigns() {
    String old = one.signingKid();
    other.signingKid();
    pass(SigningKeys.SIGNS_FOR);

    assertThat(one.signingKid()).isEqualTo(old);
    assertThat(published(one)).hasSize(2).contains(old);
    pass(SigningKeys.SETTLED);
    String next = one.signingKid();
    assertThat(next).isNotEqualTo(old);
    assertThat(published(other)).contains(next);
    accepts(other, token(one));
    assertThat(other.signingKid()).isEqualTo(next);
  }

  @Test
  void tokensOfTheOldKeyAreGoodUntilTheyEndAndThenItGoes() {
    String old = one.signingKid();
    pass(SigningKeys.SIGNS_FOR.plus(SigningKeys.SETTLED).minusSeconds(1));
    one.signingKid();
    pass(SigningKeys.SETTLED.minusSeconds(1));
    String last = token(one);
    assertThat(kid(last)).isEqualTo(old);
    pass(Duration.ofSeconds(1));

    assertThat(kid(token(one))).isNotEqualTo(old);
    for (SigningKeys replica : List.of(one, other)) {
      accepts(replica, last);
      accepts(replica, token(one));
    }
    pass(LONGEST_TOKEN.minusSeconds(2));
    accepts(one, last);
    accepts(other, last);
    pass(Duration.ofMinutes(2));
    refuses(other, last);

    pass(SigningKeys.KNOWN_AFTERWARDS);
    for (SigningKeys replica : List.of(one, other)) {
      assertThat(published(replica)).hasSize(1).doesNotContain(old);
    }
    assertThat(STORE.jdbc.sql("select count(*) from signing_key").query(Long.class).single())
        .isOne();
  }

  @Test
  void afterALongSleepAnOldKeySignsOnlyUntilTheNewOneIsKnown() {
    String old = one.signingKid();
    pass(Duration.ofDays(400));
    SigningKeys woken = replica();

    assertThat(woken.signingKid()).isEqualTo(old);
    accepts(one, token(woken));
    pass(SigningKeys.SETTLED);
    assertThat(woken.signingKid()).isNotEqualTo(old);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private Clock clock() {
    return ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  }

  private SigningKeys replica() {
    return new SigningKeys(
        STORE.jdbc, new TransactionTemplate(new JdbcTransactionManager(STORE.source)), clock());
  }

  private static List<String> published(SigningKeys replica) {
    return replica.get(new JWKSelector(new JWKMatcher.Builder().build()), null).stream()
        .map(JWK::getKeyID)
        .toList();
  }

  private String token(SigningKeys replica) {
    return new NimbusJwtEncoder(replica)
        .encode(
            JwtEncoderParameters.from(
                JwsHeader.with(SignatureAlgorithm.ES256).keyId(replica.signingKid()).build(),
                JwtClaimsSet.builder()
                    .subject("s")
                    .issuedAt(now)
                    .expiresAt(now.plus(LONGEST_TOKEN))
                    .build()))
        .getTokenValue();
  }

  private static String kid(String token) {
    try {
      return com.nimbusds.jwt.SignedJWT.parse(token).getHeader().getKeyID();
    } catch (java.text.ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private NimbusJwtDecoder decoder(SigningKeys replica) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSource(replica).jwsAlgorithm(SignatureAlgorithm.ES256).build();
    var times = new JwtTimestampValidator(Duration.ZERO);
    times.setClock(clock());
    decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(times));
    return decoder;
  }

  private void accepts(SigningKeys replica, String token) {
    assertThat(decoder(replica).decode(token).getSubject()).isEqualTo("s");
  }

  private void refuses(SigningKeys replica, String token) {
    assertThatExceptionOfType(JwtException.class).isThrownBy(() -> decoder(replica).decode(token));
  }
}
