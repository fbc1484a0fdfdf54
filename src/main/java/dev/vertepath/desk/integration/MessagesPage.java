package dev.vertepath.desk.integration;

import dev.vertepath.access.audit.Trail;
import dev.vertepath.exchange.ledger.LedgerEntry;
import dev.vertepath.exchange.ledger.LedgerFilter;
import dev.vertepath.exchange.ledger.LedgerReading.Standing;
import dev.vertepath.exchange.ledger.MessageState;
import dev.vertepath.exchange.message.MessageEvent;
import dev.vertepath.exchange.message.MessageEvents;
import dev.vertepath.exchange.message.Messages;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The messages that came, newest first. */
@ConditionalOnWebApplication
@Controller
class MessagesPage {

  static final int SIZE = 50;

  /** What waits for a person comes first. */
  static final List<MessageState> STATES =
      List.of(
          MessageState.FAILED,
          MessageState.WAITING,
          MessageState.REFUSED,
          MessageState.PROCESSED,
          MessageState.DROPPED,
          MessageState.ERASED);

  private final Messages messages;
  private final MessageEvents events;
  private final People people;
  private final Rights rights;
  private final ZoneId zone;

  MessagesPage(Messages messages, MessageEvents events, People people, Rights rights, ZoneId zone) {
    this.messages = messages;
    this.events = events;
    this.people = people;
    this.rights = rights;
    this.zone = zone;
  }

  /**
   * A page of the list.
   *
   * @param counts of all that match, by state, whatever state is chosen
   * @param older the URL of the next page; empty on the last one
   */
  record Listing(
      MessageFilter filter,
      List<LedgerEntry> rows,
      Map<MessageState, Standing> counts,
      String older) {

    public long count(MessageState state) {
      Standing standing = counts.get(state);
      return standing == null ? 0 : standing.count();
    }

    public long all() {
      return counts.values().stream().mapToLong(Standing::count).sum();
    }

    public long matching() {
      return MessageState.of(filter.values().getOrDefault(MessageFilter.STATE, ""))
          .map(this::count)
          .orElseGet(this::all);
    }
  }

  @GetMapping(MessageFilter.PATH)
  String list(HttpServletRequest request, Model model) {
    Closed.unless(rights.mayList(), "messages");
    var asked = MessageFilter.of(request.getParameterMap());
    // Whose the messages are, is not for those who see envelopes only.
    MessageFilter filter = rights.mayOperate() ? asked : asked.without(MessageFilter.PATIENT);
    model.addAttribute(
        "listing", Trail.get().operation("messages", null, filter.query(), () -> listing(filter)));
    model.addAttribute("states", STATES);
    model.addAttribute("events", events.all().stream().map(MessageEvent::code).toList());
    model.addAttribute("may", rights);
    return "integration/messages";
  }

  private Listing listing(MessageFilter filter) {
    String patient = filter.get(MessageFilter.PATIENT);
    List<String> patients = patient == null ? List.of() : people.named(patient);
    LedgerFilter asked = filter.ledger(patients, zone);
    List<LedgerEntry> found = messages.list(asked, SIZE + 1);
    boolean more = found.size() > SIZE;
    List<LedgerEntry> rows = more ? found.subList(0, SIZE) : found;
    String older =
        more ? filter.with(MessageFilter.BEFORE, Long.toString(rows.getLast().seq())).url() : "";
    LedgerFilter ofAnyState = filter.with(MessageFilter.STATE, null).ledger(patients, zone);
    return new Listing(filter, rows, messages.standing(ofAnyState), older);
  }
}
