package dev.vertepath.access.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.vertepath.platform.Addresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of clients come by TLS, from servers whose certificates this program trusts. */
class ClientKeysTlsTest {

  private final AtomicInteger asked = new AtomicInteger();
  private HttpsServer server;

  @TempDir Path directory;

  @BeforeEach
  void start() throws Exception {
    byte[] keys =
        new JWKSet(new ECKeyGenerator(Curve.P_384).keyID("one").generate())
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(SelfSigned.context(directory)));
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aCertificateThatNobodyTrustsIsNotTrusted() throws Exception {
    try (ClientKeys keys = keys()) {
      refused(keys, "127.0.0.1");
    }
    assertThat(asked).hasValue(0);
  }

  @Test
  void oneThatIsTrustedIsAndForItsOwnNameOnly() throws Throwable {
    SelfSigned.trusted(
        directory,
        () -> {
          try (ClientKeys keys = keys()) {
            assertThat(found(keys, "127.0.0.1")).hasSize(1);
            refused(keys, "localhost");
          }
        });
    assertThat(asked).hasValue(1);
  }

  private static ClientKeys keys() {
    return new ClientKeys(
        new ClientKeySettings(false, new Addresses("127.0.0.1,::1")),
        Duration.ofMinutes(2),
        Duration.ofMinutes(1));
  }

  private List<JWK> found(ClientKeys keys, String host) throws KeySourceException {
    String url = "https://%s:%d/".formatted(host, server.getAddress().getPort());
    return keys.at(url).get(new JWKSelector(new JWKMatcher.Builder().keyID("one").build()), null);
  }

  private void refused(ClientKeys keys, String host) {
    assertThatExceptionOfType(KeySourceException.class)
        .isThrownBy(() -> found(keys, host))
        .withMessageContaining("cannot be fetched");
  }
}
