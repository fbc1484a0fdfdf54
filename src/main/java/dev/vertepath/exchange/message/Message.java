package dev.vertepath.exchange.message;

import dev.vertepath.exchange.ledger.MessageText.Reply;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A message that was read from outside. */
public interface Message {

  Envelope envelope();

  /**
   * What it says, as structurally sound resources.
   *
   * @throws RecordException with every reason why it cannot be taken in
   */
  List<Part> parts();

  /**
   * The answer when its effects are stored.
   *
   * @param notes what its sender should know of it, with places as in {@code Bundle.entry[3]}
   */
  Reply accepted(Instant now, List<Problem> notes);

  /**
   * The answer when nothing of it is stored.
   *
   * @param why with places as in {@code Bundle.entry[3]}, by the index of the part
   * @param passing whether it may go well when it is sent again
   */
  Reply refused(Instant now, RecordException why, boolean passing);

  /**
   * What else its sender is told, by a message of its own on another way.
   *
   * @param answer that it gets, now or once more
   */
  default Optional<Further> further(Reply answer, Instant now) {
    return Optional.empty();
  }

  /**
   * A message to the sender.
   *
   * @param channel of the outbox, whose carrier knows where to
   */
  record Further(String channel, Reply body) {}

  /**
   * One resource of a message.
   *
   * @param fullUrl what other parts refer to it by; null for none
   * @param resource null for what is not stored, as the header
   * @param partial whether it says only part of what is to be known: of a patient who is known
   *     already, it adds identifiers and links, and changes nothing else
   */
  record Part(@Nullable String fullUrl, @Nullable ObjectNode resource, boolean partial) {

    public Part(@Nullable String fullUrl, @Nullable ObjectNode resource) {
      this(fullUrl, resource, false);
    }
  }
}
