package dev.vertepath.access.issuer;

import com.nimbusds.jwt.JWTParser;
import jakarta.servlet.http.HttpServletRequest;
import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * A system's request as SMART Backend Services has it: the assertion's subject says which client it
 * is, and no {@code client_id} does (RFC 7521, 4.2), which Spring's own converter demands. Whether
 * the assertion is good is found out afterwards, by that client's keys.
 */
final class AssertionWithoutClientId implements AuthenticationConverter {

  private static final String METHOD = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    String[] assertions = request.getParameterValues("client_assertion");
    if (request.getParameter("client_id") != null
        || request.getQueryString() != null
        || assertions == null
        || assertions.length != 1
        || !METHOD.equals(request.getParameter("client_assertion_type"))) {
      return null;
    }
    return new OAuth2ClientAuthenticationToken(
        subject(assertions[0]), new ClientAuthenticationMethod(METHOD), assertions[0], Map.of());
  }

  private static String subject(String assertion) {
    try {
      String subject = JWTParser.parse(assertion).getJWTClaimsSet().getSubject();
      if (subject != null && !subject.isBlank()) {
        return subject;
      }
    } catch (ParseException e) {
      // Refused below, like one that names nobody.
    }
    throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
  }
}
