package dev.vertepath.exchange.message;

import dev.vertepath.exchange.ledger.LedgerEntry;
import dev.vertepath.exchange.ledger.MessageState;
import dev.vertepath.exchange.ledger.MessageText.Reply;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.time.Instant;
import java.util.List;

/** The answer to a message that came before, when what was answered then is not kept any more. */
final class ForgottenReply {

  private ForgottenReply() {}

  static Reply of(LedgerEntry before, Message message, Instant now) {
    if (before.state() == MessageState.PROCESSED) {
      return message.accepted(now, List.of());
    }
    var why =
        new RecordException(
            Kind.INVALID,
            "processing",
            null,
            "The message with this id came before and is %s; why is not kept any more: send it under another id."
                .formatted(before.state().code()));
    return message.refused(now, why, false);
  }
}
