package dev.vertepath.desk.frame;

import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/**
 * What the layout needs to know.
 *
 * @param language of the page, as in BCP 47
 * @param theme {@code light}, {@code dark}, or {@code auto} for that of the machine
 * @param path of the page, with its query
 * @param who the person's name; null for who is not let in
 * @param local whether nobody logs in here
 */
public record Frame(
    String language, String theme, String path, @Nullable String who, boolean local) {

  static final String THEME_COOKIE = "vertepath-theme";
  static final Set<String> THEMES = Set.of("auto", "light", "dark");

  static Frame of(HttpServletRequest request, Locale locale) {
    Caller caller = CurrentCaller.find().orElse(null);
    Cookie theme = WebUtils.getCookie(request, THEME_COOKIE);
    return new Frame(
        locale.toLanguageTag(),
        theme != null && THEMES.contains(theme.getValue()) ? theme.getValue() : "auto",
        path(request),
        caller == null || caller.kind() == Caller.Kind.LOCAL ? null : caller.name(),
        caller != null && caller.kind() == Caller.Kind.LOCAL);
  }

  private static String path(HttpServletRequest request) {
    Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    // What was done is told once.
    String query =
        request.getQueryString() == null
            ? null
            : request.getQueryString().replaceFirst("(^|&)done=[^&]*", "").replaceFirst("^&", "");
    return failed != null
        ? "/"
        : query == null || query.isEmpty()
            ? request.getRequestURI()
            : request.getRequestURI() + "?" + query;
  }

  /** Whether a part of the desk is open, for the navigation. */
  public boolean isIn(String part) {
    String plain = path.replaceFirst("\\?.*", "");
    return part.equals("/") ? plain.equals("/") : plain.startsWith(part);
  }
}
