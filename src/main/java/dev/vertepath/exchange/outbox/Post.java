package dev.vertepath.exchange.outbox;

import dev.vertepath.platform.CarefulHttp;
import dev.vertepath.platform.CarefulHttp.NotAllowed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends letters over HTTP, to where connections may be made. Nothing takes longer than the letter
 * allows.
 */
final class Post implements AutoCloseable {

  private static final int MOST_CONNECTIONS = 200;
  private static final int MOST_PER_RECEIVER = 8;
  private static final int LONGEST_ANSWER = 1 << 20;
  private static final int REDIRECTS = 300;
  private static final int REFUSALS = 400;
  private static final int FAILURES = 500;

  /** Say nothing of the letter: not known who sends, not now, too much at once. */
  private static final Set<Integer> OF_RECEIVER = Set.of(401, 403, 404, 408, 410, 425, 429);

  private static final Set<String> OWN_HEADERS =
      Set.of("webhook-id", "webhook-timestamp", "webhook-signature", "content-type");

  private final OutboxSettings settings;
  private final Clock clock;
  private final CloseableHttpClient careful;
  private final CloseableHttpClient trusting;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("delivery-watch").unstarted(work));

  Post(OutboxSettings settings, Clock clock) {
    this(settings, clock, SystemDefaultDnsResolver.INSTANCE);
  }

  Post(OutboxSettings settings, Clock clock, DnsResolver names) {
    this.settings = settings;
    this.clock = clock;
    this.careful = client(names, settings.addresses()::isAllowed);
    this.trusting = client(names, address -> true);
  }

  Attempt send(Letter letter) {
    if (!letter.trusted()) {
      String problem = settings.problem(letter.url().toString());
      if (!problem.isEmpty()) {
        return new Attempt.Failed("The URL " + problem, true);
      }
    }
    HttpPost request = request(letter);
    var late = new AtomicBoolean();
    ScheduledFuture<?> deadline =
        watch.schedule(
            () -> {
              late.set(true);
              request.cancel();
            },
            letter.patience().toMillis(),
            TimeUnit.MILLISECONDS);
    var answer = new AtomicReference<Attempt>();
    try {
      return (letter.trusted() ? trusting : careful)
          .execute(
              request,
              response -> {
                Attempt attempt = answered(response);
                answer.set(attempt);
                return letter.toBeAnswered() && attempt instanceof Attempt.Delivered
                    ? MessageAnswer.read(beginning(response))
                    : attempt;
              });
    } catch (NotAllowed e) {
      return new Attempt.Failed(String.valueOf(e.getMessage()), true);
    } catch (IOException e) {
      // What comes after the status may never end; the receiver has the letter all the same.
      Attempt told = answer.get();
      return told != null
          ? told
          : new Attempt.Failed(late.get() ? slow(letter) : words(e, letter), true);
    } finally {
      deadline.cancel(false);
    }
  }

  private HttpPost request(Letter letter) {
    var request = new HttpPost(letter.url());
    for (Map.Entry<String, String> header : letter.headers().entrySet()) {
      if (!OWN_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        request.setHeader(header.getKey(), header.getValue());
      }
    }
    request.setHeader("webhook-id", letter.id());
    byte[] secret = letter.secret();
    if (secret != null) {
      long seconds = clock.instant().getEpochSecond();
      request.setHeader("webhook-timestamp", Long.toString(seconds));
      request.setHeader(
          "webhook-signature", Signature.of(secret, letter.id(), seconds, letter.body()));
    }
    request.setEntity(new ByteArrayEntity(letter.body(), ContentType.parse(letter.contentType())));
    request.setConfig(
        RequestConfig.custom()
            .setResponseTimeout(Timeout.of(letter.patience()))
            .setConnectionRequestTimeout(Timeout.of(letter.patience()))
            .build());
    return request;
  }

  /** What comes after that is not worth waiting for. */
  private static byte[] beginning(ClassicHttpResponse response) throws IOException {
    return response.getEntity() == null
        ? new byte[0]
        : response.getEntity().getContent().readNBytes(LONGEST_ANSWER);
  }

  /** What a receiver says beside its status is not kept. */
  private static Attempt answered(ClassicHttpResponse response) {
    int status = response.getCode();
    if (status < REDIRECTS) {
      return new Attempt.Delivered();
    }
    if (status < REFUSALS) {
      return new Attempt.Failed("HTTP " + status + ": redirects are not followed", true);
    }
    return new Attempt.Failed("HTTP " + status, status >= FAILURES || OF_RECEIVER.contains(status));
  }

  private static String slow(Letter letter) {
    return "No answer within " + letter.patience().toSeconds() + " s";
  }

  private static String words(IOException failure, Letter letter) {
    return switch (failure) {
      case UnknownHostException e -> "The host's name is not known";
      case SocketTimeoutException e -> slow(letter);
      case SSLException e -> "TLS failed: the certificate is not trusted, or not of this host";
      default -> "The connection failed (" + failure.getClass().getSimpleName() + ")";
    };
  }

  private static CloseableHttpClient client(DnsResolver names, Predicate<InetAddress> allowed) {
    return CarefulHttp.client(
        names, allowed, OutboxSettings.NETWORKS, MOST_CONNECTIONS, MOST_PER_RECEIVER);
  }

  @Override
  public void close() throws IOException {
    watch.shutdownNow();
    careful.close();
    trusting.close();
  }
}
