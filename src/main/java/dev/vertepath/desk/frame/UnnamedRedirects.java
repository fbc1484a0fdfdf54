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
import java.util.UUID;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps what somebody looks for, which may be a name or an identifier, out of the URLs of
 * redirects, which proxies keep: it waits in the session under a number, which the URL has in its
 * place, so that the page can be loaded again.
 */
final class UnnamedRedirects extends OncePerRequestFilter {

  private static final String KEPT = UnnamedRedirects.class.getName();

  /** Parameters of pages that hold what somebody wrote of a patient. */
  private static final Set<String> NAMING = Set.of("q", "patient");

  /** In the place of those. */
  private static final String NUMBER = "kept";

  /** No more of a word than anybody looks for. */
  private static final int LONGEST = 200;

  /** As many as a person goes back to. */
  private static final int MOST = 20;

  /**
   * @param named by number, the oldest first
   */
  private record Kept(LinkedHashMap<String, LinkedHashMap<String, String>> named)
      implements Serializable {
    private static final long serialVersionUID = 1;

    Kept and(String number, LinkedHashMap<String, String> added) {
      var all = new LinkedHashMap<>(named);
      all.put(number, added);
      while (all.size() > MOST) {
        all.pollFirstEntry();
      }
      return new Kept(all);
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(remembering(request), new Unnaming(request, response));
  }

  private static HttpServletRequest remembering(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    String number = request.getMethod().equals("GET") ? request.getParameter(NUMBER) : null;
    LinkedHashMap<String, String> named =
        session == null || number == null ? null : kept(session).named().get(number);
    return named == null ? request : new AddedParameters(request, named);
  }

  private static Kept kept(HttpSession session) {
    return session.getAttribute(KEPT) instanceof Kept kept ? kept : new Kept(new LinkedHashMap<>());
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
          String word = decoded(parts[1]);
          named.put(parts[0], word.substring(0, Math.min(word.length(), LONGEST)));
        } else if (!parts[0].equals(NUMBER)) {
          others.add(pair);
        }
      }
      if (named.isEmpty()) {
        return location;
      }
      String number = UUID.randomUUID().toString();
      HttpSession session = request.getSession(true);
      session.setAttribute(KEPT, kept(session).and(number, named));
      others.add(NUMBER + "=" + number);
      return location.substring(0, query) + "?" + String.join("&", others);
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
