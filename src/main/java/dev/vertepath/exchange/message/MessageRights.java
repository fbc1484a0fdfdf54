package dev.vertepath.exchange.message;

import dev.vertepath.access.Access;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.Decision;
import dev.vertepath.access.Permission;
import dev.vertepath.access.References;
import dev.vertepath.access.Role;
import dev.vertepath.exchange.ledger.LedgerFilter;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import org.jspecify.annotations.Nullable;

/** What this thread's caller may do with the ledger. */
public final class MessageRights {

  private static final String MESSAGE = "MessageHeader";

  private final Access access;

  MessageRights(Access access) {
    this.access = access;
  }

  /** Whether the caller may try, replay and drop messages: who may send them. */
  public boolean mayOperate() {
    return access.decide(CurrentCaller.get(), Permission.CREATE, MESSAGE)
        instanceof Decision.Allowed;
  }

  /** Whether the caller may see that messages came. */
  public boolean mayList() {
    return mayOperate() || CurrentCaller.get().roles().contains(Role.ADMINISTRATOR);
  }

  /** Whose they are, is not for those who see envelopes only. */
  boolean mayList(LedgerFilter filter) {
    return mayOperate() || (mayList() && filter.patients().isEmpty());
  }

  /** Whether the caller may see what messages say. */
  public boolean mayRead() {
    return mayOperate()
        && access.decide(CurrentCaller.get(), Permission.READ, MESSAGE)
            instanceof Decision.Allowed allowed
        && allowed.within().isEmpty();
  }

  /**
   * @throws RecordException FORBIDDEN for who may not read where resources come from
   */
  void requireProvenance() {
    switch (access.decide(CurrentCaller.get(), Permission.READ, "Provenance")) {
      case Decision.Refused(String sentence, String scope) ->
          throw new RecordException(Kind.FORBIDDEN, "forbidden", null, sentence);
      case Decision.Allowed allowed when !allowed.within().isEmpty() ->
          throw new RecordException(
              Kind.FORBIDDEN, "forbidden", null, "The scope is for some Provenances only.");
      case Decision.Allowed all -> {
        // May.
      }
    }
  }

  /** The same for the caller's organization, whatever the filter says. */
  static LedgerFilter own(LedgerFilter filter) {
    return new LedgerFilter(
        filter.states(),
        filter.sender(),
        filter.patients(),
        filter.event(),
        filter.from(),
        filter.to(),
        filter.before(),
        organization());
  }

  /** The logical id; null for who sees the messages of all. */
  static @Nullable String organization() {
    String organization = CurrentCaller.get().organization();
    return organization == null ? null : References.id(organization);
  }
}
