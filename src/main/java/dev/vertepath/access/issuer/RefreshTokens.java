package dev.vertepath.access.issuer;

import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/**
 * Refresh tokens for apps that ask for {@code offline_access} (SMART App Launch 2.2, "Scopes for
 * requesting a refresh token"); Spring's own gives none to public clients.
 */
final class RefreshTokens implements OAuth2TokenGenerator<OAuth2RefreshToken> {

  static final String SCOPE = "offline_access";
  private static final int BYTES = 96;

  private final Base64StringKeyGenerator words =
      new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(), BYTES);
  private final Clock clock;

  RefreshTokens(Clock clock) {
    this.clock = clock;
  }

  @Override
  public @Nullable OAuth2RefreshToken generate(OAuth2TokenContext context) {
    boolean wanted =
        OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType())
            && (context.getAuthorizedScopes().contains(SCOPE) || isRefresh(context));
    if (!wanted) {
      return null;
    }
    Instant now = clock.instant();
    return new OAuth2RefreshToken(
        words.generateKey(),
        now,
        now.plus(context.getRegisteredClient().getTokenSettings().getRefreshTokenTimeToLive()));
  }

  /** Scopes may be fewer when a token is exchanged; the grant was made before. */
  private static boolean isRefresh(OAuth2TokenContext context) {
    return AuthorizationGrantType.REFRESH_TOKEN.equals(context.getAuthorizationGrantType());
  }
}
