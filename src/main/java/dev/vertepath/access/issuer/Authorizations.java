package dev.vertepath.access.issuer;

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
            where coalesce(access_token_expires_at, authorization_code_expires_at) < ?
            """)
        .param(Timestamp.from(clock.instant().minus(KEPT)))
        .update();
    kept.save(authorization);
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
    return kept.findByToken(token, tokenType);
  }
}
