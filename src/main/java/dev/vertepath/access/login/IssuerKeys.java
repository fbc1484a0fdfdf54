package dev.vertepath.access.login;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The keys that an issuer signs with now, from where its metadata says they are. */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration OUTAGE = Duration.ofHours(4);
  private static final Duration WAIT = Duration.ofSeconds(10);

  private final Metadata metadata;
  private final @Nullable URI fixed;
  private final Duration apart;
  private volatile boolean answered;

  /**
   * @param fixed where they are; null for where the metadata says
   * @param apart how far apart they are fetched at least, whatever tokens name
   */
  IssuerKeys(Metadata metadata, @Nullable URI fixed, Duration apart) {
    this.metadata = metadata;
    this.fixed = fixed;
    this.apart = apart;
  }

  /**
   * Kept, fetched anew when a token names a key that is not among them, and used on while the
   * issuer does not answer.
   */
  JWKSource<SecurityContext> source() {
    return JWKSourceBuilder.create(this)
        .cache(KEPT.toMillis(), WAIT.toMillis())
        .refreshAheadCache(false)
        .rateLimited(apart.toMillis())
        .outageTolerant(OUTAGE.toMillis())
        .build();
  }

  /** Whether the issuer answered when it was asked last. */
  boolean answered() {
    return answered;
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
      throws KeySourceException {
    answered = false;
    try {
      JWKSet keys = JWKSet.parse(Http.retriever().retrieveResource(place().toURL()).getContent());
      answered = true;
      return keys;
    } catch (IOException | ParseException | IllegalArgumentException e) {
      throw new JWKSetUnavailableException("The keys cannot be fetched: " + e.getMessage(), e);
    }
  }

  private URI place() throws IOException {
    if (fixed != null) {
      return fixed;
    }
    String told = metadata.get().text("jwks_uri");
    URI place = told == null ? null : URI.create(told);
    if (place == null || !LoginSettings.isSafe(place)) {
      throw new IOException("the issuer names no safe place of its keys: " + told);
    }
    return place;
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
