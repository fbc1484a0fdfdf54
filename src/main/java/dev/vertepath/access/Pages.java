package dev.vertepath.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** Which requests are for people with a browser: they come in by a session, and see pages. */
public final class Pages {

  private static final Pattern PAGE = Pattern.compile("/|/desk(/.*)?");

  private static final Pattern ASSET =
      Pattern.compile("/desk/[\\w-]+\\.(css|js|svg)|/webjars/.*|/favicon\\.ico");

  private static final Pattern ODD = Pattern.compile("[;\\\\]|//|/\\.|(?i)%(2e|2f|5c|00)");

  /** What a page listens to; programs with a token listen there as well. */
  private static final String EVENTS = "/events";

  private Pages() {}

  public static boolean isPage(HttpServletRequest request) {
    String path = request.getRequestURI();
    return (PAGE.matcher(path).matches() && isPlain(path))
        || (path.equals(EVENTS)
            && request.getHeader("Authorization") == null
            && request.getRequestedSessionId() != null);
  }

  /** Styles and scripts, which tell nothing of patients. */
  public static boolean isAsset(HttpServletRequest request) {
    String path = request.getRequestURI();
    return ASSET.matcher(path).matches() && isPlain(path);
  }

  /** Whether a path leads where it says, whoever reads it: others come in by the other door. */
  private static boolean isPlain(String path) {
    return !ODD.matcher(path).find();
  }
}
