package dev.vertepath.access.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vertepath.access.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who comes with which token. A token that was found good is not verified again for a while, so
 * that a request with one costs hardly more than a request without; its hash is kept, not itself.
 */
final class Tokens {

  /** What they hold stays good for as long, when its issuer takes it back. */
  static final Duration JWT_KEPT = Duration.ofMinutes(5);

  static final Duration OPAQUE_KEPT = Duration.ofSeconds(30);

  private static final int MOST = 20_000;

  private final @Nullable TokenVerifier jwts;
  private final @Nullable TokenVerifier opaque;
  private final CallerReader reader;
  private final Clock clock;
  private final Cache<ByteBuffer, Known> known =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(JWT_KEPT).build();

  /**
   * @param jwts for tokens that carry claims; null when all are opaque
   * @param opaque for the others; null when there are none
   */
  Tokens(
      @Nullable TokenVerifier jwts,
      @Nullable TokenVerifier opaque,
      CallerReader reader,
      Clock clock) {
    this.jwts = jwts;
    this.opaque = opaque;
    this.reader = reader;
    this.clock = clock;
  }

  private record Known(Caller caller, Instant until) {}

  /**
   * @throws TokenException when the token lets nobody in
   */
  Caller caller(String token) {
    ByteBuffer hash = hash(token);
    Instant now = clock.instant();
    Optional<Caller> before = remembered(hash, now);
    if (before.isPresent()) {
      return before.get();
    }
    boolean isJwt = token.chars().filter(c -> c == '.').count() == 2;
    TokenVerifier verifier = isJwt && jwts != null ? jwts : opaque;
    if (verifier == null) {
      throw TokenException.invalid("it is no JWT, and others are not taken here");
    }
    TokenVerifier.Verified verified = verifier.verify(token);
    if (verified.claims().has("cnf")) {
      throw TokenException.invalid(
          "it is bound to a key (claim cnf), which who bears it has not proven to have");
    }
    Caller caller = reader.read(verified.claims());
    Instant until = now.plus(verifier == jwts ? JWT_KEPT : OPAQUE_KEPT);
    Instant expires = verified.expires();
    known.put(
        hash, new Known(caller, expires != null && expires.isBefore(until) ? expires : until));
    return caller;
  }

  /** Who comes with it, if it was found good before and is still taken to be. */
  Optional<Caller> remembered(String token) {
    return remembered(hash(token), clock.instant());
  }

  private Optional<Caller> remembered(ByteBuffer hash, Instant now) {
    return Optional.ofNullable(known.getIfPresent(hash))
        .filter(before -> now.isBefore(before.until()))
        .map(Known::caller);
  }

  private static ByteBuffer hash(String token) {
    try {
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
