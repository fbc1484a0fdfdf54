package dev.vertepath.exchange.hl7v2;

import dev.vertepath.exchange.outbox.Outbox;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where senders take in application acknowledgments that are messages of their own.
 *
 * @param addresses by MSH-3 and MSH-4 of the sender, with a bar between
 */
record AcknowledgmentReceivers(Map<String, Address> addresses) {

  static final String SETTING = "VERTEPATH_MLLP_ACKNOWLEDGMENTS";

  AcknowledgmentReceivers {
    addresses = Map.copyOf(addresses);
  }

  /** Where MLLP is listened to. */
  record Address(String host, int port) {}

  /**
   * @param setting as {@code HIS|LAKESIDE=his.lakeside.example:2576}, with commas between several
   * @throws IllegalArgumentException that says what is wrong
   */
  static AcknowledgmentReceivers of(String setting) {
    Map<String, Address> addresses = new LinkedHashMap<>();
    for (String one : setting.split(",")) {
      if (!one.isBlank()) {
        int end = one.lastIndexOf('=');
        String sender = end < 0 ? "" : one.substring(0, end).strip();
        if (!sender.matches("[^|]+\\|[^|]*")
            || addresses.put(sender, address(one, one.substring(end + 1).strip())) != null) {
          throw refused(one);
        }
      }
    }
    return new AcknowledgmentReceivers(addresses);
  }

  private static Address address(String one, String text) {
    try {
      URI uri = URI.create("mllp://" + text);
      if (uri.getHost() != null && uri.getPort() > 0 && uri.getAuthority().equals(text)) {
        return new Address(uri.getHost().replaceAll("^\\[|]$", ""), uri.getPort());
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw refused(one);
  }

  private static IllegalArgumentException refused(String one) {
    return new IllegalArgumentException(
        "%s: '%s' must be MSH-3 and MSH-4 of a sender, once, and where it listens, as in"
                .formatted(SETTING, one.strip())
            + " HIS|LAKESIDE=his.lakeside.example:2576.");
  }

  /** Channel of the outbox to a sender, if it takes acknowledgments in. */
  Optional<String> channel(String sender) {
    return addresses.containsKey(sender) ? Optional.of(Outbox.ANSWERS + sender) : Optional.empty();
  }

  /** Whether a channel of the outbox is one to a sender, of now or of before. */
  static boolean isChannel(String channel) {
    return channel.startsWith(Outbox.ANSWERS) && channel.indexOf('|') > 0;
  }

  /** Empty for a sender that takes none in any more. */
  Optional<Address> address(String channel) {
    return Optional.ofNullable(addresses.get(channel.substring(Outbox.ANSWERS.length())));
  }
}
