package dev.vertepath.exchange.ledger;

import dev.vertepath.access.Caller;
import dev.vertepath.access.References;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a message.
 *
 * @param subject of the caller, as its token or certificate proves it
 * @param organization logical id of the organization that the caller belongs to
 * @param source what the message says of where it comes from; nothing proves it
 */
public record Sender(
    String subject,
    @Nullable String client,
    @Nullable String organization,
    @Nullable String source) {

  public static Sender of(Caller caller, @Nullable String source) {
    String organization = caller.organization();
    return new Sender(
        caller.subject(),
        caller.client(),
        organization == null ? null : References.id(organization),
        source);
  }

  /** Who may use the id of a message once. */
  public String key() {
    return Objects.requireNonNullElse(client, subject)
        + " "
        + Objects.requireNonNullElse(source, "");
  }
}
