package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vertepath.exchange.hl7v2.Mllp;
import dev.vertepath.exchange.hl7v2.MllpListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
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
  private static final Path DIRECTORY = directory();

  @Autowired MllpListener listener;
  @Autowired JdbcClient jdbc;

  @DynamicPropertySource
  static void mllp(DynamicPropertyRegistry properties) throws Exception {
    for (String name : List.of("server", "known", "stranger")) {
      keys(name);
    }
    trust("clients", "known", "stranger");
    Files.writeString(
        DIRECTORY.resolve("senders.tsv"), "CN=known\this\tOrganization/lake\tsystem/*.cruds\n");
    properties.add("vertepath.mllp-port", () -> "0");
    properties.add("vertepath.mllp-ssl-bundle", () -> "mllp");
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

  private static void keys(String name) throws Exception {
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
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                DIRECTORY.resolve(name + ".p12").toString())
            .redirectErrorStream(true)
            .redirectOutput(DIRECTORY.resolve(name + ".log").toFile())
            .start();
    assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
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
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(trust("servers", "server"));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trusted.getTrustManagers(), null);
    return new Mllp(context.getSocketFactory().createSocket("127.0.0.1", listener.port()));
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
