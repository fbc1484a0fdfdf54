package dev.vertepath.access.login;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * How callers prove who they are.
 *
 * @param issuer of tokens; null when none is taken as a JWT
 * @param jwks where its keys are; null for where its metadata says
 * @param audience what tokens must be meant for: one of these
 * @param rolesClaim where a token names roles
 * @param organizationClaim where a token names the caller's organization
 * @param own whether the built-in authorization server is the issuer
 */
record LoginSettings(
    @Nullable URI issuer,
    @Nullable URI jwks,
    List<String> audience,
    String rolesClaim,
    String organizationClaim,
    @Nullable Introspection introspection,
    boolean own) {

  /** Where opaque tokens are asked about (RFC 7662), and as whom. */
  record Introspection(URI uri, String client, String secret) {}

  /**
   * @throws IllegalArgumentException that names the setting, when one is wrong or missing
   */
  static LoginSettings of(Environment environment) {
    var settings =
        new LoginSettings(
            uri(environment, "vertepath.issuer"),
            uri(environment, "vertepath.jwks-uri"),
            list(environment.getProperty("vertepath.audience", "")),
            environment.getProperty("vertepath.roles-claim", "roles"),
            environment.getProperty("vertepath.organization-claim", "organization"),
            introspection(environment),
            environment.getProperty("vertepath.authorization-server", Boolean.class, false));
    if (settings.own() && settings.issuer() != null) {
      throw new IllegalArgumentException(
          "VERTEPATH_ISSUER and VERTEPATH_AUTHORIZATION_SERVER are both set: tokens come from one"
              + " issuer, so leave out one of them.");
    }
    if (settings.takesTokens() && !settings.own() && settings.audience().isEmpty()) {
      throw new IllegalArgumentException(
          "VERTEPATH_AUDIENCE is missing: say what tokens name in their claim aud when they are"
              + " meant for this service, as its URL, so that tokens for others are of no use here.");
    }
    if (settings.jwks() != null && settings.issuer() == null) {
      throw new IllegalArgumentException(
          "VERTEPATH_JWKS_URI is set, but VERTEPATH_ISSUER is not: name the issuer whose keys these"
              + " are.");
    }
    return settings;
  }

  /** Whether callers must bring a token. */
  boolean takesTokens() {
    return knowsIssuer() || introspection != null;
  }

  /** Whether tokens may be JWTs. */
  boolean knowsIssuer() {
    return issuer != null || own;
  }

  private static @Nullable Introspection introspection(Environment environment) {
    URI uri = uri(environment, "vertepath.introspection-uri");
    if (uri == null) {
      return null;
    }
    String client = environment.getProperty("vertepath.introspection-client-id", "");
    String secret = environment.getProperty("vertepath.introspection-client-secret", "");
    if (client.isBlank() || secret.isBlank()) {
      throw new IllegalArgumentException(
          "VERTEPATH_INTROSPECTION_URI is set, but not as whom to ask there: set"
              + " VERTEPATH_INTROSPECTION_CLIENT_ID and VERTEPATH_INTROSPECTION_CLIENT_SECRET.");
    }
    return new Introspection(uri, client, secret);
  }

  private static @Nullable URI uri(Environment environment, String property) {
    String value = environment.getProperty(property, "").strip();
    if (value.isEmpty()) {
      return null;
    }
    String variable = property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    URI uri;
    try {
      uri = URI.create(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(variable + " is '" + value + "', which is no URL.", e);
    }
    if (!isSafe(uri)) {
      throw new IllegalArgumentException(
          variable
              + " is '"
              + value
              + "': write a URL that begins with https:// (http:// only for this machine, or a name"
              + " without a dot as containers have), or keys and tokens could be changed on the way.");
    }
    return uri;
  }

  /** Whether what comes from there cannot have been changed on the way. */
  static boolean isSafe(URI uri) {
    String host = uri.getHost();
    return host != null
        && ("https".equals(uri.getScheme())
            || ("http".equals(uri.getScheme()) && Hosts.isNear(host)));
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
