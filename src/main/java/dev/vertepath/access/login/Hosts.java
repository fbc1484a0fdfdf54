package dev.vertepath.access.login;

import java.util.regex.Pattern;

/** Names of machines, as they stand in URLs and in the Host header. */
final class Hosts {

  private static final Pattern PORT = Pattern.compile(":\\d{1,5}");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]+");

  private Hosts() {}

  /** The name without the port: of {@code [::1]:8080}, {@code [::1]}. */
  static String withoutPort(String host) {
    String stripped = host.strip();
    int colon = stripped.lastIndexOf(':');
    return colon >= 0 && PORT.matcher(stripped.substring(colon)).matches()
        ? stripped.substring(0, colon)
        : stripped;
  }

  /** Whether it can be this machine only. */
  static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("[::1]")
        || (IPV4.matcher(host).matches() && host.startsWith("127."));
  }

  static boolean isAddress(String host) {
    return IPV4.matcher(host).matches() || host.startsWith("[");
  }

  /**
   * Whether nobody outside can have registered the name: this machine, or one without a dot, as
   * containers call each other.
   */
  static boolean isNear(String host) {
    return isLoopback(host) || LABEL.matcher(host).matches();
  }
}
