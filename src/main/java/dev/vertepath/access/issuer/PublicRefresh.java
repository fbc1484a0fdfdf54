package dev.vertepath.access.issuer;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * An app without a secret that exchanges its refresh token: what proves that it may is the token,
 * which is good once.
 */
final class PublicRefresh implements AuthenticationConverter, AuthenticationProvider {

  private static final String GRANT = "grant_type";

  private final Clients clients;

  PublicRefresh(Clients clients) {
    this.clients = clients;
  }

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    String[] ids = request.getParameterValues("client_id");
    boolean own =
        "refresh_token".equals(request.getParameter(GRANT))
            && request.getHeader("Authorization") == null
            && request.getParameter("client_assertion") == null
            && request.getParameter("client_secret") == null;
    return own && ids != null && ids.length == 1 && !ids[0].isBlank()
        ? new OAuth2ClientAuthenticationToken(
            ids[0], ClientAuthenticationMethod.NONE, null, Map.of(GRANT, "refresh_token"))
        : null;
  }

  @Override
  public @Nullable Authentication authenticate(Authentication tried) {
    var client = (OAuth2ClientAuthenticationToken) tried;
    if (!ClientAuthenticationMethod.NONE.equals(client.getClientAuthenticationMethod())
        || !"refresh_token".equals(client.getAdditionalParameters().get(GRANT))) {
      return null;
    }
    RegisteredClient known = clients.findByClientId(client.getPrincipal().toString());
    if (known == null
        || !known.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE)) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    return new OAuth2ClientAuthenticationToken(known, ClientAuthenticationMethod.NONE, null);
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return OAuth2ClientAuthenticationToken.class.isAssignableFrom(authentication);
  }
}
