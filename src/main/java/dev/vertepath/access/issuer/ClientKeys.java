package dev.vertepath.access.issuer;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import dev.vertepath.platform.CarefulHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The keys of clients that say by a URL where they are (RFC 7591, {@code jwks_uri}), so that they
 * can change them by themselves. What is there is fetched as carefully as anything that others
 * name, kept for a while, and fetched again when an assertion names a key that is not among them.
 */
final class ClientKeys implements AutoCloseable {

  /** How far apart one client's keys are fetched at least, whatever assertions name. */
  static final Duration APART = Duration.ofSeconds(30);

  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration OUTAGE = Duration.ofHours(1);

  /** How long it may take to fetch them, whatever bytes come meanwhile. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final int LARGEST = 64 * 1024;
  private static final int MOST_CONNECTIONS = 20;
  private static final int MOST_OF_ONE = 2;
  private static final int OK = 200;
  private static final int REDIRECTS = 300;
  private static final int REFUSALS = 400;

  private final ClientKeySettings settings;
  private final Duration apart;
  private final Duration patience;
  private final CloseableHttpClient http;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("client-keys-watch").unstarted(work));

  /**
   * @param apart how far apart one client's keys are fetched at least
   * @param patience how long it may take to fetch them, whatever bytes come meanwhile
   */
  ClientKeys(ClientKeySettings settings, Duration apart, Duration patience) {
    this.settings = settings;
    this.apart = apart;
    this.patience = patience;
    this.http =
        CarefulHttp.client(
            SystemDefaultDnsResolver.INSTANCE,
            settings.addresses()::isAllowed,
            ClientKeySettings.NETWORKS,
            MOST_CONNECTIONS,
            MOST_OF_ONE);
  }

  /** Those that are at a URL: used on for an hour while it does not answer. */
  JWKSource<SecurityContext> at(String url) {
    return JWKSourceBuilder.create(new Source(url))
        .cache(KEPT.toMillis(), WAIT.toMillis())
        .refreshAheadCache(false)
        .rateLimited(apart.toMillis())
        .outageTolerant(OUTAGE.toMillis())
        .build();
  }

  private final class Source implements JWKSetSource<SecurityContext> {

    private final String url;

    Source(String url) {
      this.url = url;
    }

    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
        throws KeySourceException {
      String problem = settings.problem(url);
      if (!problem.isEmpty()) {
        throw new JWKSetUnavailableException("The URL of the keys " + problem);
      }
      try {
        return JWKSet.parse(fetched(URI.create(url))).toPublicJWKSet();
      } catch (IOException | ParseException e) {
        throw new JWKSetUnavailableException("The keys cannot be fetched: " + e.getMessage(), e);
      }
    }

    @Override
    public void close() {
      // Nothing is held open for one of them.
    }
  }

  private String fetched(URI url) throws IOException {
    var request = new HttpGet(url);
    request.setHeader("Accept", "application/jwk-set+json, application/json");
    request.setConfig(
        RequestConfig.custom()
            .setResponseTimeout(Timeout.of(patience))
            .setConnectionRequestTimeout(Timeout.of(patience))
            .build());
    var late = new AtomicBoolean();
    Future<?> deadline =
        watch.schedule(
            () -> {
              late.set(true);
              request.cancel();
            },
            patience.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return http.execute(request, ClientKeys::read);
    } catch (IOException e) {
      throw late.get() ? new IOException("no answer within " + patience.toMillis() + " ms", e) : e;
    } finally {
      deadline.cancel(false);
    }
  }

  private static String read(ClassicHttpResponse response) throws IOException {
    int status = response.getCode();
    if (status >= REDIRECTS && status < REFUSALS) {
      throw new IOException("HTTP " + status + ": redirects are not followed");
    }
    HttpEntity entity = response.getEntity();
    if (status != OK || entity == null) {
      throw new IOException("HTTP " + status);
    }
    byte[] body = entity.getContent().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      throw new IOException("more than " + LARGEST + " bytes");
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    watch.shutdownNow();
    http.close();
  }
}
