package dev.vertepath.exchange.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came.
 *
 * @param channel {@code fhir} or {@code hl7v2}
 * @param format the Content-Type that it was sent with
 * @param hash SHA-256 of what it says, in hexadecimal digits
 * @param id its sender's, given once
 * @param envelope another one each time that its sender submits the same message anew
 * @param event what it tells of
 * @param sent when the message says that it was made
 * @param subjects the patients that it names, as {@code system|value} or {@code Patient/id}
 * @param replyTo URL that its answer is sent to; null where its sender waits for it
 */
public record Incoming(
    String channel,
    String format,
    byte[] raw,
    String hash,
    Sender sender,
    String id,
    @Nullable String envelope,
    String event,
    @Nullable Instant sent,
    List<String> subjects,
    @Nullable String replyTo) {

  public Incoming {
    subjects = List.copyOf(subjects);
  }
}
