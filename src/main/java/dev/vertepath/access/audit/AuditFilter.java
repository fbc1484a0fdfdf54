package dev.vertepath.access.audit;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import dev.vertepath.access.Pages;
import dev.vertepath.access.audit.AuditEvent.Origin;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets no answer out before what was done for it is on the disk. What came to no interaction, as a
 * login that failed or a URL that is none, is an event as well.
 */
final class AuditFilter extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(AuditFilter.class);
  private static final int UNAUTHORIZED = 401;
  private static final int UNAVAILABLE = 503;
  private static final int FAILED = 500;
  private static final String REQUEST_ID = "X-Request-ID";

  /** What tells nothing of patients, and is asked for by everybody all the time. */
  private static final Set<String> PUBLIC =
      Set.of(
          "/fhir/metadata",
          "/fhir/.well-known/smart-configuration",
          "/.well-known/smart-configuration",
          "/.well-known/openid-configuration",
          "/.well-known/oauth-authorization-server",
          "/oauth2/jwks",
          "/actuator/health");

  /** Where persons and systems prove who they are. */
  private static final Set<String> LOGINS = Set.of("/login", "/oauth2/token");

  /** In their queries are codes, states and handles, which are nobody's to read. */
  private static final Pattern ISSUER = Pattern.compile("/oauth2/.*|/consent|/desk/login/done");

  private static final Set<String> LOOKS = Set.of("GET", "HEAD");

  private static final byte[] NOT_WRITTEN =
      """
      {"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"transient",\
      "diagnostics":"The audit trail cannot be written now, so nothing is answered. What was sent may \
      have been stored: send it again in a moment."}]}"""
          .getBytes(StandardCharsets.UTF_8);

  private final GroupWriter writer;
  private final Clock clock;

  AuditFilter(GroupWriter writer, Clock clock) {
    this.writer = writer;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return (PUBLIC.contains(request.getRequestURI()) || Pages.isAsset(request))
        && LOOKS.contains(request.getMethod());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var trail =
        new Trail(clock, () -> new Origin(request.getRemoteAddr(), response.getHeader(REQUEST_ID)));
    var held = new HeldAnswer(response, answer -> settle(trail, request, answer));
    try {
      trail.during(() -> chain.doFilter(request, held));
      held.settle();
    } catch (ServletException | IOException | RuntimeException e) {
      if (!held.isWithheld()) {
        held.setStatus(status(e));
        held.settle();
      }
      if (!held.isWithheld()) {
        throw e;
      }
    } catch (Exception e) {
      throw new ServletException(e);
    }
    if (held.isWithheld()) {
      withhold(response);
    }
  }

  /** What those outside will answer to it. */
  private static int status(Exception thrown) {
    Throwable cause =
        thrown instanceof ServletException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return switch (cause) {
      case BaseServerResponseException refused -> refused.getStatusCode();
      case InvalidParameterException unreadable -> unreadable.getErrorCode();
      default -> FAILED;
    };
  }

  private boolean settle(Trail trail, HttpServletRequest request, HeldAnswer answer) {
    trail.noteUnlessNoted(() -> fallback(trail, request, answer));
    List<AuditEvent> events = trail.takeWaiting();
    if (events.isEmpty()) {
      return true;
    }
    try {
      writer.write(events);
      return true;
    } catch (AuditUnavailable e) {
      LOG.error("{}: nothing is answered", e.getMessage(), e.getCause());
      return false;
    }
  }

  /** Of one who did not come in, no more is kept than the path: anybody can send anything. */
  private static AuditEvent fallback(Trail trail, HttpServletRequest request, HeldAnswer answer) {
    int status = answer.getStatus();
    String where = request.getMethod() + " " + request.getRequestURI();
    boolean login = LOGINS.contains(request.getRequestURI()) && request.getMethod().equals("POST");
    if (login || status == UNAUTHORIZED) {
      String user = login ? user(request) : null;
      Result result = Result.of(answer.isFailedLogin() ? UNAUTHORIZED : status);
      String what = user == null ? where : where + " as " + user;
      return trail.event(Act.LOGIN, null, result, List.of(), List.of(), what);
    }
    if (ISSUER.matcher(request.getRequestURI()).matches()) {
      String error = answer.error();
      Result result =
          error == null
              ? Result.of(status)
              : new Result(Result.REFUSED, error.isEmpty() ? null : error);
      return trail.event(Act.REQUEST, null, result, List.of(), List.of(), where);
    }
    String query = request.getQueryString();
    String what = query == null ? where : where + "?" + query;
    return trail.event(Act.REQUEST, null, Result.of(status), List.of(), List.of(), what);
  }

  private static @Nullable String user(HttpServletRequest request) {
    try {
      return request.getParameter("username");
    } catch (RuntimeException unreadable) {
      return null;
    }
  }

  private static void withhold(HttpServletResponse response) throws IOException {
    String id = response.getHeader(REQUEST_ID);
    response.reset();
    response.setStatus(UNAVAILABLE);
    response.setHeader("Retry-After", "5");
    if (id != null) {
      response.setHeader(REQUEST_ID, id);
    }
    response.setContentType("application/fhir+json;charset=UTF-8");
    response.setContentLength(NOT_WRITTEN.length);
    response.getOutputStream().write(NOT_WRITTEN);
  }
}
