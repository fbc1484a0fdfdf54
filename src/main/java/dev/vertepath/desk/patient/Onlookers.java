package dev.vertepath.desk.patient;

import dev.vertepath.access.audit.Accesses;
import dev.vertepath.access.audit.Accesses.AccessToRecord;
import dev.vertepath.exchange.ledger.LedgerEntry;
import dev.vertepath.exchange.ledger.LedgerFilter;
import dev.vertepath.exchange.message.Messages;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Who looked at a patient's record, and what messages told of her: for those who may know. */
@ConditionalOnWebApplication
@Component
class Onlookers {

  private static final int MOST = 200;
  private static final int SHOWN = 20;
  private static final int MOST_MESSAGES = 200;

  private final Accesses accesses;
  private final Messages messages;

  Onlookers(Accesses accesses, Messages messages) {
    this.accesses = accesses;
    this.messages = messages;
  }

  /**
   * What one did, as often as it was done one after the other.
   *
   * @param last when it was done last
   * @param name of the person or system
   * @param what an interaction of REST, as in {@code read}
   */
  record Access(
      Instant last, String name, String roles, String what, @Nullable String purpose, int count) {

    boolean isLike(Access other) {
      return name.equals(other.name)
          && roles.equals(other.roles)
          && what.equals(other.what)
          && Objects.equals(purpose, other.purpose);
    }
  }

  /** Newest first; empty for a caller who may not know. */
  Optional<List<Access>> accesses(String patient) {
    return ifAllowed(() -> accesses.of(patient, null, MOST)).map(Onlookers::grouped);
  }

  private static List<Access> grouped(List<AccessToRecord> single) {
    List<Access> groups = new ArrayList<>();
    for (AccessToRecord one : single) {
      String client = Objects.requireNonNullElse(one.client(), "–");
      var access =
          new Access(
              one.recorded(),
              Objects.requireNonNullElse(one.name(), client),
              String.join(", ", one.roles()),
              one.what(),
              one.purpose(),
              1);
      Access before = groups.isEmpty() ? null : groups.getLast();
      if (before != null && before.isLike(access)) {
        groups.removeLast();
        access =
            new Access(
                before.last(),
                before.name(),
                before.roles(),
                before.what(),
                before.purpose(),
                before.count() + 1);
      }
      groups.add(access);
    }
    return groups.stream().limit(SHOWN).toList();
  }

  /**
   * Newest first: for who sends messages all that name her, for others those that brought
   * something; empty for a caller who may know of none.
   */
  Optional<List<LedgerEntry>> messages(String patient) {
    var hers = new LedgerFilter(List.of(), null, List.of(patient), null, null, null, null, null);
    return ifAllowed(() -> messages.list(hers, MOST_MESSAGES))
        .or(() -> ifAllowed(() -> messages.brought(patient, MOST_MESSAGES)));
  }

  /** Whether a message may be opened. */
  boolean mayRead() {
    return messages.mayRead();
  }

  private static <T> Optional<T> ifAllowed(Supplier<T> asked) {
    try {
      return Optional.of(asked.get());
    } catch (RecordException refusal) {
      if (refusal.kind() == Kind.FORBIDDEN) {
        return Optional.empty();
      }
      throw refusal;
    }
  }
}
