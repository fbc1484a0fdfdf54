package dev.vertepath.desk.frame;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serializable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps what somebody looks for, which may be a name or an identifier, out of the URLs of
 * redirects, which proxies keep: it waits in the session for the page that is led to.
 */
final class UnnamedRedirects extends OncePerRequestFilter {

  private static final String KEPT = UnnamedRedirects.class.getName();

  /** Parameters of pages that hold what somebody wrote of a patient. */
  private static final Set<String> NAMING = Set.of("q", "patient");

  private record Kept(String path, LinkedHashMap<String, String> named) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(remembering(request), new Unnaming(request, response));
  }

  private static HttpServletRequest remembering(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    boolean leads =
        session != null
            && request.getMethod().equals("GET")
            && session.getAttribute(KEPT) instanceof Kept kept
            && kept.path().equals(request.getRequestURI());
    if (!leads) {
      return request;
    }
    var kept = (Kept) session.getAttribute(KEPT);
    session.removeAttribute(KEPT);
    return new AddedParameters(request, kept.named());
  }

  private static final class Unnaming extends HttpServletResponseWrapper {

    private final HttpServletRequest request;

    Unnaming(HttpServletRequest request, HttpServletResponse response) {
      super(response);
      this.request = request;
    }

    @Override
    public void sendRedirect(String location) throws IOException {
      super.sendRedirect(unnamed(location));
    }

    @Override
    public void sendRedirect(String location, int status) throws IOException {
      super.sendRedirect(unnamed(location), status);
    }

    @Override
    public void sendRedirect(String location, boolean clearBuffer) throws IOException {
      super.sendRedirect(unnamed(location), clearBuffer);
    }

    @Override
    public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
      super.sendRedirect(unnamed(location), status, clearBuffer);
    }

    private String unnamed(String location) {
      int query = location.indexOf('?');
      if (query < 0 || !location.startsWith("/")) {
        return location;
      }
      LinkedHashMap<String, String> named = new LinkedHashMap<>();
      List<String> others = new ArrayList<>();
      for (String pair : location.substring(query + 1).split("&")) {
        String[] parts = pair.split("=", 2);
        if (NAMING.contains(parts[0]) && parts.length == 2) {
          named.put(parts[0], decoded(parts[1]));
        } else {
          others.add(pair);
        }
      }
      if (named.isEmpty()) {
        return location;
      }
      String path = location.substring(0, query);
      request.getSession(true).setAttribute(KEPT, new Kept(path, named));
      return others.isEmpty() ? path : path + "?" + String.join("&", others);
    }

    private static String decoded(String text) {
      try {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
      } catch (IllegalArgumentException asItStands) {
        return text;
      }
    }
  }
}
