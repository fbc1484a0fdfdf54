package dev.vertepath.access.login;

import dev.vertepath.access.Caller;
import dev.vertepath.access.Entrance;
import dev.vertepath.access.Entrance.Endpoints;
import dev.vertepath.access.Pages;
import dev.vertepath.access.ScopeQueries;
import dev.vertepath.access.Senders;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** Who comes in, and how. */
@Configuration(proxyBeanMethods = false)
class LoginConfiguration {

  private static final Duration LEFT_ALONE = Duration.ofSeconds(10);
  private static final Duration KEYS_APART = Duration.ofSeconds(30);

  /** Requests of a client in a second. */
  private static final int RATE = 500;

  /** Pages that a person asks for in a second, with what they ask by themselves. */
  private static final int PAGES = 20;

  /** Failed logins from an address in a second, and logins to the pages that are begun. */
  private static final int FAILURES = 10;

  private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 10;

  @Bean
  LoginSettings loginSettings(Environment environment) {
    return LoginSettings.of(environment);
  }

  /** Asks nobody before it is needed. */
  @Bean
  Metadata issuerMetadata(LoginSettings settings, Clock clock, ObjectProvider<OwnIssuer> own) {
    OwnIssuer built = own.getIfAvailable();
    URI issuer = settings.issuer() == null ? URI.create("urn:none") : settings.issuer();
    return built == null ? new IssuerMetadata(issuer, clock, LEFT_ALONE) : built;
  }

  @Bean
  Entrance entrance(LoginSettings settings, @Qualifier("issuerMetadata") Metadata issuer) {
    if (!settings.knowsIssuer()) {
      return new Entrance(
          settings.takesTokens()
              ? "A token is needed, which the service asks its issuer about."
              : "None: whoever reaches the port may read and write all.",
          Optional::empty);
    }
    return new Entrance(
        "A token of %s is needed, with scopes of SMART App Launch 2 (its first form as well)."
            .formatted(issuer.issuer()),
        () -> endpoints(issuer));
  }

  private static Optional<Endpoints> endpoints(Metadata issuer) {
    try {
      Claims told = issuer.get();
      String token = told.text("token_endpoint");
      return token == null
          ? Optional.empty()
          : Optional.of(
              new Endpoints(
                  told.text("authorization_endpoint"),
                  token,
                  told.text("registration_endpoint"),
                  told.text("introspection_endpoint"),
                  told.text("revocation_endpoint")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Bean
  FilterRegistrationBean<SafeHeaders> safeHeaders() {
    var filter = new FilterRegistrationBean<>(new SafeHeaders());
    filter.setOrder(FIRST - 1);
    return filter;
  }

  /** Before anything that does work for a request. */
  @Bean
  @ConditionalOnWebApplication
  FilterRegistrationBean<Filter> login(
      LoginSettings settings,
      @Qualifier("issuerMetadata") Metadata issuer,
      Environment environment,
      Tokens tokens,
      Clock clock) {
    Filter door =
        settings.takesTokens()
            ? new TokenLogin(
                tokens,
                Certificates.of(environment),
                new Rates(environment.getProperty("vertepath.rate", Integer.class, RATE), clock),
                new Rates(FAILURES, clock),
                isForOthers(issuer))
            : WithoutLogin.of(environment).door();
    var filter = new FilterRegistrationBean<>(door);
    filter.setName("login");
    filter.setOrder(FIRST + 1);
    return filter;
  }

  @Bean
  @ConditionalOnWebApplication
  FilterRegistrationBean<GuessRate> guessRate(
      @Qualifier("issuerMetadata") Metadata issuer, Clock clock) {
    var filter = new FilterRegistrationBean<>(new GuessRate(clock));
    filter.addUrlPatterns("/login", "/oauth2/token");
    filter.setOrder(FIRST + 1);
    filter.setEnabled(issuer instanceof OwnIssuer);
    return filter;
  }

  /** Pages ask who comes themselves, and show a login to who is not let in. */
  private static Predicate<HttpServletRequest> isForOthers(Metadata issuer) {
    Predicate<HttpServletRequest> pages =
        request -> Pages.isPage(request) || Pages.isAsset(request);
    return issuer instanceof OwnIssuer built ? built.owns().or(pages) : pages;
  }

  /** Those who come by other protocols. */
  @Bean
  Senders senders(LoginSettings settings, Environment environment) {
    return new Senders(
        Certificates.of(environment)::caller,
        settings.takesTokens() ? Optional.empty() : Optional.of(Caller.LOCAL));
  }

  @Bean
  @ConditionalOnWebApplication
  FilterRegistrationBean<PageLogin> pageLogin(
      LoginSettings settings,
      @Qualifier("issuerMetadata") Metadata issuer,
      Environment environment,
      Tokens tokens,
      Clock clock) {
    var flow = new CodeFlow(CodeFlow.Settings.of(environment), issuer, tokens);
    int rate = environment.getProperty("vertepath.page-rate", Integer.class, PAGES);
    var filter =
        new FilterRegistrationBean<>(
            new PageLogin(flow, new Rates(rate, clock), new Rates(FAILURES, clock), clock));
    filter.setOrder(FIRST + 2);
    filter.setEnabled(settings.takesTokens());
    return filter;
  }

  @Bean
  Tokens tokens(
      LoginSettings settings,
      @Qualifier("issuerMetadata") Metadata metadata,
      ScopeQueries queries,
      Clock clock) {
    LoginSettings.Introspection introspection = settings.introspection();
    return new Tokens(
        settings.knowsIssuer() ? jwts(settings, metadata, clock) : null,
        introspection == null ? null : new IntrospectionVerifier(settings, introspection, clock),
        new CallerReader(settings, queries::require),
        clock);
  }

  private static JwtVerifier jwts(LoginSettings settings, Metadata metadata, Clock clock) {
    if (metadata instanceof OwnIssuer own) {
      return new JwtVerifier(own.issuer(), own.audience(), own.keys(), () -> true, clock);
    }
    var keys = new IssuerKeys(metadata, settings.jwks(), KEYS_APART);
    return new JwtVerifier(
        metadata.issuer(), settings.audience(), keys.source(), keys::answered, clock);
  }

  @Bean
  ServletRegistrationBean<SmartConfiguration> smartConfiguration(
      LoginSettings settings, @Qualifier("issuerMetadata") Metadata issuer) {
    var servlet =
        new ServletRegistrationBean<>(
            new SmartConfiguration(issuer),
            "/.well-known/smart-configuration",
            "/fhir/.well-known/smart-configuration");
    servlet.setEnabled(settings.knowsIssuer());
    return servlet;
  }
}
