package dev.vertepath.exchange.hl7v2;

import dev.vertepath.access.Senders;
import dev.vertepath.access.audit.OtherDoor;
import dev.vertepath.exchange.message.FhirBodies;
import dev.vertepath.exchange.message.Inbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Takes in HL7 v2. */
@Configuration(proxyBeanMethods = false)
class V2Configuration {

  private static final int BACKLOG = 50;

  /** For which a receiver of an acknowledgment may make it wait. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Bean
  AcknowledgmentReceivers acknowledgmentReceivers(
      @Value("${vertepath.mllp-acknowledgments:}") String setting) {
    return AcknowledgmentReceivers.of(setting);
  }

  @Bean
  V2Channel v2Channel(
      FhirBodies bodies,
      ZoneId zone,
      AcknowledgmentReceivers receivers,
      @Value("${vertepath.message-mappings:}") String directory) {
    Path added = directory.isBlank() ? null : Path.of(directory.strip());
    return new V2Channel(new Mappings(new Tables(added)), bodies, zone, receivers);
  }

  @Bean
  @ConditionalOnWebApplication
  MllpCarrier mllpCarrier(
      AcknowledgmentReceivers receivers,
      Senders senders,
      SslBundles bundles,
      @Value("${vertepath.mllp-ssl-bundle:}") String bundle) {
    if (!receivers.addresses().isEmpty()) {
      requireSecured(AcknowledgmentReceivers.SETTING, bundle, senders);
    }
    return new MllpCarrier(
        receivers, bundle.isBlank() ? null : context(bundle, bundles).getSocketFactory(), PATIENCE);
  }

  @Bean
  @ConditionalOnWebApplication
  V2Reception v2Reception(Inbox inbox, V2Channel channel, OtherDoor door, Clock clock) {
    return new V2Reception(inbox, channel, door, clock);
  }

  @Bean
  @ConditionalOnWebApplication
  ServletRegistrationBean<V2Servlet> v2Servlet(V2Reception reception) {
    return new ServletRegistrationBean<>(new V2Servlet(reception), "/hl7v2");
  }

  @Bean
  @ConditionalOnWebApplication
  @org.springframework.boot.autoconfigure.condition.ConditionalOnProperty("vertepath.mllp-port")
  MllpListener mllpListener(
      V2Reception reception,
      Senders senders,
      SslBundles bundles,
      @Value("${vertepath.mllp-port}") int port,
      @Value("${vertepath.mllp-ssl-bundle:}") String bundle,
      @Value("${server.address:}") String address,
      @Value("${vertepath.max-body:16MB}") DataSize longest)
      throws IOException {
    requireSecured("VERTEPATH_MLLP_PORT", bundle, senders);
    return new MllpListener(
        again -> socket(again == null ? port : again, address, bundle, bundles),
        new MllpSenders(senders),
        reception,
        longest.toBytes());
  }

  private static void requireSecured(String setting, String bundle, Senders senders) {
    if (bundle.isBlank() && senders.anybody().isEmpty()) {
      throw new IllegalArgumentException(
          "%s is set, and callers have to prove who they are: name in".formatted(setting)
              + " VERTEPATH_MLLP_SSL_BUNDLE a bundle with a certificate and a trust store, and the"
              + " senders by their certificates in VERTEPATH_SENDERS.");
    }
  }

  private static SSLContext context(String bundle, SslBundles bundles) {
    try {
      return bundles.getBundle(bundle.strip()).createSslContext();
    } catch (NoSuchSslBundleException e) {
      throw new IllegalArgumentException(
          "VERTEPATH_MLLP_SSL_BUNDLE is '%s', which is no bundle of SPRING_SSL_BUNDLE_PEM_*."
              .formatted(bundle),
          e);
    }
  }

  private static ServerSocket socket(int port, String address, String bundle, SslBundles bundles)
      throws IOException {
    InetAddress at = address.isBlank() ? null : InetAddress.getByName(address.strip());
    try {
      if (bundle.isBlank()) {
        return ServerSocketFactory.getDefault().createServerSocket(port, BACKLOG, at);
      }
      var secured =
          (SSLServerSocket)
              context(bundle, bundles)
                  .getServerSocketFactory()
                  .createServerSocket(port, BACKLOG, at);
      secured.setNeedClientAuth(true);
      return secured;
    } catch (java.net.BindException e) {
      throw new IllegalArgumentException(
          "VERTEPATH_MLLP_PORT is %d, which cannot be listened at: %s."
              .formatted(port, e.getMessage()),
          e);
    }
  }
}
