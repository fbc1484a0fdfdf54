package dev.vertepath.access.login;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an issuer tells of itself (OpenID Connect Discovery 1.0, RFC 8414). It is asked when it is
 * needed first, so that an issuer that is down keeps nothing from starting.
 */
final class IssuerMetadata implements Metadata {

  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, Object>> DOCUMENT = new TypeReference<>() {};

  private final URI issuer;
  private final Clock clock;
  private final Duration again;
  private final DefaultResourceRetriever http = Http.retriever();
  private @Nullable Claims known;
  private @Nullable IOException failure;
  private Instant until = Instant.MIN;

  /**
   * @param again how long an issuer that did not answer is left alone
   */
  IssuerMetadata(URI issuer, Clock clock, Duration again) {
    this.issuer = issuer;
    this.clock = clock;
    this.again = again;
  }

  @Override
  public URI issuer() {
    return issuer;
  }

  @Override
  public synchronized Claims get() throws IOException {
    Instant now = clock.instant();
    if (now.isAfter(until)) {
      ask(now);
    }
    if (known != null) {
      return known;
    }
    throw new IOException(String.valueOf(failure == null ? null : failure.getMessage()), failure);
  }

  private void ask(Instant now) {
    try {
      known = asked();
      failure = null;
      until = now.plus(KEPT);
    } catch (IOException e) {
      // What was known before is better than nothing.
      failure = e;
      until = now.plus(again);
    }
  }

  private Claims asked() throws IOException {
    IOException none = null;
    for (URI place : places()) {
      try {
        var document =
            new Claims(JSON.readValue(http.retrieveResource(place.toURL()).getContent(), DOCUMENT));
        if (!issuer.toString().equals(document.text("issuer"))) {
          throw new IOException(
              "%s is of the issuer %s, not of %s"
                  .formatted(place, document.text("issuer"), issuer));
        }
        return document;
      } catch (JacksonException e) {
        none = new IOException(place + " is no JSON", e);
      } catch (IOException e) {
        none = e;
      }
    }
    throw none == null ? new IOException("nowhere to ask") : none;
  }

  private List<URI> places() {
    String whole = issuer.toString().replaceAll("/+$", "");
    String path = URI.create(whole).getRawPath();
    String origin = whole.substring(0, whole.length() - path.length());
    return List.of(
        URI.create(whole + "/.well-known/openid-configuration"),
        URI.create(origin + "/.well-known/oauth-authorization-server" + path));
  }
}
