package dev.vertepath.access.issuer;

import static org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_REDIRECT_URI_VALIDATOR;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;

/** What is granted: scopes within those that the client is registered with, for this service. */
final class Granting {

  private final String audience;
  private final LaunchContext launch;

  Granting(String audience, LaunchContext launch) {
    this.audience = audience;
    this.launch = launch;
  }

  static void authenticateBy(ClientAssertions assertions, List<AuthenticationProvider> all) {
    for (AuthenticationProvider provider : all) {
      if (provider instanceof JwtClientAssertionAuthenticationProvider byAssertion) {
        byAssertion.setJwtDecoderFactory(assertions);
      }
    }
  }

  /** Has the person say what an app may have, and for which patient. */
  void askFor(List<AuthenticationProvider> all) {
    for (AuthenticationProvider provider : all) {
      if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider requests) {
        requests.setAuthorizationConsentRequired(Granting::mustAsk);
      } else if (provider instanceof OAuth2AuthorizationConsentAuthenticationProvider consents) {
        consents.setAuthorizationConsentCustomizer(launch);
      }
    }
  }

  void checkScopes(List<AuthenticationProvider> all) {
    for (AuthenticationProvider provider : all) {
      if (provider instanceof OAuth2ClientCredentialsAuthenticationProvider systems) {
        systems.setAuthenticationValidator(Granting::checkSystem);
      } else if (provider instanceof OAuth2AuthorizationCodeRequestAuthenticationProvider persons) {
        persons.setAuthenticationValidator(
            DEFAULT_REDIRECT_URI_VALIDATOR.andThen(this::checkPerson));
      }
    }
  }

  private static void checkSystem(OAuth2ClientCredentialsAuthenticationContext context) {
    OAuth2ClientCredentialsAuthenticationToken request = context.getAuthentication();
    Set<String> asked = request.getScopes();
    if (asked.isEmpty() || !Scopes.cover(context.getRegisteredClient().getScopes(), asked)) {
      throw new OAuth2AuthenticationException(
          new OAuth2Error(
              OAuth2ErrorCodes.INVALID_SCOPE,
              "Ask for scopes, and for none but those that the client is registered with.",
              null));
    }
  }

  private void checkPerson(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
    OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
    if (!Scopes.cover(context.getRegisteredClient().getScopes(), request.getScopes())) {
      throw refused(
          request,
          OAuth2ErrorCodes.INVALID_SCOPE,
          "Ask for none but the scopes that the client is registered with.");
    }
    // SMART App Launch 2.2: the app says for which server it wants the token.
    Object meantFor = request.getAdditionalParameters().get("aud");
    boolean mustSay = LaunchContext.isWanted(request.getScopes());
    if (meantFor == null ? mustSay : !meantFor.equals(audience)) {
      throw refused(
          request, OAuth2ErrorCodes.INVALID_REQUEST, "The parameter aud must be " + audience);
    }
    String problem = launch.problem(request);
    if (problem != null) {
      throw refused(request, OAuth2ErrorCodes.INVALID_REQUEST, problem);
    }
  }

  private static OAuth2AuthorizationCodeRequestAuthenticationException refused(
      OAuth2AuthorizationCodeRequestAuthenticationToken request,
      String code,
      @Nullable String why) {
    return new OAuth2AuthorizationCodeRequestAuthenticationException(
        new OAuth2Error(code, why, null), request);
  }

  /** A person is asked each time, but for the desk, which is a part of this program. */
  private static boolean mustAsk(OAuth2AuthorizationCodeRequestAuthenticationContext request) {
    return request.getRegisteredClient().getClientSettings().isRequireAuthorizationConsent();
  }
}
