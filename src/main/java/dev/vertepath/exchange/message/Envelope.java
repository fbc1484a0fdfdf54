package dev.vertepath.exchange.message;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the outside of a message.
 *
 * @param id its sender's, given once
 * @param submission another one each time that its sender submits the same message anew
 * @param event as the message names it, known here or not
 * @param source where it says that it comes from
 * @param sent when it says that it was made
 * @param subjects the patients that it names, as {@code system|value} or {@code Patient/id}
 * @param hash SHA-256 of what it says, in hexadecimal digits
 */
public record Envelope(
    String id,
    @Nullable String submission,
    String event,
    @Nullable String source,
    @Nullable Instant sent,
    List<String> subjects,
    String hash) {

  public Envelope {
    subjects = List.copyOf(subjects);
  }
}
