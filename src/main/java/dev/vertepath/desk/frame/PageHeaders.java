package dev.vertepath.desk.frame;

import dev.vertepath.access.Pages;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.TreeSet;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What a page may load: from this host only, and nothing that stands in the page itself. A text
 * that somebody smuggles in is text.
 */
public final class PageHeaders extends OncePerRequestFilter {

  private static final String HEADER = "Content-Security-Policy";
  private static final String FORMS = "form-action 'self'";
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
          + " connect-src 'self'; "
          + FORMS
          + "; base-uri 'none'; frame-ancestors 'none'";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (Pages.isPage(request) || Pages.isAsset(request)) {
      response.setHeader(HEADER, POLICY);
      // With "no-referrer", browsers do not say in Origin either whose form it is.
      response.setHeader("Referrer-Policy", "same-origin");
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
      response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
      response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    }
    chain.doFilter(request, response);
  }

  /**
   * Lets a form of this one page lead elsewhere: browsers hold redirects after it against the
   * policy as well.
   *
   * @param origins as {@code https://app.example}
   */
  public static void letFormsLeadTo(Collection<String> origins, HttpServletResponse response) {
    if (!origins.isEmpty()) {
      String forms = FORMS + " " + String.join(" ", new TreeSet<>(origins));
      response.setHeader(HEADER, POLICY.replace(FORMS, forms));
    }
  }
}
