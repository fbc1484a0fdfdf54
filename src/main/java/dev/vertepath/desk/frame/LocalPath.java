package dev.vertepath.desk.frame;

import java.util.regex.Pattern;

/** Where a form leads back to: a page of this desk, whatever the form says. */
public final class LocalPath {

  private static final Pattern LOCAL =
      Pattern.compile("/(desk(/[\\w./~%-]*)?|login|consent)?(\\?[^\\s\\\\#{}]*)?");

  private LocalPath() {}

  /** The same path, or that of the worklist for one that leads elsewhere. */
  public static String of(String path) {
    return LOCAL.matcher(path).matches() ? path : "/";
  }
}
