package dev.vertepath.access.issuer;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;

/** A person is asked each time that an app logs her in: nothing that she allowed is kept. */
final class ConsentEachTime implements OAuth2AuthorizationConsentService {

  @Override
  public void save(OAuth2AuthorizationConsent consent) {
    // It holds for this once.
  }

  @Override
  public void remove(OAuth2AuthorizationConsent consent) {
    // There is none.
  }

  @Override
  public @Nullable OAuth2AuthorizationConsent findById(String client, String principal) {
    return null;
  }
}
