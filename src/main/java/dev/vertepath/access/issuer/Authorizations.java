package dev.vertepath.access.issuer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * Keeps log-ins of persons while they are under way. A system's token says all by itself: nothing
 * of it is kept.
 */
final class Authorizations implements OAuth2AuthorizationService {

  private static final Duration KEPT = Duration.ofDays(1);

  private final OAuth2AuthorizationService kept;
  private final JdbcClient jdbc;
  private final Clock clock;

  /** Patients by the authorization that they were chosen for just now. */
  private final Cache<String, String> chosen =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofMinutes(1)).build();

  Authorizations(OAuth2AuthorizationService kept, JdbcClient jdbc, Clock clock) {
    this.kept = kept;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void save(OAuth2Authorization authorization) {
    if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(
        authorization.getAuthorizationGrantType())) {
      return;
    }
    jdbc.sql(
            """
            delete from oauth2_authorization
            where coalesce(refresh_token_expires_at, access_token_expires_at,
              authorization_code_expires_at, created) < ?
            """)
        .param(Timestamp.from(clock.instant().minus(KEPT)))
        .update();
    String patient = chosen.asMap().remove(authorization.getId());
    OAuth2Authorization before = kept.findById(authorization.getId());
    kept.save(
        patient == null
            ? authorization
            : OAuth2Authorization.from(authorization)
                .attribute(LaunchContext.PATIENT, patient)
                .build());
    if (before != null) {
      noteUsed(before, authorization);
    }
  }

  /** Lets an authorization be for a patient, from when it is saved next. */
  void choose(String authorization, String patient) {
    chosen.put(authorization, patient);
  }

  private void noteUsed(OAuth2Authorization before, OAuth2Authorization now) {
    String old = refreshToken(before);
    if (old != null && !old.equals(refreshToken(now))) {
      jdbc.sql(
              "insert into used_refresh_token (hash, authorization_id) values (?, ?) on conflict do nothing")
          .params(TokenHash.of(old), now.getId())
          .update();
    }
  }

  private static @Nullable String refreshToken(OAuth2Authorization authorization) {
    return authorization.getRefreshToken() == null
        ? null
        : authorization.getRefreshToken().getToken().getTokenValue();
  }

  /** Who brings a token that was exchanged has copied it, or was copied: nobody goes on with it. */
  private void revokeIfUsed(String token) {
    jdbc.sql(
            """
            delete from oauth2_authorization
            where id in (select authorization_id from used_refresh_token where hash = ?)
            """)
        .param(TokenHash.of(token))
        .update();
  }

  @Override
  public void remove(OAuth2Authorization authorization) {
    kept.remove(authorization);
  }

  @Override
  public @Nullable OAuth2Authorization findById(String id) {
    return kept.findById(id);
  }

  @Override
  public @Nullable OAuth2Authorization findByToken(
      String token, @Nullable OAuth2TokenType tokenType) {
    OAuth2Authorization found = kept.findByToken(token, tokenType);
    if (found == null && tokenType != null && tokenType.equals(OAuth2TokenType.REFRESH_TOKEN)) {
      revokeIfUsed(token);
    }
    return found;
  }
}
