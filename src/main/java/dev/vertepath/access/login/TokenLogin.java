package dev.vertepath.access.login;

import dev.vertepath.access.Caller;
import dev.vertepath.access.audit.Logins;
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
  private static final String BEARER = "Bearer ";

  /** From the header only: what stands in a URL, others come to read. */
  private final DefaultBearerTokenResolver resolver = new DefaultBearerTokenResolver();

  private final Tokens tokens;
  private final Certificates certificates;
  private final Rates callers;
  private final Rates strangers;
  private final Predicate<HttpServletRequest> others;

  /**
   * @param certificates of systems that may come in without a token
   * @param callers what each client may ask
   * @param strangers how often those at one address may fail to come in
   * @param others requests that are let in elsewhere
   */
  TokenLogin(
      Tokens tokens,
      Certificates certificates,
      Rates callers,
      Rates strangers,
      Predicate<HttpServletRequest> others) {
    this.tokens = tokens;
    this.certificates = certificates;
    this.callers = callers;
    this.strangers = strangers;
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
    String address = String.valueOf(request.getRemoteAddr());
    // Who is known by now goes on, though others fail at the same address, as behind a proxy.
    Optional<Caller> remembered = remembered(request.getHeader("Authorization"));
    long wait = remembered.isPresent() ? 0 : strangers.look(address);
    if (wait > 0) {
      tooMany(response, wait, "Too many from this address failed to log in");
      return;
    }
    Caller caller;
    try {
      Optional<Caller> known = remembered.isPresent() ? remembered : proven(request);
      if (known.isEmpty()) {
        strangers.take(address);
        refuse(response, null, "Log in: send a token, as in Authorization: Bearer eyJ…");
        return;
      }
      caller = known.get();
    } catch (OAuth2AuthenticationException malformed) {
      strangers.take(address);
      refuse(response, "invalid_token", "The header Authorization holds no token as it must.");
      return;
    } catch (TokenException bad) {
      strangers.take(address);
      refuse(response, bad);
      return;
    }
    Logins.letIn(caller);
    wait = callers.take(caller.client() == null ? caller.subject() : caller.client());
    if (wait > 0) {
      tooMany(response, wait, "This client asks more than it may");
      return;
    }
    Doorway.let(caller, request, response, chain);
  }

  /** Who was proven before; what is no token was never proven. */
  private Optional<Caller> remembered(@Nullable String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? tokens.remembered(authorization.substring(BEARER.length()))
        : Optional.empty();
  }

  private Optional<Caller> proven(HttpServletRequest request) {
    String token = resolver.resolve(request);
    return token == null ? certificates.caller(request) : Optional.of(tokens.caller(token));
  }

  private static void tooMany(HttpServletResponse response, long wait, String what)
      throws IOException {
    response.setHeader("Retry-After", Long.toString(wait));
    Refusals.write(
        response,
        Refusals.TOO_MANY,
        "throttled",
        "%s: nothing was done. Send it again in %d s.".formatted(what, wait));
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
