package dev.vertepath.access.login;

import dev.vertepath.access.login.LoginSettings.Introspection;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.RestClientOpaqueTokenIntrospector;
import org.springframework.web.client.RestClient;

/** Tokens that say nothing themselves: their issuer is asked (RFC 7662). */
final class IntrospectionVerifier implements TokenVerifier {

  private final OpaqueTokenIntrospector introspector;
  private final LoginSettings settings;
  private final Clock clock;

  IntrospectionVerifier(LoginSettings settings, Introspection place, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    var http =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder().connectTimeout(Http.CONNECT).build());
    http.setReadTimeout(Http.READ);
    this.introspector =
        new RestClientOpaqueTokenIntrospector(
            place.uri().toString(),
            RestClient.builder()
                .requestFactory(http)
                .defaultHeaders(headers -> headers.setBasicAuth(place.client(), place.secret()))
                .build());
  }

  @Override
  public Verified verify(String token) {
    var claims = new Claims(asked(token));
    Instant expires = claims.all().get("exp") instanceof Instant instant ? instant : null;
    if (expires != null && clock.instant().isAfter(expires)) {
      throw TokenException.invalid("it has expired");
    }
    if (claims.words("aud").stream().noneMatch(settings.audience()::contains)) {
      throw TokenException.invalid("it is not meant for this service: its aud is another");
    }
    String issuer = claims.text("iss");
    if (settings.issuer() != null
        && issuer != null
        && !issuer.equals(settings.issuer().toString())) {
      throw TokenException.invalid("it is of another issuer");
    }
    return new Verified(claims, expires);
  }

  private Map<String, Object> asked(String token) {
    try {
      return introspector.introspect(token).getAttributes();
    } catch (BadOpaqueTokenException e) {
      throw TokenException.invalid("its issuer says that it is not active", e);
    } catch (OAuth2IntrospectionException e) {
      throw TokenException.unknown("the issuer cannot be asked about it", e);
    }
  }
}
