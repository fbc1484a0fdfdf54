package dev.vertepath.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * HTTPS as the README has it: a sender is known by its certificate, and the service's own is
 * another one when its files are, without a restart.
 */
class TlsIT {

  private static final String PASSWORD = "changeit";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path directory;

  @Test
  void certificatesOpenTheDoorAndAreReadAgainWhenTheyChange() throws Exception {
    for (String name : new String[] {"first", "second", "his", "stranger"}) {
      keys(name);
    }
    serve("first");
    Files.writeString(
        directory.resolve("clients.crt"), pem("CERTIFICATE", certificate("his").getEncoded()));
    Files.writeString(
        directory.resolve("senders.tsv"), "CN=his\this\tOrganization/1\tsystem/*.cruds\n");
    var program = Program.in(directory);
    String root = "https://127.0.0.1:" + program.settings().get("SERVER_PORT");
    program =
        program
            .with("VERTEPATH_AUTHORIZATION_SERVER", "true")
            .with("VERTEPATH_BASE_URL", root + "/fhir")
            .with("VERTEPATH_SENDERS", directory.resolve("senders.tsv").toString())
            .with("SERVER_SSL_BUNDLE", "web")
            .with("SERVER_SSL_CLIENTAUTH", "want")
            .with(
                "SPRING_SSL_BUNDLE_PEM_WEB_KEYSTORE_CERTIFICATE",
                "file:" + directory.resolve("tls.crt"))
            .with(
                "SPRING_SSL_BUNDLE_PEM_WEB_KEYSTORE_PRIVATEKEY",
                "file:" + directory.resolve("tls.key"))
            .with(
                "SPRING_SSL_BUNDLE_PEM_WEB_TRUSTSTORE_CERTIFICATE",
                "file:" + directory.resolve("clients.crt"))
            .with("SPRING_SSL_BUNDLE_PEM_WEB_RELOADONUPDATE", "true");
    try (var serving = program.launched()) {
      await()
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> get(root + "/actuator/health", null).statusCode() == 200);
      assertThat(served(root)).contains("CN=first");
      assertThat(get(root + "/fhir/Patient", null).statusCode()).isEqualTo(401);
      assertThat(get(root + "/fhir/Patient", "his").statusCode()).isEqualTo(200);
      assertThat(isTurnedAway(root, "stranger")).isTrue();

      serve("second");
      await()
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> served(root).contains("CN=second"));
      assertThat(get(root + "/fhir/Patient", "his").statusCode()).isEqualTo(200);
      assertThat(get(root + "/fhir/Patient", null).statusCode()).isEqualTo(401);
      assertThat(serving.process().isAlive()).isTrue();
    }
  }

  /** Puts this certificate where the service reads its own. */
  private void serve(String name) throws Exception {
    byte[] key = store(name).getKey(name, PASSWORD.toCharArray()).getEncoded();
    Files.writeString(directory.resolve("tls.key"), pem("PRIVATE KEY", key));
    Files.writeString(
        directory.resolve("tls.crt"), pem("CERTIFICATE", certificate(name).getEncoded()));
  }

  private boolean isTurnedAway(String root, String name) throws Exception {
    try {
      return get(root + "/fhir/Patient", name).statusCode() == 401;
    } catch (IOException notTrusted) {
      return true;
    }
  }

  private String served(String root) throws Exception {
    SSLSession session = get(root + "/actuator/health", null).sslSession().orElseThrow();
    return ((X509Certificate) session.getPeerCertificates()[0]).getSubjectX500Principal().getName();
  }

  /** Over a connection of its own. */
  private HttpResponse<String> get(String url, @Nullable String client) throws Exception {
    KeyManagerFactory keys = null;
    if (client != null) {
      keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store(client), PASSWORD.toCharArray());
    }
    KeyStore servers = KeyStore.getInstance("PKCS12");
    servers.load(null, null);
    for (String server : new String[] {"first", "second"}) {
      servers.setCertificateEntry(server, certificate(server));
    }
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(servers);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys == null ? null : keys.getKeyManagers(), trusted.getTrustManagers(), null);
    try (HttpClient http = HttpClient.newBuilder().sslContext(context).build()) {
      return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
  }

  private X509Certificate certificate(String name) throws Exception {
    return (X509Certificate) store(name).getCertificate(name);
  }

  private KeyStore store(String name) throws Exception {
    return KeyStore.getInstance(directory.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
  }

  private static String pem(String what, byte[] bytes) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, lines);
  }

  private void keys(String name) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                directory.resolve(name + ".p12").toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".log").toFile())
            .start();
    assertThat(keytool.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(keytool.exitValue()).isZero();
  }
}
