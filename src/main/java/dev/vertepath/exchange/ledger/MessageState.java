package dev.vertepath.exchange.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of a message. */
public enum MessageState {
  /** Its effects are in the record, stored with this state. */
  PROCESSED,
  /** Nothing of it is in the record, and sending it again as it is will not help. */
  FAILED,
  /**
   * Nothing of it is in the record: what it needs is not there yet, or others were in the way. It
   * is tried again when it is sent again, or when a person has it replayed.
   */
  WAITING,
  /** It bears the id of another message of its sender, and was not looked at further. */
  REFUSED,
  /** A person decided that nothing is to be done with it any more. */
  DROPPED,
  /** What it said was erased with its patient. */
  ERASED;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<MessageState> of(String code) {
    return Arrays.stream(values()).filter(state -> state.code().equals(code)).findFirst();
  }
}
