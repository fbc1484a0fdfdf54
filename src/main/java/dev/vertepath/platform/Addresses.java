package dev.vertepath.platform;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Where the service may be sent. Others name where to, as the receiver of a subscription: what they
 * cannot reach themselves, as this machine, its network or the metadata of a cloud, the service
 * shall not ask for them (server-side request forgery). What the operator allows is allowed.
 */
public final class Addresses {

  private static final int BYTE = 0xff;

  /** Of 4 bytes: what is not reached over the internet (RFC 6890), and multicast. */
  private static final List<Network> CLOSED_4 =
      Network.all(
          "0.0.0.0/8,10.0.0.0/8,100.64.0.0/10,127.0.0.0/8,169.254.0.0/16,172.16.0.0/12,192.0.0.0/24,"
              + "192.0.2.0/24,192.88.99.0/24,192.168.0.0/16,198.18.0.0/15,198.51.100.0/24,"
              + "203.0.113.0/24,224.0.0.0/4,240.0.0.0/4");

  /** Of 16 bytes, what is: the global unicast addresses. */
  private static final List<Network> OPEN_6 = Network.all("2000::/3");

  /** But for documentation, Teredo, 6to4 and such, which lead to addresses of 4 bytes. */
  private static final List<Network> CLOSED_6 =
      Network.all("2001::/23,2001:db8::/32,2002::/16,3fff::/20");

  /** Addresses of 4 bytes as those of 16 (RFC 6052). */
  private static final Network TRANSLATED = Network.of("64:ff9b::/96");

  private final List<Network> allowed;

  /**
   * @param allowed networks as {@code 10.1.0.0/16} with commas between; may be empty
   */
  public Addresses(String allowed) {
    this.allowed = Network.all(allowed);
  }

  /** Whether a connection to it may be made. */
  public boolean isAllowed(InetAddress address) {
    InetAddress plain = plain(address);
    return allowed.stream().anyMatch(network -> network.contains(plain)) || isPublic(plain);
  }

  private static boolean isPublic(InetAddress address) {
    if (address instanceof Inet4Address) {
      return CLOSED_4.stream().noneMatch(network -> network.contains(address));
    }
    return OPEN_6.stream().anyMatch(network -> network.contains(address))
        && CLOSED_6.stream().noneMatch(network -> network.contains(address));
  }

  private static InetAddress plain(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet6Address six
        && (six.isIPv4CompatibleAddress() || TRANSLATED.contains(address))) {
      try {
        return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
      } catch (UnknownHostException e) {
        throw new IllegalStateException(e);
      }
    }
    return address;
  }

  /** Addresses with the same first bits. */
  record Network(InetAddress first, int bits) {

    static List<Network> all(String networks) {
      return Arrays.stream(networks.split(","))
          .map(String::strip)
          .filter(text -> !text.isEmpty())
          .map(Network::of)
          .toList();
    }

    /**
     * @throws IllegalArgumentException that says what is wrong
     */
    static Network of(String text) {
      String[] parts = text.split("/", -1);
      try {
        // Of an address in figures, no name is looked up.
        InetAddress first = InetAddress.ofLiteral(parts[0]);
        int most = first.getAddress().length * Byte.SIZE;
        int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
        if (parts.length <= 2 && bits >= 0 && bits <= most) {
          return new Network(first, bits);
        }
      } catch (IllegalArgumentException e) {
        // Told below.
      }
      throw new IllegalArgumentException(
          "'%s' is no network: it is written as 10.1.0.0/16 or fd00::/8.".formatted(text));
    }

    boolean contains(InetAddress address) {
      byte[] own = first.getAddress();
      byte[] other = address.getAddress();
      if (own.length != other.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 1 << (Byte.SIZE - 1 - bit % Byte.SIZE);
        if (((own[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & BYTE & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
