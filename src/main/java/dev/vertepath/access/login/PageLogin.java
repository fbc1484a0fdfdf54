package dev.vertepath.access.login;

import dev.vertepath.access.Pages;
import dev.vertepath.access.audit.Logins;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets browsers at the pages where tokens are demanded: by a session that a login began. When its
 * token has expired, the next page asks the issuer again, which answers at once while its own
 * session lasts; a form that was filled in meanwhile is still taken.
 */
public final class PageLogin extends OncePerRequestFilter {

  /** Where the issuer sends browsers back to. */
  public static final String DONE = "/desk/login/done";

  /** As what the pages ask the built-in authorization server. */
  public static final String CLIENT = "vertepath-desk";

  static final String LOGIN = "/desk/login";

  private static final Logger LOG = LoggerFactory.getLogger(PageLogin.class);

  /** For those as well who have gone, or were never in: nothing of the record is there. */
  private static final Set<String> OPEN = Set.of("/desk/goodbye", "/desk/settings");

  private static final Set<String> LOOKS = Set.of("GET", "HEAD");

  /** For how long a form is taken after the proof of who it is has ended. */
  private static final Duration TYPING = Duration.ofMinutes(30);

  /** How the names of what pages keep in a session begin. */
  private static final String PAGES = "dev.vertepath.desk.";

  private static final String SESSION = PageLogin.class.getName();

  /** What is kept for those who may never log in. */
  private static final int LONGEST_BACK = 1_000;

  private static final String BACK = SESSION + ".back";

  /** Whoever leaves the desk is logged out. */
  static final Duration IDLE = Duration.ofMinutes(30);

  /** A day's work. */
  static final Duration LONGEST = Duration.ofHours(12);

  private static final int TOO_MANY = 429;

  private final CodeFlow flow;
  private final Rates persons;
  private final Rates strangers;
  private final Clock clock;

  /**
   * @param persons what each may ask who has logged in
   * @param strangers how often those at one address may begin to log in
   */
  PageLogin(CodeFlow flow, Rates persons, Rates strangers, Clock clock) {
    this.flow = flow;
    this.persons = persons;
    this.strangers = strangers;
    this.clock = clock;
  }

  /** A login. */
  private record Login(CodeFlow.LoggedIn who, Instant began, Instant active) {}

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String path = request.getRequestURI();
    if (!Pages.isPage(request) || Pages.isAsset(request) || OPEN.contains(path)) {
      chain.doFilter(request, response);
    } else if (path.equals(LOGIN) || path.equals(DONE)) {
      if (!isTooMuch(strangers.take(String.valueOf(request.getRemoteAddr())), response)) {
        if (path.equals(LOGIN)) {
          begin(request, response);
        } else {
          finish(request, response);
        }
      }
    } else {
      Login login = login(request);
      if (login == null || mustAskAgain(login, request)) {
        turnAway(request, response);
        return;
      }
      Logins.letIn(login.who().caller());
      if (!isTooMuch(persons.take(login.who().caller().subject()), response)) {
        Doorway.let(login.who().caller(), request, response, chain);
      }
    }
  }

  /**
   * @param wait how long to wait, in whole seconds; 0 when it may be asked now
   */
  private static boolean isTooMuch(long wait, HttpServletResponse response) throws IOException {
    if (wait > 0) {
      response.setHeader("Retry-After", Long.toString(wait));
      response.sendError(TOO_MANY);
    }
    return wait > 0;
  }

  private void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
    try {
      response.sendRedirect(flow.begin(request, response));
    } catch (TokenException e) {
      LOG.warn("Nobody can log in to the pages: {} ({})", e.why(), e.cause());
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  private void finish(HttpServletRequest request, HttpServletResponse response) throws IOException {
    HttpSession session = request.getSession(true);
    try {
      CodeFlow.LoggedIn who = flow.finish(request, response);
      Object before = session.getAttribute(SESSION);
      request.changeSessionId();
      Instant now = clock.instant();
      boolean same =
          before instanceof Login login
              && login.who().caller().subject().equals(who.caller().subject());
      if (!same) {
        // What pages kept of who was here before is nothing to another.
        Collections.list(session.getAttributeNames()).stream()
            .filter(name -> name.startsWith(PAGES))
            .forEach(session::removeAttribute);
      }
      session.setAttribute(SESSION, new Login(who, same ? ((Login) before).began() : now, now));
      Object back = session.getAttribute(BACK);
      session.removeAttribute(BACK);
      response.sendRedirect(back == null ? "/" : back.toString());
    } catch (TokenException e) {
      LOG.warn("A login to the pages failed: {} ({})", e.why(), e.cause());
      session.removeAttribute(SESSION);
      response.sendError(
          e.isUnknown()
              ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
              : HttpServletResponse.SC_FORBIDDEN);
    }
  }

  private @Nullable Login login(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null || !(session.getAttribute(SESSION) instanceof Login login)) {
      return null;
    }
    Instant now = clock.instant();
    if (now.isAfter(login.began().plus(LONGEST)) || now.isAfter(login.active().plus(IDLE))) {
      session.invalidate();
      return null;
    }
    if (!isByItself(request)) {
      session.setAttribute(SESSION, new Login(login.who(), login.began(), now));
    }
    return login;
  }

  /** What a page asks while nobody is there. */
  private static boolean isByItself(HttpServletRequest request) {
    return request.getHeader("HX-Request") != null && LOOKS.contains(request.getMethod())
        || request.getRequestURI().equals("/events");
  }

  private boolean mustAskAgain(Login login, HttpServletRequest request) {
    Instant end = login.who().expires();
    // What somebody is typing shall not be lost, nor taken for longer than a page stays open.
    return clock.instant().isAfter(LOOKS.contains(request.getMethod()) ? end : end.plus(TYPING));
  }

  private void turnAway(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getHeader("HX-Request") != null) {
      // The page is loaded anew, and goes to the login.
      response.setHeader("HX-Refresh", "true");
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    } else if (LOOKS.contains(request.getMethod()) && !request.getRequestURI().equals("/events")) {
      if (isTooMuch(strangers.take(String.valueOf(request.getRemoteAddr())), response)) {
        return;
      }
      String query = request.getQueryString();
      String back = request.getRequestURI() + (query == null ? "" : "?" + query);
      if (back.length() <= LONGEST_BACK && back.matches("/(desk/[\\w./~%-]*)?(\\?[^\\s\\\\#]*)?")) {
        // Not in the URL of the login: it may hold the name that somebody was looking for.
        request.getSession(true).setAttribute(BACK, back);
      }
      response.sendRedirect(LOGIN);
    } else {
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    }
  }
}
