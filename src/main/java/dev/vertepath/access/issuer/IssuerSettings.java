package dev.vertepath.access.issuer;

import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.core.env.Environment;

/**
 * What the authorization server is called.
 *
 * @param issuer without a path
 * @param audience of its tokens: the URL of {@code /fhir} from outside
 */
record IssuerSettings(URI issuer, String audience) {

  /**
   * @throws IllegalArgumentException when nothing says what it is called from outside, or when that
   *     is no URL of {@code /fhir}: the pages and the endpoints of the server are at the root
   */
  static IssuerSettings of(Environment environment) {
    String base = environment.getProperty("vertepath.base-url", "").strip();
    if (base.isEmpty()) {
      throw new IllegalArgumentException(
          "VERTEPATH_BASE_URL is missing: VERTEPATH_AUTHORIZATION_SERVER needs to know the URL of"
              + " /fhir from outside, as https://vertepath.hospital.example/fhir, for its name in"
              + " tokens.");
    }
    String whole = base.replaceAll("/+$", "");
    try {
      URI uri = new URI(whole);
      if (uri.getHost() == null || uri.getPath().isEmpty()) {
        throw new IllegalArgumentException(
            "VERTEPATH_BASE_URL is '"
                + base
                + "': it must be the URL of /fhir from outside, with its path, as"
                + " https://vertepath.hospital.example/fhir, for apps name it as what they want a"
                + " token for.");
      }
      return new IssuerSettings(
          new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), null, null, null), whole);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "VERTEPATH_BASE_URL is '" + base + "', which is no URL.", e);
    }
  }
}
