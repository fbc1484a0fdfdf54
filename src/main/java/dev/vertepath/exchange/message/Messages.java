package dev.vertepath.exchange.message;

import dev.vertepath.access.CurrentCaller;
import dev.vertepath.exchange.ledger.Incoming;
import dev.vertepath.exchange.ledger.Ledger;
import dev.vertepath.exchange.ledger.LedgerEntry;
import dev.vertepath.exchange.ledger.LedgerFilter;
import dev.vertepath.exchange.ledger.LedgerReading;
import dev.vertepath.exchange.ledger.LedgerReading.Standing;
import dev.vertepath.exchange.ledger.MessageAttempt;
import dev.vertepath.exchange.ledger.MessageState;
import dev.vertepath.exchange.ledger.MessageText;
import dev.vertepath.exchange.ledger.MessageText.Reply;
import dev.vertepath.exchange.ledger.MessageWork;
import dev.vertepath.exchange.ledger.Sender;
import dev.vertepath.exchange.ledger.TouchedVersion;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import dev.vertepath.record.ResourceKey;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What people do with the ledger of messages: they list, look, try, replay and drop. Whoever may
 * send messages may do that with those of its own organization; an administrator sees that messages
 * came, and not what they say.
 */
public final class Messages {

  private final ClinicalRecord record;
  private final NamedPatients named;
  private final Inbox inbox;
  private final Ledger ledger;
  private final LedgerReading reading;
  private final Map<String, Channel> channels;
  private final MessageRights rights;
  private final Clock clock;

  Messages(
      ClinicalRecord record,
      NamedPatients named,
      Inbox inbox,
      Ledger ledger,
      LedgerReading reading,
      Map<String, Channel> channels,
      MessageRights rights,
      Clock clock) {
    this.record = record;
    this.named = named;
    this.inbox = inbox;
    this.ledger = ledger;
    this.reading = reading;
    this.channels = Map.copyOf(channels);
    this.rights = rights;
    this.clock = clock;
  }

  /**
   * A message with all that is known of it.
   *
   * @param attempts that came to nothing, and what persons decided
   */
  public record Shown(
      LedgerEntry entry,
      MessageText text,
      List<TouchedVersion> touched,
      List<MessageAttempt> attempts) {}

  /**
   * Newest first.
   *
   * @param filter of which the organization is the caller's, whatever it says
   */
  public List<LedgerEntry> list(LedgerFilter filter, int limit) {
    List<LedgerEntry> found = reading.list(own(filter), limit);
    return rights.mayOperate() ? found : found.stream().map(LedgerEntry::withoutReason).toList();
  }

  /** How many messages a filter lets through in each state; as for the list. */
  public Map<MessageState, Standing> standing(LedgerFilter filter) {
    return reading.standing(own(filter));
  }

  private LedgerFilter own(LedgerFilter filter) {
    if (!rights.mayList(filter)) {
      inbox.requireMaySend();
    }
    return MessageRights.own(filter);
  }

  /** What it says is for those who may read what it made. */
  public Shown show(long seq) {
    LedgerEntry entry = requireReadable(seq);
    return new Shown(entry, reading.text(seq), reading.touched(seq), reading.attempts(seq));
  }

  /**
   * Does again what the message says: what is there already stays as it is.
   *
   * @return the answer of now, which takes the place of the one before unless it is a refusal of
   *     what was processed already
   * @throws RecordException CONFLICT when somebody else tried it or gave it up meanwhile
   */
  public Reply replay(long seq) {
    LedgerEntry entry = requireText(seq);
    if (entry.state() == MessageState.REFUSED) {
      throw new RecordException(
          Kind.CONFLICT,
          "conflict",
          null,
          "The id of this message is taken by another one of its sender: it can only be sent anew.");
    }
    Opened opened = open(entry);
    return inbox.process(opened.incoming(), opened.message(), entry);
  }

  /** What a message of the ledger would do now; nothing is stored. */
  public DryRun rehearse(long seq) {
    requireReadable(seq);
    Opened opened = open(requireText(seq));
    return rehearse(opened);
  }

  /**
   * What a message would do that is not here yet.
   *
   * @throws RecordException when it is no message
   */
  public DryRun rehearse(String channel, byte[] raw, String format) {
    inbox.requireMaySend();
    Channel by = Objects.requireNonNull(channels.get(channel));
    Message message = by.read(raw, format);
    Sender sender = Sender.of(CurrentCaller.get(), message.envelope().source());
    return rehearse(
        new Opened(Inbox.incoming(by, raw, format, message.envelope(), sender, null), message));
  }

  private DryRun rehearse(Opened opened) {
    var work = new MessageWork(opened.incoming(), true);
    try {
      return record.onTrial(
          () -> {
            long seq = ledger.claim(opened.incoming(), clock.instant()).seq();
            List<Problem> notes =
                work.during(() -> inbox.store(opened.incoming(), opened.message(), seq));
            return new DryRun(work.made(), notes, null);
          });
    } catch (RecordException e) {
      return new DryRun(List.of(), List.of(), e);
    }
  }

  /**
   * Gives a message up that failed or waits.
   *
   * @param reason for whoever looks later
   */
  public LedgerEntry drop(long seq, String reason) {
    LedgerEntry entry = require(seq);
    if (entry.state() != MessageState.FAILED && entry.state() != MessageState.WAITING) {
      throw new RecordException(
          Kind.CONFLICT,
          "conflict",
          null,
          "Message %d is %s: what failed or waits can be dropped."
              .formatted(seq, entry.state().code()));
    }
    String by = CurrentCaller.get().name();
    String words =
        PlainText.lines(
            "Dropped by %s: %s\n%s"
                .formatted(by, reason, Objects.requireNonNullElse(entry.reason(), ""))
                .strip());
    if (!record.atOnce(() -> ledger.dropped(entry, words, clock.instant()))) {
      throw changedMeanwhile(seq);
    }
    return require(seq);
  }

  static RecordException changedMeanwhile(long seq) {
    return new RecordException(
        Kind.CONFLICT,
        "conflict",
        null,
        "Message %d was tried again or given up meanwhile: look at it again.".formatted(seq));
  }

  /** A message or an answer of this format, as people read it. */
  public Channel.Legible legible(LedgerEntry entry, byte[] text, String format) {
    return Objects.requireNonNull(channels.get(entry.channel())).legible(text, format);
  }

  private record Opened(Incoming incoming, Message message) {}

  private Opened open(LedgerEntry entry) {
    Channel channel = Objects.requireNonNull(channels.get(entry.channel()));
    byte[] raw = reading.text(entry.seq()).raw();
    if (raw.length == 0) {
      throw new RecordException(
          Kind.GONE,
          "deleted",
          null,
          "What message %d said is not kept any more (VERTEPATH_MESSAGES_KEPT): have it sent again."
              .formatted(entry.seq()));
    }
    Message message = channel.read(raw, entry.format());
    return new Opened(
        Inbox.incoming(
            channel, raw, entry.format(), message.envelope(), entry.sender(), entry.replyTo()),
        message);
  }

  private LedgerEntry requireText(long seq) {
    LedgerEntry entry = require(seq);
    if (entry.state() == MessageState.ERASED) {
      throw new RecordException(
          Kind.GONE, "deleted", null, "Message %d was erased with its patient.".formatted(seq));
    }
    return entry;
  }

  /**
   * @throws RecordException FORBIDDEN without the right to read every MessageHeader; NOT_FOUND for
   *     a message about somebody who is out of sight
   */
  private LedgerEntry requireReadable(long seq) {
    LedgerEntry entry = require(seq);
    if (!rights.mayRead()) {
      throw new RecordException(
          Kind.FORBIDDEN,
          "forbidden",
          null,
          "To see what a message says takes the right to read it: ask for the scope"
              + " system/MessageHeader.r or user/MessageHeader.r.");
    }
    reading.touched(seq).stream()
        .map(TouchedVersion::patient)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(patient -> requireSeen(patient, seq));
    named.of(reading.subjects(seq)).forEach(patient -> requireSeen(patient, seq));
    return entry;
  }

  /** It is told in the audit trail whose messages were looked at. */
  private void requireSeen(String patient, long seq) {
    try {
      record.read(new ResourceKey("Patient", patient), null);
    } catch (RecordException e) {
      if (e.kind() != Kind.GONE) {
        throw missing(seq);
      }
    }
  }

  private LedgerEntry require(long seq) {
    inbox.requireMaySend();
    Optional<LedgerEntry> found = reading.find(seq, MessageRights.organization());
    return found.orElseThrow(() -> missing(seq));
  }

  private static RecordException missing(long seq) {
    return new RecordException(
        Kind.NOT_FOUND,
        "not-found",
        null,
        "There is no message %d here: $messages lists them.".formatted(seq));
  }
}
