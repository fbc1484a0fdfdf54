package dev.vertepath.access.issuer;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where an app is opened (SMART App Launch 2.2, "EHR launch"): https, or http on the machine of the
 * person whose browser is sent there.
 */
record LaunchUrl(URI uri) {

  private static final Pattern THIS_MACHINE =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);
  private static final Pattern OWN = Pattern.compile("(?:^|&)(?:iss|launch)(?:=|&|$)");

  /**
   * @throws IllegalArgumentException for what an app cannot be opened at
   */
  static LaunchUrl of(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("--launch-url is '%s', which is no URL.".formatted(text));
    }
    String host = uri.getHost();
    boolean safe =
        host != null
            && ("https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme()) && THIS_MACHINE.matcher(host).matches()));
    if (!safe) {
      throw new IllegalArgumentException(
          "--launch-url is '%s': it must begin with https:// and the name of a machine (http:// only for localhost)."
              .formatted(text));
    }
    String query = uri.getRawQuery();
    if (uri.getRawFragment() != null
        || uri.getRawUserInfo() != null
        || (query != null && OWN.matcher(query).find())) {
      throw new IllegalArgumentException(
          "--launch-url is '%s': it must have no fragment, no user, and no parameter iss or launch, which are added to it."
              .formatted(text));
    }
    return new LaunchUrl(uri);
  }

  /** Scheme, host and port, as a content policy names it. */
  String origin() {
    return uri.getScheme()
        + "://"
        + uri.getHost().toLowerCase(Locale.ROOT)
        + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  /**
   * @param iss the URL of {@code /fhir} from outside
   * @param launch the handle
   */
  String opening(String iss, String launch) {
    String text = uri.toString();
    return text
        + (uri.getRawQuery() == null ? "?" : "&")
        + "iss="
        + URLEncoder.encode(iss, StandardCharsets.UTF_8)
        + "&launch="
        + URLEncoder.encode(launch, StandardCharsets.UTF_8);
  }
}
