package dev.vertepath.exchange.message;

import dev.vertepath.access.Access;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.Decision;
import dev.vertepath.access.Permission;
import dev.vertepath.access.audit.Trail;
import dev.vertepath.exchange.ledger.Claim;
import dev.vertepath.exchange.ledger.Incoming;
import dev.vertepath.exchange.ledger.Ledger;
import dev.vertepath.exchange.ledger.LedgerEntry;
import dev.vertepath.exchange.ledger.LedgerReading;
import dev.vertepath.exchange.ledger.MessageState;
import dev.vertepath.exchange.ledger.MessageText.Reply;
import dev.vertepath.exchange.ledger.MessageWork;
import dev.vertepath.exchange.ledger.Sender;
import dev.vertepath.exchange.outbox.Outbox;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.TransactionException;

/**
 * Takes messages in, whatever their format: each has its effects once, and they are stored with it
 * in one transaction. Only then is it answered.
 */
public final class Inbox {

  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

  private static final String FAILED =
      "The service failed at this message, of which its log tells more. Nothing of it was stored: it"
          + " can be sent again or replayed.";

  private final ClinicalRecord record;
  private final Ledger ledger;
  private final LedgerReading reading;
  private final Access access;
  private final Outbox outbox;
  private final Clock clock;
  private final @Nullable String ownBase;

  /**
   * @param record which guards and tells what the sender does
   * @param ownBase URL of this server, if it is known
   */
  Inbox(
      ClinicalRecord record,
      Ledger ledger,
      LedgerReading reading,
      Access access,
      Outbox outbox,
      Clock clock,
      @Nullable String ownBase) {
    this.record = record;
    this.ledger = ledger;
    this.reading = reading;
    this.access = access;
    this.outbox = outbox;
    this.clock = clock;
    this.ownBase = ownBase;
  }

  /**
   * Takes a message in for the caller of this thread.
   *
   * @param format the Content-Type that it was sent with
   * @return the answer, which is stored: whoever sends the message again gets the same
   * @throws RecordException when it is no message, or the caller may send none
   */
  public Reply receive(Channel channel, byte[] raw, String format) {
    return receive(channel, raw, format, null);
  }

  /**
   * The same; whatever the answer is, it is put on its way to a URL in the transaction that stores
   * it.
   *
   * @param replyTo null where its sender waits for it
   */
  public Reply receive(Channel channel, byte[] raw, String format, @Nullable String replyTo) {
    requireMaySend();
    if (replyTo != null) {
      outbox.requireReceiver(replyTo, null);
    }
    Message message = channel.read(raw, format);
    Envelope envelope = message.envelope();
    Sender sender = Sender.of(CurrentCaller.get(), envelope.source());
    return process(incoming(channel, raw, format, envelope, sender, replyTo), message, null);
  }

  /**
   * @throws RecordException FORBIDDEN when the caller may send no messages
   */
  public void requireMaySend() {
    if (access.decide(CurrentCaller.get(), Permission.CREATE, "MessageHeader")
        instanceof Decision.Refused(String sentence, String scope)) {
      throw new RecordException(Kind.FORBIDDEN, "forbidden", null, sentence);
    }
  }

  static Incoming incoming(
      Channel channel,
      byte[] raw,
      String format,
      Envelope envelope,
      Sender sender,
      @Nullable String replyTo) {
    return new Incoming(
        channel.name(),
        format,
        raw,
        envelope.hash(),
        sender,
        envelope.id(),
        envelope.submission(),
        envelope.event(),
        envelope.sent(),
        envelope.subjects(),
        replyTo);
  }

  /**
   * @param seen as it was when a person decided to do it again, whatever became of it before; null
   *     for one that comes
   * @throws RecordException CONFLICT when it is not so any more
   */
  Reply process(Incoming incoming, Message message, @Nullable LedgerEntry seen) {
    try {
      return record.atOnce(() -> take(incoming, message, seen));
    } catch (RecordException e) {
      tell(incoming, Set.of());
      return record.atOnce(() -> fail(incoming, message, e, seen));
    } catch (DataAccessException | TransactionException e) {
      // Nothing can be stored now, not even that it failed: whoever sent it keeps it.
      throw e;
    } catch (RuntimeException e) {
      LOG.error("A message failed that is stored as waiting", e);
      var failure = new RecordException(Kind.NOT_YET, "exception", null, FAILED);
      return record.atOnce(() -> fail(incoming, message, failure, seen));
    }
  }

  private Reply take(Incoming incoming, Message message, @Nullable LedgerEntry seen) {
    Claim claim = ledger.claim(incoming, clock.instant());
    LedgerEntry before = claim.before();
    requireStill(seen, before);
    if (before != null && seen == null) {
      requireSame(incoming, before);
      if (isSettled(before, incoming)) {
        tell(incoming, Set.of());
        Reply answer = reading.text(before.seq()).answer();
        Reply given = answer == null ? ForgottenReply.of(before, message, clock.instant()) : answer;
        send(incoming, message, claim.seq(), given);
        return given;
      }
    }
    var work = new MessageWork(incoming, false);
    List<Problem> notes = work.during(() -> store(incoming, message, claim.seq()));
    Reply answer = message.accepted(clock.instant(), notes);
    ledger.processed(claim.seq(), incoming, answer, work.touched(), clock.instant());
    send(incoming, message, claim.seq(), answer);
    tell(
        incoming,
        work.touched().stream()
            .map(one -> one.patient())
            .filter(Objects::nonNull)
            .collect(Collectors.toSet()));
    return answer;
  }

  /** Does what the message says; to be called within a transaction. */
  List<Problem> store(Incoming incoming, Message message, long seq) {
    var storing = new Storing(record, ledger, ownBase, incoming, seq);
    List<Interaction> interactions = storing.of(message.parts());
    List<Outcome> outcomes = record.transact(interactions);
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Unchanged
          && interactions.get(i) instanceof Interaction.Create create
          && create.body().path("resourceType").asString("").equals("Patient")) {
        // Somebody else was faster to tell of her: now she is known.
        throw new OptimisticLockingFailureException("A patient arrived meanwhile");
      }
    }
    return storing.notes();
  }

  /** What was decided of a message was decided of what it was then. */
  private static void requireStill(@Nullable LedgerEntry seen, @Nullable LedgerEntry now) {
    if (seen != null
        && (now == null || now.state() != seen.state() || now.attempts() != seen.attempts())) {
      throw Messages.changedMeanwhile(seen.seq());
    }
  }

  private static void requireSame(Incoming incoming, LedgerEntry before) {
    if (before.state() == MessageState.ERASED) {
      throw new RecordException(
          Kind.GONE,
          "deleted",
          null,
          "A message with the id '%s' was erased here with its patient, and has no effect any more."
              .formatted(incoming.id()));
    }
    if (!before.hash().equals(incoming.hash())) {
      throw new RecordException(
          Kind.CONFLICT,
          "duplicate",
          null,
          "A message with the id '%s' came from this sender before, and said something else: an id"
                  .formatted(incoming.id())
              + " is given to one message only. Send this one under an id of its own.");
    }
  }

  /** Whether the answer of before holds. */
  private static boolean isSettled(LedgerEntry before, Incoming incoming) {
    return switch (before.state()) {
      case PROCESSED, DROPPED -> true;
      // Submitted anew in another envelope, it is looked at again: R4 messaging.html.
      case FAILED -> Objects.equals(before.envelope(), incoming.envelope());
      default -> false;
    };
  }

  /** To where its sender wants it; what is sent of one message arrives in its order. */
  private void send(Incoming incoming, Message message, long seq, Reply answer) {
    String url = incoming.replyTo();
    // Where nothing may be sent any more, the message takes effect all the same.
    if (url != null && outbox.isReceiver(url)) {
      outbox.enqueue(url, answer.format(), answer.body(), LedgerEntry.answers(seq), null);
    }
    message
        .further(answer, clock.instant())
        .ifPresent(
            more ->
                outbox.enqueueBy(
                    more.channel(),
                    more.body().format(),
                    more.body().body(),
                    LedgerEntry.answers(seq)));
  }

  private Reply fail(
      Incoming incoming, Message message, RecordException why, @Nullable LedgerEntry seen) {
    var failure = new Failure(why);
    String reason = failure.reason();
    boolean passing = failure.isPassing();
    Reply answer = message.refused(clock.instant(), why, passing);
    Claim claim = ledger.claim(incoming, clock.instant());
    LedgerEntry before = claim.before();
    requireStill(seen, before);
    if (before != null && before.state() == MessageState.ERASED) {
      // What was erased is not kept anew.
      send(incoming, message, claim.seq(), answer);
      return answer;
    }
    if (before != null && !before.hash().equals(incoming.hash())) {
      long own = ledger.refused(incoming, reason, answer, clock.instant());
      send(incoming, message, own, answer);
      return answer;
    }
    if (before != null && before.state() == MessageState.PROCESSED) {
      // Its effects of before stay; only this attempt came to nothing.
      return answer;
    }
    MessageState state = passing ? MessageState.WAITING : MessageState.FAILED;
    ledger.failed(claim.seq(), incoming, state, reason, answer, clock.instant());
    send(incoming, message, claim.seq(), answer);
    return answer;
  }

  private static void tell(Incoming incoming, Set<String> patients) {
    Trail.get()
        .message(
            "%s %s of %s".formatted(incoming.event(), incoming.id(), incoming.sender().key()),
            patients);
  }
}
