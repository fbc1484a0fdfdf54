package dev.vertepath.access.login;

import dev.vertepath.access.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in whoever reaches the port, but for web pages of others: a browser on this machine reaches
 * it too, and does what any page tells it. Such a page either calls the service by a name of its
 * own, which it had point here (DNS rebinding), or says in {@code Origin} whose it is.
 */
final class OpenDoor extends OncePerRequestFilter {

  private static final Set<String> LOOKS = Set.of("GET", "HEAD", "OPTIONS");

  private final Predicate<String> names;
  private final boolean cors;

  /**
   * @param names what the service may be called by, without the port
   * @param cors whether pages of other origins were let in or turned away before
   */
  OpenDoor(Predicate<String> names, boolean cors) {
    this.names = names;
    this.cors = cors;
  }

  /** Of the local mode: names of this machine only. */
  static Predicate<String> namesOfThisMachine() {
    return Hosts::isLoopback;
  }

  /**
   * Of a trusted network: names that nobody can have pointed here from outside.
   *
   * @param baseUrl the service's own, if it is set
   */
  static Predicate<String> namesOfANetwork(String baseUrl) {
    String own = baseUrl.isBlank() ? null : URI.create(baseUrl.strip()).getHost();
    return name -> Hosts.isNear(name) || Hosts.isAddress(name) || name.equalsIgnoreCase(own);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String host = request.getHeader("Host");
    if (host != null && !host.isBlank() && !names.test(Hosts.withoutPort(host))) {
      Refusals.write(
          response,
          Refusals.FORBIDDEN,
          "security",
          "The service is called by another name than its own, as a web page may do that wants to"
              + " get at it: call it by 127.0.0.1 or localhost, or have VERTEPATH_BASE_URL name it"
              + " where others than this machine may come in.");
    } else if (!cors && isOfAnotherPage(request, host)) {
      Refusals.write(
          response,
          Refusals.FORBIDDEN,
          "security",
          "A web page of another origin may change nothing here: name its origin in"
              + " VERTEPATH_CORS_ORIGINS if it may.");
    } else {
      Doorway.let(Caller.LOCAL, request, response, chain);
    }
  }

  private static boolean isOfAnotherPage(HttpServletRequest request, @Nullable String host) {
    String origin = request.getHeader("Origin");
    return origin != null
        && !LOOKS.contains(request.getMethod())
        && !origin.replaceFirst("^https?://", "").equalsIgnoreCase(host);
  }
}
