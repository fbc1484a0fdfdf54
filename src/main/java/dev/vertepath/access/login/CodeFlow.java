package dev.vertepath.access.login;

import dev.vertepath.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;

/**
 * How a browser comes to a caller: by an authorization code and PKCE (RFC 6749, RFC 7636), of which
 * the service, not the browser, makes a token, that is taken as any other.
 */
final class CodeFlow {

  private static final String NAME = "desk";

  private final Settings settings;
  private final Metadata issuer;
  private final Tokens tokens;
  private final HttpSessionOAuth2AuthorizationRequestRepository begun =
      new HttpSessionOAuth2AuthorizationRequestRepository();
  private final RestClientAuthorizationCodeTokenResponseClient client =
      new RestClientAuthorizationCodeTokenResponseClient();

  CodeFlow(Settings settings, Metadata issuer, Tokens tokens) {
    this.settings = settings;
    this.issuer = issuer;
    this.tokens = tokens;
  }

  /**
   * As what the desk asks an issuer.
   *
   * @param client its id there; null where it has none
   * @param secret null for a public client
   * @param base the origin of the service from outside; null for that of the request
   * @param tls whether the service's own port speaks TLS
   */
  record Settings(
      @Nullable String client,
      @Nullable String secret,
      String[] scopes,
      @Nullable String base,
      boolean tls) {

    static Settings of(Environment environment) {
      String base = environment.getProperty("vertepath.base-url", "").strip();
      return new Settings(
          blankIsNull(environment.getProperty("vertepath.desk-client-id")),
          blankIsNull(environment.getProperty("vertepath.desk-client-secret")),
          environment
              .getProperty("vertepath.desk-scopes", "openid profile fhirUser user/*.cruds")
              .strip()
              .split("\\s+"),
          base.isEmpty() ? null : URI.create(base).resolve("/").toString().replaceAll("/$", ""),
          List.of("bundle", "certificate", "key-store").stream()
              .anyMatch(name -> environment.containsProperty("server.ssl." + name)));
    }

    private static @Nullable String blankIsNull(@Nullable String text) {
      return text == null || text.isBlank() ? null : text.strip();
    }
  }

  /**
   * Who logged in.
   *
   * @param expires when that has to be asked again
   */
  record LoggedIn(Caller caller, Instant expires) {}

  /**
   * Where the browser has to go to log in.
   *
   * @throws TokenException when that cannot be told now
   */
  String begin(HttpServletRequest request, HttpServletResponse response) {
    ClientRegistration registration = registration(request);
    var resolver =
        new DefaultOAuth2AuthorizationRequestResolver(
            new InMemoryClientRegistrationRepository(registration), PageLogin.LOGIN);
    resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    OAuth2AuthorizationRequest asked = Objects.requireNonNull(resolver.resolve(request, NAME));
    begun.saveAuthorizationRequest(asked, request, response);
    return asked.getAuthorizationRequestUri();
  }

  /**
   * Makes a caller of what the issuer sent the browser back with.
   *
   * @throws TokenException when it is not what was asked for, or lets nobody in
   */
  LoggedIn finish(HttpServletRequest request, HttpServletResponse response) {
    OAuth2AuthorizationRequest asked = begun.removeAuthorizationRequest(request, response);
    String code = request.getParameter("code");
    String state = request.getParameter("state");
    if (asked == null || code == null || state == null) {
      throw TokenException.invalid("the login was not begun here, was begun again, or was refused");
    }
    var answer =
        OAuth2AuthorizationResponse.success(code)
            .state(state)
            .redirectUri(Objects.requireNonNull(asked.getRedirectUri()))
            .build();
    OAuth2AccessToken token;
    try {
      token =
          client
              .getTokenResponse(
                  new OAuth2AuthorizationCodeGrantRequest(
                      registration(request), new OAuth2AuthorizationExchange(asked, answer)))
              .getAccessToken();
    } catch (OAuth2AuthorizationException e) {
      throw TokenException.invalid("the issuer gives no token for the code", e);
    }
    Caller caller = tokens.caller(token.getTokenValue());
    Instant expires = token.getExpiresAt();
    return new LoggedIn(caller, expires == null ? Instant.MAX : expires);
  }

  private ClientRegistration registration(HttpServletRequest request) {
    boolean own = issuer instanceof OwnIssuer;
    String id = settings.client() == null && own ? PageLogin.CLIENT : settings.client();
    if (id == null) {
      throw TokenException.invalid(
          "nobody has said as which client the pages ask the issuer: set VERTEPATH_DESK_CLIENT_ID");
    }
    Claims told;
    try {
      told = issuer.get();
    } catch (IOException e) {
      throw TokenException.unknown("the issuer does not answer", e);
    }
    String token = told.text("token_endpoint");
    if (own && !settings.tls()) {
      // The same program: what it is called from outside it may not be able to reach itself.
      token = "http://127.0.0.1:" + request.getLocalPort() + "/oauth2/token";
    }
    String authorize = told.text("authorization_endpoint");
    if (token == null || authorize == null) {
      throw TokenException.invalid("the issuer does not say where persons log in");
    }
    return ClientRegistration.withRegistrationId(NAME)
        .clientId(id)
        .clientSecret(settings.secret())
        .clientAuthenticationMethod(
            settings.secret() == null
                ? ClientAuthenticationMethod.NONE
                : ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .redirectUri((settings.base() == null ? "{baseUrl}" : settings.base()) + PageLogin.DONE)
        .scope(settings.scopes())
        .authorizationUri(authorize)
        .tokenUri(token)
        .build();
  }
}
