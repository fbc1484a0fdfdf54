package dev.vertepath.access.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.vertepath.platform.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** Keys that a client says by a URL, from a real server that does what it likes. */
class ClientKeysTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** For those that never answer. */
  private static final Duration SHORT = Duration.ofMillis(500);

  private static final int FLOOD = 20;

  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ClientKeys open = keys(true, "127.0.0.1", PATIENCE);
  private final ClientKeys hasty = keys(true, "127.0.0.1", SHORT);
  private volatile HttpHandler answer = exchange -> {};
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    begin(server);
  }

  @AfterEach
  void stop() throws IOException {
    end.countDown();
    server.stop(0);
    open.close();
    hasty.close();
  }

  @Test
  void theKeysAreThoseThatAreThereAndNotTheirPrivateParts() throws Exception {
    answer = keys("one");

    assertThat(found(open.at(url("http")), "one")).hasSize(1).noneMatch(JWK::isPrivate);
  }

  @Test
  void whatIsKnownIsNotFetchedAgain() throws Exception {
    answer = keys("one");
    JWKSource<SecurityContext> source = open.at(url("http"));
    for (int i = 0; i < FLOOD; i++) {
      assertThat(found(source, "one")).hasSize(1);
    }

    assertThat(asked).hasValue(1);
  }

  @Test
  void aKeyThatIsNewIsFetchedAndOneThatIsGoneIsNoneAnyMore() throws Exception {
    answer = keys("one");
    JWKSource<SecurityContext> source = open.at(url("http"));
    assertThat(found(source, "one")).hasSize(1);
    answer = keys("two");

    assertThat(found(source, "two")).hasSize(1);
    assertThat(found(source, "two")).hasSize(1);
    assertThat(asked).hasValue(2);
    assertThat(orNone(source, "one")).isEmpty();
  }

  @Test
  void whateverKeysAssertionsNameTheServerIsNotAskedAgainAndAgain() throws Exception {
    answer = keys("one");
    JWKSource<SecurityContext> source = open.at(url("http"));
    found(source, "one");
    for (int i = 0; i < FLOOD; i++) {
      assertThat(orNone(source, "unknown-" + i)).isEmpty();
    }

    assertThat(asked.get()).isLessThanOrEqualTo(2);
    assertThat(found(source, "one")).as("who names the right one is let in").hasSize(1);
  }

  @Test
  void aServerThatHangsIsLeft() {
    answer = exchange -> awaitEnd();

    refused(hasty.at(url("http")), "no answer within 500 ms");
  }

  @Test
  void oneThatDripsIsLeftToo() {
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (!ended()) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
          }
        };

    refused(hasty.at(url("http")), "cannot be fetched");
  }

  @Test
  void aRedirectToThePrivateAddressesOfACloudIsNotFollowed() {
    answer = moved("http://169.254.169.254/latest/meta-data/");
    refused(open.at(url("http")), "redirects are not followed");

    answer = moved(url("http") + "/again");
    refused(open.at(url("http")), "redirects are not followed");
    assertThat(asked).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:%d/", "http://localhost:%d/", "http://[::1]:%d/"})
  void thisMachineIsNotAskedUnlessTheOperatorNamesIt(String url) throws IOException {
    answer = keys("one");
    try (ClientKeys closed = keys(true, "", PATIENCE)) {
      refused(
          closed.at(url.formatted(server.getAddress().getPort())),
          "VERTEPATH_CLIENT_KEYS_NETWORKS");
    }
    assertThat(asked).hasValue(0);
  }

  @Test
  void withoutTlsTheyAreFetchedOnlyIfTheSettingSaysSo() throws IOException {
    answer = keys("one");
    try (ClientKeys closed = keys(false, "127.0.0.1", PATIENCE)) {
      refused(closed.at(url("http")), "must begin with https://");
    }
    assertThat(asked).hasValue(0);
  }

  @Test
  void whatIsNoSetOfPublicKeysIsRefused() throws Exception {
    answer = exchange -> write(exchange, 200, "x".repeat(100_000));
    refused(open.at(url("http")), "more than 65536 bytes");
    answer = exchange -> write(exchange, 200, "<html>");
    refused(open.at(url("http")), "cannot be fetched");
    answer = exchange -> write(exchange, 500, "");
    refused(open.at(url("http")), "HTTP 500");
    String secret =
        new JWKSet(new OctetSequenceKeyGenerator(256).keyID("one").generate()).toString(false);
    answer = exchange -> write(exchange, 200, secret);
    assertThat(orNone(open.at(url("http")), "one")).isEmpty();
  }

  @Test
  void networksThatAreNoneAreRefusedByTheNameOfTheSetting() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ClientKeySettings.of(
                    new MockEnvironment().withProperty("vertepath.client-keys-networks", "here")))
        .withMessageContaining("VERTEPATH_CLIENT_KEYS_NETWORKS");
  }

  private static ClientKeys keys(boolean http, String networks, Duration patience) {
    return new ClientKeys(
        new ClientKeySettings(http, new Addresses(networks)), Duration.ofMinutes(2), patience);
  }

  private void begin(HttpServer one) {
    one.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          answer.handle(exchange);
          exchange.close();
        });
    one.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    one.start();
  }

  private String url(String scheme) {
    return "%s://127.0.0.1:%d/jwks".formatted(scheme, server.getAddress().getPort());
  }

  private static HttpHandler keys(String kid) {
    return exchange -> write(exchange, 200, jwks(kid));
  }

  private static String jwks(String kid) {
    try {
      return new JWKSet(new ECKeyGenerator(Curve.P_384).keyID(kid).generate()).toString(false);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpHandler moved(String to) {
    return exchange -> {
      exchange.getResponseHeaders().add("Location", to);
      write(exchange, 302, "");
    };
  }

  private static void write(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private void awaitEnd() {
    try {
      end.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean ended() {
    return end.getCount() == 0;
  }

  private static List<JWK> found(JWKSource<SecurityContext> source, String kid)
      throws KeySourceException {
    return source.get(new JWKSelector(new JWKMatcher.Builder().keyID(kid).build()), null);
  }

  private static List<JWK> orNone(JWKSource<SecurityContext> source, String kid) {
    try {
      return found(source, kid);
    } catch (KeySourceException notNow) {
      return List.of();
    }
  }

  private static void refused(JWKSource<SecurityContext> source, String why) {
    assertThatExceptionOfType(KeySourceException.class)
        .isThrownBy(() -> found(source, "one"))
        .withMessageContaining(why);
  }
}
