package dev.vertepath.exchange.hl7v2;

import dev.vertepath.access.Caller;
import dev.vertepath.access.audit.OtherDoor;
import dev.vertepath.access.audit.Trail;
import dev.vertepath.exchange.ledger.MessageText.Reply;
import dev.vertepath.exchange.message.Inbox;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes messages of HL7 v2 in, whichever way they come, and has an answer for each. */
final class V2Reception {

  private static final Logger LOG = LoggerFactory.getLogger(V2Reception.class);
  private static final String OPERATION = "hl7v2";

  private final Inbox inbox;
  private final V2Channel channel;
  private final OtherDoor door;
  private final Clock clock;

  V2Reception(Inbox inbox, V2Channel channel, OtherDoor door, Clock clock) {
    this.inbox = inbox;
    this.channel = channel;
    this.door = door;
    this.clock = clock;
  }

  /**
   * For a caller of HTTP, who is bound to the thread.
   *
   * @throws RecordException when it is no message, or the caller may send none
   */
  Reply byHttp(byte[] raw) {
    return Trail.get()
        .operation(OPERATION, null, "", () -> inbox.receive(channel, raw, V2Channel.FORMAT));
  }

  /** An answer in any case: a sender over MLLP waits for one. */
  Reply byMllp(Caller caller, String address, byte[] raw) {
    try {
      return door.during(
          caller, address, OPERATION, () -> inbox.receive(channel, raw, V2Channel.FORMAT));
    } catch (RecordException e) {
      return reject(raw, e);
    } catch (RuntimeException e) {
      String number = UUID.randomUUID().toString();
      LOG.error("A message by MLLP could not be taken in ({})", number, e);
      return reject(
          raw,
          new RecordException(
              Kind.NOT_YET,
              "exception",
              null,
              "The service cannot store messages now: send it again in a moment. Its log tells more under %s."
                  .formatted(number)));
    }
  }

  Reply reject(byte[] raw, RecordException why) {
    return channel.reject(raw, why, clock.instant());
  }
}
