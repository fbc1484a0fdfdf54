package dev.vertepath.access.issuer;

import java.util.List;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationServerMetadata;
import org.springframework.security.oauth2.server.authorization.oidc.OidcProviderConfiguration;

/**
 * What the server says that it can do: of what Spring can, what its clients may be registered for.
 */
final class Offered {

  static final List<String> GRANTS =
      List.of("authorization_code", "refresh_token", "client_credentials");
  static final List<String> METHODS = List.of("private_key_jwt", "none");

  private Offered() {}

  static void describe(OAuth2AuthorizationServerMetadata.Builder metadata) {
    metadata
        .grantTypes(all -> replace(all, GRANTS))
        .tokenEndpointAuthenticationMethods(all -> replace(all, METHODS));
  }

  static void describe(OidcProviderConfiguration.Builder metadata) {
    metadata
        .grantTypes(all -> replace(all, GRANTS))
        .tokenEndpointAuthenticationMethods(all -> replace(all, METHODS))
        .idTokenSigningAlgorithms(all -> replace(all, List.of("ES256")));
  }

  private static void replace(List<String> all, List<String> by) {
    all.clear();
    all.addAll(by);
  }
}
