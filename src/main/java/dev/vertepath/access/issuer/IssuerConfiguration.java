package dev.vertepath.access.issuer;

import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.access.login.OwnIssuer;
import dev.vertepath.record.Erasing;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Serves the endpoints of OAuth 2 and OpenID Connect, and the page where persons log in. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("vertepath.authorization-server")
@ConditionalOnWebApplication
@EnableWebSecurity
class IssuerConfiguration {

  /** After the login of /fhir, which leaves these paths to the chains. */
  private static final int AFTER_LOGIN = Ordered.HIGHEST_PRECEDENCE + 20;

  /** Its own styles, and nothing that runs; where forms lead, the apps say. */
  private static final String MAY_LOAD =
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final Pattern PATHS =
      Pattern.compile(
          "/oauth2/(authorize|token|jwks|revoke|introspect)|/userinfo|/login(/settings)?|/logout|/consent"
              + "|/\\.well-known/(openid-configuration|oauth-authorization-server)");

  static boolean owns(HttpServletRequest request) {
    return PATHS.matcher(request.getRequestURI()).matches();
  }

  @Bean
  OwnIssuer ownIssuer(IssuerSettings settings, SigningKeys keys) {
    return new OwnIssuer(
        settings.issuer(), List.of(settings.audience()), keys, IssuerConfiguration::owns);
  }

  @Bean
  AuthorizationServerSettings authorizationServerSettings(IssuerSettings settings) {
    return AuthorizationServerSettings.builder().issuer(settings.issuer().toString()).build();
  }

  @Bean
  TokenClaims tokenClaims(Accounts accounts, SigningKeys keys, IssuerSettings settings) {
    return new TokenClaims(accounts, keys, settings.audience());
  }

  @Bean
  Authorizations authorizations(
      JdbcOperations operations, JdbcClient jdbc, Clients clients, Clock clock) {
    return new Authorizations(new JdbcOAuth2AuthorizationService(operations, clients), jdbc, clock);
  }

  @Bean
  Launches launches(JdbcClient jdbc, AuditedRecord record, Clock clock, IssuerSettings settings) {
    return new Launches(jdbc, record, clock, settings.audience());
  }

  /** For what it serves to those whom it gave a token, as /userinfo. */
  @Bean
  JwtDecoder ownTokens(SigningKeys keys) {
    return NimbusJwtDecoder.withJwkSource(keys).jwsAlgorithm(SignatureAlgorithm.ES256).build();
  }

  @Bean
  ClientKeys clientKeys(ClientKeySettings settings) {
    return new ClientKeys(settings, ClientKeys.APART, ClientKeys.PATIENCE);
  }

  @Bean
  ClientAssertions clientAssertions(JdbcClient jdbc, ClientKeys keys, Clock clock) {
    return new ClientAssertions(clock, keys, new UsedAssertions(jdbc, clock));
  }

  @Bean
  OAuth2AuthorizationConsentService consents() {
    return new ConsentEachTime();
  }

  @Bean
  OAuth2TokenGenerator<?> tokenGenerator(SigningKeys keys, TokenClaims claims, Clock clock) {
    var jwts = new JwtGenerator(new NimbusJwtEncoder(keys));
    jwts.setJwtCustomizer(claims);
    return new DelegatingOAuth2TokenGenerator(jwts, new RefreshTokens(clock));
  }

  @Bean
  Erasing erasedAccounts(JdbcClient jdbc) {
    return new ErasedAccounts(jdbc);
  }

  @Bean
  @Order(1)
  SecurityFilterChain endpoints(
      HttpSecurity http,
      IssuerSettings settings,
      Clients clients,
      Accounts accounts,
      Authorizations authorizations,
      Launches launches,
      ClientAssertions assertions) {
    var publicRefresh = new PublicRefresh(clients);
    var response = new TokenResponse();
    var granting =
        new Granting(settings.audience(), new LaunchContext(accounts, authorizations, launches));
    http.oauth2AuthorizationServer(
        server -> {
          http.securityMatcher(server.getEndpointsMatcher());
          server
              .oidc(
                  oidc ->
                      oidc.providerConfigurationEndpoint(
                          endpoint -> endpoint.providerConfigurationCustomizer(Offered::describe)))
              .authorizationServerMetadataEndpoint(
                  endpoint -> endpoint.authorizationServerMetadataCustomizer(Offered::describe))
              .clientAuthentication(
                  client ->
                      client
                          .authenticationConverter(new AssertionWithoutClientId())
                          .authenticationConverter(publicRefresh)
                          .authenticationProviders(
                              all -> {
                                all.addFirst(publicRefresh);
                                Granting.authenticateBy(assertions, all);
                              }))
              .tokenEndpoint(
                  token ->
                      token
                          .authenticationProviders(granting::checkScopes)
                          .accessTokenResponseHandler(response.handler()))
              .authorizationEndpoint(
                  authorize ->
                      authorize
                          .consentPage(ConsentPage.PATH)
                          .authenticationProviders(
                              all -> {
                                granting.checkScopes(all);
                                granting.askFor(all);
                              }));
        });
    http.authorizeHttpRequests(all -> all.anyRequest().authenticated());
    http.exceptionHandling(
        problems ->
            problems.defaultAuthenticationEntryPointFor(
                new LoginUrlAuthenticationEntryPoint("/login"),
                new MediaTypeRequestMatcher(MediaType.TEXT_HTML)));
    return http.build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain loginPage(
      HttpSecurity http, Accounts accounts, PasswordEncoder encoder, Clock clock) {
    RequestMatcher own = IssuerConfiguration::owns;
    http.securityMatcher(own)
        .authenticationProvider(new PasswordLogin(accounts, encoder, clock))
        .authorizeHttpRequests(
            all -> all.requestMatchers("/login/settings").permitAll().anyRequest().authenticated())
        .formLogin(login -> login.loginPage("/login").permitAll())
        .headers(
            headers ->
                // In the place of the policy that all other answers have.
                headers.addHeaderWriter(
                    (request, response) ->
                        response.setHeader("Content-Security-Policy", MAY_LOAD)));
    return http.build();
  }

  @Bean
  FilterRegistrationBean<Filter> chains(
      @Qualifier("springSecurityFilterChain") Filter springSecurityFilterChain) {
    var filter = new FilterRegistrationBean<>(springSecurityFilterChain);
    filter.setOrder(AFTER_LOGIN);
    return filter;
  }
}
