package dev.vertepath.exchange.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.exchange.Receiver;
import dev.vertepath.exchange.outbox.Attempt.Delivered;
import dev.vertepath.exchange.outbox.Attempt.Failed;
import dev.vertepath.platform.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One letter, and what receivers can do with it. */
class PostTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T08:00:00Z"), ZoneOffset.UTC);

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** For those that never answer. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final Receiver receiver = new Receiver();
  private final Post open = new Post(new OutboxSettings(true, new Addresses("127.0.0.1")), CLOCK);
  private final Post closed = new Post(new OutboxSettings(true, new Addresses("")), CLOCK);

  @AfterEach
  void close() throws IOException {
    receiver.close();
    open.close();
    closed.close();
  }

  @Test
  void itArrivesWithItsHeadersAndSigned() {
    assertThat(open.send(letter(receiver.url("/a"), false))).isInstanceOf(Delivered.class);

    Receiver.Got got = receiver.all().getFirst();
    assertThat(got.body()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
    assertThat(got.header("authorization")).isEqualTo("Bearer x");
    assertThat(got.header("content-type")).isEqualTo("application/fhir+json");
    assertThat(got.header("webhook-id")).isEqualTo("id");
    assertThat(got.header("webhook-timestamp"))
        .isEqualTo(Long.toString(CLOCK.instant().getEpochSecond()));
    assertThat(got.header("webhook-signature"))
        .isEqualTo(Signature.of(new byte[32], "id", CLOCK.instant().getEpochSecond(), got.body()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:%d/a", "http://localhost:%d/a", "http://[::1]:%d/a"})
  void itIsNotSentToThisMachineUnderAnyName(String url) {
    Attempt attempt = closed.send(letter(url.formatted(receiver.port()), false));

    assertThat(attempt).isInstanceOf(Failed.class);
    assertThat(((Failed) attempt).problem()).contains("VERTEPATH_DELIVERY_NETWORKS");
    assertThat(receiver.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://2130706433:%d/", "http://0177.0.0.1:%d/", "http://0x7f.1:%d/"})
  void norToItsAddressWrittenOtherwise(String url) {
    assertThat(closed.send(letter(url.formatted(receiver.port()), false)))
        .isInstanceOf(Failed.class);
    assertThat(receiver.all()).isEmpty();
  }

  /** DNS rebinding: what it led to when it was looked at says nothing of the next time. */
  @Test
  void aNameThatLeadsElsewhereAMomentLaterIsLookedAtAgain() throws IOException {
    var asked = new AtomicInteger();
    DnsResolver rebinding =
        new DnsResolver() {
          @Override
          public InetAddress[] resolve(String host) {
            String address = asked.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2";
            return new InetAddress[] {InetAddress.ofLiteral(address)};
          }

          @Override
          public String resolveCanonicalHostname(String host) {
            return host;
          }
        };
    var settings = new OutboxSettings(true, new Addresses("127.0.0.1"));
    // Each with connections of its own.
    try (var first = new Post(settings, CLOCK, rebinding);
        var second = new Post(settings, CLOCK, rebinding)) {
      String url = "http://rebinding.example:" + receiver.port() + "/a";
      assertThat(first.send(letter(url, false))).isInstanceOf(Delivered.class);

      Attempt next = second.send(letter(url, false));
      assertThat(((Failed) next).problem()).contains("VERTEPATH_DELIVERY_NETWORKS");
    }
    assertThat(asked).hasValue(2);
  }

  /** One address that is closed is enough, in whichever order they come. */
  @Test
  void aNameThatLeadsToOpenAndToClosedAddressesIsNotConnectedTo() throws IOException {
    DnsResolver several =
        new DnsResolver() {
          @Override
          public InetAddress[] resolve(String host) {
            return new InetAddress[] {
              InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("169.254.169.254")
            };
          }

          @Override
          public String resolveCanonicalHostname(String host) {
            return host;
          }
        };
    var settings = new OutboxSettings(true, new Addresses("127.0.0.1"));
    try (var post = new Post(settings, CLOCK, several)) {
      Attempt attempt = post.send(letter("http://two.example:" + receiver.port() + "/a", false));

      assertThat(((Failed) attempt).problem()).contains("VERTEPATH_DELIVERY_NETWORKS");
    }
    assertThat(receiver.all()).isEmpty();
  }

  @Test
  void whatTheOperatorNamesMayBeAnywhere() {
    assertThat(closed.send(letter(receiver.url("/a"), true))).isInstanceOf(Delivered.class);
  }

  @Test
  void withoutTlsItIsSentOnlyIfTheSettingSaysSo() throws IOException {
    try (var https = new Post(new OutboxSettings(false, new Addresses("127.0.0.1")), CLOCK)) {
      Attempt attempt = https.send(letter(receiver.url("/a"), false));

      assertThat(((Failed) attempt).problem()).contains("must begin with https://");
      assertThat(receiver.all()).isEmpty();
    }
  }

  @Test
  void aRedirectIsNotFollowed() {
    receiver.answers(got -> 307);

    assertThat(open.send(letter(receiver.url("/a"), false)))
        .isEqualTo(new Failed("HTTP 307: redirects are not followed", true));
    assertThat(receiver.all()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429, 401, 404})
  void aReceiverThatCannotTakeAnythingHasFailedItself(int status) {
    receiver.answers(got -> status);

    assertThat(open.send(letter(receiver.url("/a"), false)))
        .isEqualTo(new Failed("HTTP " + status, true));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  void aReceiverThatRefusesALetterMayTakeOthers(int status) {
    receiver.answers(got -> status);

    assertThat(open.send(letter(receiver.url("/a"), false)))
        .isEqualTo(new Failed("HTTP " + status, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"transient-error", "fatal-error"})
  void aMessageThatTheReceiverAnswersWithAnErrorIsNotDelivered(String code) {
    receiver.says(
        "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"response\":{\"code\":\"%s\"}}}]}"
            .formatted(code));

    assertThat(open.send(message(receiver.url("/a"))))
        .isEqualTo(new Failed("The receiver answered " + code, false));
    assertThat(open.send(letter(receiver.url("/a"), false))).isInstanceOf(Delivered.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"entry\":[{\"resource\":{\"response\":{\"code\":\"ok\"}}}]}",
        "{\"resourceType\":\"OperationOutcome\"}",
        "<Bundle/>",
        ""
      })
  void aMessageThatIsAnsweredOtherwiseIsDelivered(String answer) {
    receiver.says(answer);

    assertThat(open.send(message(receiver.url("/a")))).isInstanceOf(Delivered.class);
  }

  @Test
  void aReceiverThatHangsIsLeft() {
    receiver.hangs();

    assertThat(open.send(letter(receiver.url("/a"), SHORT)))
        .isEqualTo(new Failed("No answer within 1 s", true));
  }

  /** Each byte comes in time, and the answer never. */
  @Test
  void aReceiverThatDripsIsLeft() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> drip(server));
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/";

      assertThat(open.send(letter(url, SHORT))).isInstanceOf(Failed.class);
    }
  }

  private static void drip(ServerSocket server) {
    try (Socket socket = server.accept()) {
      byte[] answer = "HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(answer);
      while (true) {
        socket.getOutputStream().write('x');
        socket.getOutputStream().flush();
        Thread.sleep(100);
      }
    } catch (IOException | InterruptedException e) {
      // It was left.
    }
  }

  @Test
  void nobodyThereIsToldInWordsThatTellNothingOfWhatWasSent() throws IOException {
    int port = receiver.port();
    receiver.close();

    assertThat(open.send(letter("http://127.0.0.1:" + port + "/secret", false)))
        .isEqualTo(new Failed("The connection failed (HttpHostConnectException)", true));
  }

  private static Letter message(String url) {
    return letter(url, true, false, PATIENCE);
  }

  private static Letter letter(String url, boolean trusted) {
    return letter(url, false, trusted, PATIENCE);
  }

  private static Letter letter(String url, Duration patience) {
    return letter(url, false, false, patience);
  }

  private static Letter letter(
      String url, boolean toBeAnswered, boolean trusted, Duration patience) {
    return new Letter(
        "id",
        URI.create(url),
        Map.of("Authorization", "Bearer x"),
        "application/fhir+json",
        "{}".getBytes(StandardCharsets.UTF_8),
        new byte[32],
        patience,
        toBeAnswered,
        trusted);
  }
}
