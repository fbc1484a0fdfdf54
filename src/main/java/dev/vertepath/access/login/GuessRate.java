package dev.vertepath.access.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits how often one address may fail at the built-in authorization server. To look at a password
 * is meant to cost a quarter of a second of a processor: who may guess without end takes them all.
 */
final class GuessRate extends OncePerRequestFilter {

  private static final String LOGIN = "/login";
  private static final String TOKEN = "/oauth2/token";
  private static final int TOO_MANY = 429;
  private static final int REFUSED = 400;

  private final Map<String, Rates> rates;

  GuessRate(Clock clock) {
    rates = Map.of(LOGIN, new Rates(2, clock), TOKEN, new Rates(10, clock));
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST") || !rates.containsKey(request.getRequestURI());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Rates failures = rates.get(request.getRequestURI());
    String address = String.valueOf(request.getRemoteAddr());
    long wait = failures == null ? 0 : failures.look(address);
    if (wait > 0) {
      response.setHeader("Retry-After", Long.toString(wait));
      response.sendError(TOO_MANY);
      return;
    }
    chain.doFilter(request, response);
    if (failures != null && hasFailed(response)) {
      failures.take(address);
    }
  }

  private static boolean hasFailed(HttpServletResponse response) {
    String location = response.getHeader("Location");
    return response.getStatus() >= REFUSED
        || (location != null && location.endsWith(LOGIN + "?error"));
  }
}
