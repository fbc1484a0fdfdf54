package dev.vertepath.access.login;

import dev.vertepath.access.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in who brings a good token (RFC 6750), and everybody to what is public. */
final class TokenLogin extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(TokenLogin.class);

  /** What a client must read before it can have a token. */
  private static final Set<String> PUBLIC =
      Set.of(
          "/fhir/metadata",
          "/fhir/.well-known/smart-configuration",
          "/.well-known/smart-configuration",
          "/actuator/health");

  private static final Set<String> LOOKS = Set.of("GET", "HEAD");
  private static final String SECONDS_TO_WAIT = "10";

  /** From the header only: what stands in a URL, others come to read. */
  private final DefaultBearerTokenResolver resolver = new DefaultBearerTokenResolver();

  private final Tokens tokens;
  private final Certificates certificates;
  private final Predicate<HttpServletRequest> others;

  /**
   * @param certificates of systems that may come in without a token
   * @param others requests that are let in elsewhere
   */
  TokenLogin(Tokens tokens, Certificates certificates, Predicate<HttpServletRequest> others) {
    this.tokens = tokens;
    this.certificates = certificates;
    this.others = others;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isPublic(request) || others.test(request)) {
      chain.doFilter(request, response);
      return;
    }
    Caller caller;
    try {
      String token = resolver.resolve(request);
      Optional<Caller> certified =
          token == null ? certificates.caller(request) : Optional.of(tokens.caller(token));
      if (certified.isEmpty()) {
        refuse(response, null, "Log in: send a token, as in Authorization: Bearer eyJ…");
        return;
      }
      caller = certified.get();
    } catch (OAuth2AuthenticationException malformed) {
      refuse(response, "invalid_token", "The header Authorization holds no token as it must.");
      return;
    } catch (TokenException bad) {
      refuse(response, bad);
      return;
    }
    Doorway.let(caller, request, response, chain);
  }

  /** Whether it is asked for what tells nothing of patients. */
  static boolean isPublic(HttpServletRequest request) {
    return PUBLIC.contains(request.getRequestURI()) && LOOKS.contains(request.getMethod());
  }

  private static void refuse(HttpServletResponse response, TokenException bad) throws IOException {
    if (bad.isUnknown()) {
      LOG.warn("A token cannot be verified: {} ({})", bad.why(), bad.cause());
      response.setHeader("Retry-After", SECONDS_TO_WAIT);
      Refusals.write(
          response,
          Refusals.UNAVAILABLE,
          "transient",
          "Whether the token is good cannot be found out now, for %s. Send it again in a moment."
              .formatted(bad.why()));
    } else {
      refuse(
          response,
          "invalid_token",
          "The token lets nobody in: %s. Get a new one from the issuer."
              .formatted(bad.why().replaceFirst("\\.$", "")));
    }
  }

  private static void refuse(HttpServletResponse response, @Nullable String error, String sentence)
      throws IOException {
    response.setHeader(
        "WWW-Authenticate",
        "Bearer realm=\"VertePath\"" + (error == null ? "" : ", error=\"" + error + "\""));
    Refusals.write(response, Refusals.UNAUTHORIZED, "login", sentence);
  }
}
