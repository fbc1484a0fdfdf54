package dev.vertepath.access.issuer;

import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AccessTokenResponseAuthenticationSuccessHandler;

/** What an app is told beside its token: the patient in context (SMART App Launch 2.2). */
final class TokenResponse {

  OAuth2AccessTokenResponseAuthenticationSuccessHandler handler() {
    var handler = new OAuth2AccessTokenResponseAuthenticationSuccessHandler();
    handler.setAccessTokenResponseCustomizer(TokenResponse::tell);
    return handler;
  }

  private static void tell(OAuth2AccessTokenAuthenticationContext context) {
    OAuth2AccessTokenAuthenticationToken granted = context.getAuthentication();
    String patient = patient(granted.getAccessToken().getTokenValue());
    if (patient != null) {
      Map<String, Object> all = new HashMap<>(granted.getAdditionalParameters());
      all.put(LaunchContext.PATIENT, patient);
      // The app has the window to itself: no page of ours beside it says whose record it is.
      all.put("need_patient_banner", true);
      context.getAccessTokenResponse().additionalParameters(all);
    }
  }

  private static @Nullable String patient(String token) {
    try {
      return JWTParser.parse(token).getJWTClaimsSet().getStringClaim(LaunchContext.PATIENT);
    } catch (ParseException e) {
      throw new IllegalStateException("A token that was just made cannot be read", e);
    }
  }
}
