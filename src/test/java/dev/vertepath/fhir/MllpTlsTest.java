package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vertepath.FreePort;
import dev.vertepath.exchange.hl7v2.Mllp;
import dev.vertepath.exchange.hl7v2.MllpListener;
import dev.vertepath.exchange.hl7v2.MllpPartner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Where callers prove who they are, senders of HL7 v2 do so by their certificates. */
class MllpTlsTest extends TokenAccess {

  private static final String PASSWORD = "changeit";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path DIRECTORY = directory();
  private static final int PARTNER = FreePort.next();

  @Autowired MllpListener listener;
  @Autowired JdbcClient jdbc;

  @DynamicPropertySource
  static void mllp(DynamicPropertyRegistry properties) throws Exception {
    for (String name : List.of("server", "known", "stranger")) {
      keys(name, "ip:127.0.0.1");
    }
    keys("elsewhere", "dns:elsewhere.example");
    trust("clients", "known", "stranger", "elsewhere");
    Files.writeString(
        DIRECTORY.resolve("senders.tsv"), "CN=known\this\tOrganization/lake\tsystem/*.cruds\n");
    properties.add("vertepath.mllp-port", () -> "0");
    properties.add("vertepath.mllp-ssl-bundle", () -> "mllp");
    properties.add("vertepath.mllp-acknowledgments", () -> "HIS|LAKE=127.0.0.1:" + PARTNER);
    properties.add("vertepath.senders", () -> DIRECTORY.resolve("senders.tsv").toString());
    for (String store : List.of("keystore", "truststore")) {
      String bundle = "spring.ssl.bundle.jks.mllp." + store;
      String file = store.equals("keystore") ? "server" : "clients";
      properties.add(bundle + ".location", () -> "file:" + DIRECTORY.resolve(file + ".p12"));
      properties.add(bundle + ".password", () -> PASSWORD);
      properties.add(bundle + ".type", () -> "PKCS12");
    }
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory("mllp");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void keys(String name, String host) throws Exception {
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
                "-validity",
                "30",
                "-ext",
                "SAN=" + host,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                DIRECTORY.resolve(name + ".p12").toString())
            .redirectErrorStream(true)
            .redirectOutput(DIRECTORY.resolve(name + ".log").toFile())
            .start();
    assertThat(keytool.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(keytool.exitValue()).isZero();
  }

  private static KeyStore store(String name) throws Exception {
    return KeyStore.getInstance(DIRECTORY.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
  }

  private static KeyStore trust(String name, String... trusted) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (String one : trusted) {
      store.setCertificateEntry(one, store(one).getCertificate(one));
    }
    try (var file = Files.newOutputStream(DIRECTORY.resolve(name + ".p12"))) {
      store.store(file, PASSWORD.toCharArray());
    }
    return store;
  }

  private Mllp sender(String name) throws Exception {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store(name), PASSWORD.toCharArray());
    return sender(keys.getKeyManagers());
  }

  private Mllp sender(KeyManager @Nullable [] keys) throws Exception {
    return new Mllp(context(keys).getSocketFactory().createSocket("127.0.0.1", listener.port()));
  }

  private static SSLContext context(KeyManager @Nullable [] keys) throws Exception {
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(trust("servers", "server"));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trusted.getTrustManagers(), null);
    return context;
  }

  private static String adt(String id) {
    return """
        MSH|^~\\&|HIS|LAKE|VP|LAKE|20261018091500||ADT^A28^ADT_A05|%1$s|P|2.5.1
        PID|1||%1$s^^^LAKE^MR||Lindgren^Oskar
        """
        .formatted(id);
  }

  @Test
  void aSenderWhomTheFileNamesIsWhoItsCertificateSays() throws Exception {
    try (Mllp known = sender("known")) {
      assertThat(known.send(adt("tls-1")).get(1)).isEqualTo("MSA|AA|tls-1");
    }
    assertThat(
            jdbc.sql(
                    """
                    select client || ' ' || organization || ' ' || source from message
                    where id = 'tls-1'
                    """)
                .query(String.class)
                .single())
        .isEqualTo("his lake HIS|LAKE");
    assertThat(
            jdbc.sql(
                    "select client from audit_event where act = 'message' and query like '%tls-1%'")
                .query(String.class)
                .single())
        .isEqualTo("his");
  }

  @Test
  void itsApplicationAcknowledgmentIsSentByTlsWithACertificate() throws Exception {
    try (var partner = new MllpPartner(PARTNER, () -> listening("known"));
        Mllp known = sender("known")) {
      assertThat(known.send(enhanced("tls-5")).get(1)).isEqualTo("MSA|CA|tls-5");

      await().atMost(PATIENCE).until(() -> !partner.got("MSA|AA|tls-5").isEmpty());
    }
  }

  /** The service trusts the authority, and looks at whose certificate it is. */
  @Test
  void itIsNotSentToAnotherHost() throws Exception {
    try (var elsewhere = new MllpPartner(PARTNER, () -> listening("elsewhere"));
        Mllp known = sender("known")) {
      known.send(enhanced("tls-6"));

      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  jdbc.sql(
                          """
                          select problem from delivery where problem is not null
                            and order_key = (select 'message/' || seq from message where id = 'tls-6')
                          """)
                      .query(String.class)
                      .optional(),
              problem -> problem.filter(text -> text.startsWith("TLS failed")).isPresent());
      assertThat(elsewhere.got("tls-6")).isEmpty();
    }
  }

  private static String enhanced(String id) {
    return adt(id).replace("|P|2.5.1", "|P|2.5.1|||AL|AL");
  }

  /** A system of the hospital that shows a certificate and asks for one. */
  private static ServerSocket listening(String name) {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store(name), PASSWORD.toCharArray());
      var socket =
          (SSLServerSocket)
              context(keys.getKeyManagers()).getServerSocketFactory().createServerSocket();
      socket.setNeedClientAuth(true);
      return socket;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSenderWithAnotherCertificateIsNotAnswered() throws Exception {
    try (Mllp stranger = sender("stranger")) {
      assertThatThrownBy(() -> stranger.send(adt("tls-2")))
          .isInstanceOf(UncheckedIOException.class);
    }
    assertThat(
            jdbc.sql("select count(*) from message where id = 'tls-2'")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void aSenderWithoutACertificateIsNotAnswered() throws Exception {
    try (Mllp nobody = sender((KeyManager[]) null)) {
      assertThatThrownBy(() -> nobody.send(adt("tls-4"))).isInstanceOf(UncheckedIOException.class);
    }
    assertThat(
            jdbc.sql("select count(*) from message where id = 'tls-4'")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void aSenderWithoutTlsIsNotAnswered() {
    try (Mllp plain = Mllp.to(listener.port())) {
      assertThatThrownBy(() -> plain.send(adt("tls-3"))).isInstanceOf(UncheckedIOException.class);
    }
  }
}
