package dev.vertepath.access.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.sql.Timestamp;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What signs tokens: keys in the database, which all replicas share. When the newest is old, a new
 * one is made. It is told to all first and signs when every replica knows it; the old one stays
 * known until all that it signed has expired.
 */
final class SigningKeys implements JWKSource<SecurityContext> {

  static final Duration SIGNS_FOR = Duration.ofDays(30);

  /** Longer than any token lasts. */
  static final Duration KNOWN_AFTERWARDS = Duration.ofDays(1);

  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  /** Longer than a replica, or who keeps the keys for a while, goes on without a new one. */
  static final Duration SETTLED = Duration.ofMinutes(10);

  /** Of an advisory lock: one replica makes the new key. */
  private static final long LOCK = 0x5650_4b45_5953L;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private List<Key> known = List.of();
  private Instant until = Instant.MIN;

  private record Key(ECKey jwk, Instant created) {}

  SigningKeys(JdbcClient jdbc, TransactionTemplate transactions, Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
    List<JWK> keys = new ArrayList<>();
    keys().forEach(key -> keys.add(key.jwk()));
    return selector.select(new JWKSet(keys));
  }

  /** The id of the key that signs now: the newest that every replica knows by now. */
  String signingKid() {
    List<Key> keys = keys();
    Instant settled = clock.instant().minus(SETTLED);
    return keys.stream()
        .filter(key -> !key.created().isAfter(settled))
        .findFirst()
        .orElseGet(keys::getLast)
        .jwk()
        .getKeyID();
  }

  private synchronized List<Key> keys() {
    Instant now = clock.instant();
    if (!now.isBefore(until)) {
      known = stored();
      if (known.isEmpty() || !known.getFirst().created().plus(SIGNS_FOR).isAfter(now)) {
        makeOne(now);
        known = stored();
      }
      if (known.stream().anyMatch(key -> isOver(key, now))) {
        drop(now);
        known = known.stream().filter(key -> !isOver(key, now)).toList();
      }
      until = now.plus(LOOK_AGAIN);
    }
    return known;
  }

  /** Whether another one has been signing for so long that nothing of this one is good any more. */
  private boolean isOver(Key key, Instant now) {
    return known.stream()
        .anyMatch(
            newer ->
                newer.created().isAfter(key.created())
                    && !newer.created().plus(SETTLED).plus(KNOWN_AFTERWARDS).isAfter(now));
  }

  private void drop(Instant now) {
    jdbc.sql(
            """
            delete from signing_key old where exists (
              select from signing_key newer
              where newer.created > old.created and newer.created <= ?)
            """)
        .param(Timestamp.from(now.minus(SETTLED).minus(KNOWN_AFTERWARDS)))
        .update();
  }

  private List<Key> stored() {
    return jdbc.sql("select jwk, created from signing_key order by created desc, kid")
        .query(
            (row, number) ->
                new Key(parse(row.getString("jwk")), row.getTimestamp("created").toInstant()))
        .list();
  }

  private static ECKey parse(String jwk) {
    try {
      return ECKey.parse(jwk);
    } catch (ParseException e) {
      throw new IllegalStateException("A signing key in the database cannot be read", e);
    }
  }

  private void makeOne(Instant now) {
    Timestamp old = Timestamp.from(now.minus(SIGNS_FOR));
    transactions.executeWithoutResult(
        status -> {
          jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query().listOfRows();
          boolean fresh =
              jdbc.sql("select exists (select from signing_key where created > ?)")
                  .param(old)
                  .query(Boolean.class)
                  .single();
          if (!fresh) {
            ECKey key = generate();
            jdbc.sql("insert into signing_key (kid, jwk, created) values (?, ?, ?)")
                .param(key.getKeyID())
                .param(key.toJSONString())
                .param(Timestamp.from(now))
                .update();
          }
        });
  }

  private static ECKey generate() {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyID(UUID.randomUUID().toString())
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.ES256)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
