package dev.vertepath.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Connections to what others name. They are made only to addresses that were looked at: a name is
 * resolved once, and what it led to is what is connected to, so that it cannot lead elsewhere a
 * moment later. Redirects are not followed, nothing is sent twice, and no cookie is kept.
 */
public final class CarefulHttp {

  private CarefulHttp() {}

  /**
   * @param names what knows where names lead
   * @param allowed which addresses may be connected to
   * @param setting that names more of them, for the sentence of a refusal
   * @param most connections at once
   * @param mostOfOne connections to one host at once
   */
  public static CloseableHttpClient client(
      DnsResolver names, Predicate<InetAddress> allowed, String setting, int most, int mostOfOne) {
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(new Looking(names, allowed, setting))
            .setMaxConnTotal(most)
            .setMaxConnPerRoute(mostOfOne)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.ofSeconds(5))
                    .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                    .setTimeToLive(TimeValue.ofMinutes(5))
                    .build())
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setUserAgent("VertePath")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
  }

  /** Resolves names, and lets through what connections may be made to. */
  private record Looking(DnsResolver names, Predicate<InetAddress> allowed, String setting)
      implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      InetAddress[] all = names.resolve(host);
      for (InetAddress address : all) {
        if (!allowed.test(address)) {
          throw new NotAllowed(setting);
        }
      }
      return all;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
      return names.resolveCanonicalHostname(host);
    }
  }

  /** The host is where no connection may be made to. */
  public static final class NotAllowed extends UnknownHostException {
    private static final long serialVersionUID = 1;

    NotAllowed(String setting) {
      super(
          "The host is at a private, local or reserved address: %s names those that may be connected to"
              .formatted(setting));
    }
  }
}
