package dev.vertepath.desk.integration;

import dev.vertepath.access.audit.Trail;
import dev.vertepath.exchange.ledger.LedgerEntry;
import dev.vertepath.exchange.ledger.MessageState;
import dev.vertepath.exchange.ledger.MessageText;
import dev.vertepath.exchange.ledger.TouchedVersion;
import dev.vertepath.exchange.message.Channel.Legible;
import dev.vertepath.exchange.message.DryRun;
import dev.vertepath.exchange.message.Messages;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One message: what it says, what became of it, and what a person makes of it. */
@ConditionalOnWebApplication
@Controller
class MessagePage {

  private static final String PAGE = MessageFilter.PATH + "/{seq:[1-9]\\d{0,17}}";
  private static final Set<String> DONE = Set.of("replayed", "dropped");
  private static final int LONGEST_REASON = 1000;

  private final Messages messages;
  private final Rights rights;

  MessagePage(Messages messages, Rights rights) {
    this.messages = messages;
    this.rights = rights;
  }

  @GetMapping(PAGE)
  String show(@PathVariable long seq, @RequestParam(defaultValue = "") String done, Model model) {
    Closed.unless(rights.mayRead(), "message");
    Messages.Shown shown = look(seq, model);
    MessageText text = shown.text();
    MessageText.Reply answer = text.answer();
    LedgerEntry entry = shown.entry();
    model.addAttribute(
        "raw", text.raw().length == 0 ? null : legible(entry, text.raw(), entry.format()));
    model.addAttribute(
        "answer", answer == null ? null : legible(entry, answer.body(), answer.format()));
    model.addAttribute(
        "sent", shown.touched().stream().filter(version -> !version.followed()).toList());
    model.addAttribute(
        "followed", shown.touched().stream().filter(TouchedVersion::followed).toList());
    model.addAttribute("attempts", shown.attempts());
    model.addAttribute("done", DONE.contains(done) ? done : null);
    return "integration/message";
  }

  private Messages.Shown look(long seq, Model model) {
    Messages.Shown shown =
        Trail.get().operation("message", null, "message=" + seq, () -> messages.show(seq));
    LedgerEntry entry = shown.entry();
    boolean open = entry.state() == MessageState.FAILED || entry.state() == MessageState.WAITING;
    model.addAttribute("one", entry);
    model.addAttribute("stamp", stamp(entry));
    model.addAttribute("droppable", open);
    model.addAttribute(
        "triable",
        entry.state() != MessageState.REFUSED
            && entry.state() != MessageState.ERASED
            && shown.text().raw().length > 0);
    return shown;
  }

  private Legible legible(LedgerEntry entry, byte[] text, String format) {
    return messages.legible(entry, text, format);
  }

  /** What it would change now, and the button that does it. */
  @GetMapping(PAGE + "/dry-run")
  String rehearse(@PathVariable long seq, Model model) {
    Closed.unless(rights.mayRead(), "message");
    look(seq, model);
    return rehearsed(seq, model);
  }

  private String rehearsed(long seq, Model model) {
    DryRun run =
        Trail.get()
            .operation("message-dry-run", null, "message=" + seq, () -> messages.rehearse(seq));
    List<Foreseen> changes = run.made().stream().map(Foreseen::of).toList();
    model.addAttribute("sent", changes.stream().filter(one -> !one.followed()).toList());
    model.addAttribute("followed", changes.stream().filter(Foreseen::followed).toList());
    model.addAttribute("refused", run.refused() == null ? null : run.refused().problems());
    return "integration/dry-run";
  }

  @PostMapping(PAGE + "/replay")
  String replay(
      @PathVariable long seq,
      @RequestParam(defaultValue = "") String seen,
      HttpServletResponse response,
      Model model) {
    Closed.unless(rights.mayRead(), "message");
    if (!isAsSeen(look(seq, model).entry(), seen, response, model)) {
      return rehearsed(seq, model);
    }
    Trail.get().operation("message-replay", null, "message=" + seq, () -> messages.replay(seq));
    return "redirect:" + MessageFilter.PATH + "/" + seq + "?done=replayed";
  }

  @GetMapping(PAGE + "/drop")
  String form(@PathVariable long seq, Model model) {
    Closed.unless(rights.mayRead(), "message");
    look(seq, model);
    return "integration/drop";
  }

  @PostMapping(PAGE + "/drop")
  String drop(
      @PathVariable long seq,
      @RequestParam(defaultValue = "") String seen,
      @RequestParam(defaultValue = "") String reason,
      HttpServletResponse response,
      Model model) {
    Closed.unless(rights.mayRead(), "message");
    String why = reason.strip();
    model.addAttribute("reason", why);
    if (!isAsSeen(look(seq, model).entry(), seen, response, model)) {
      return "integration/drop";
    }
    if (why.isEmpty() || why.length() > LONGEST_REASON) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      model.addAttribute("problem", "integration.problem.reason");
      return "integration/drop";
    }
    Trail.get().operation("message-drop", null, "message=" + seq, () -> messages.drop(seq, why));
    return "redirect:" + MessageFilter.PATH + "/" + seq + "?done=dropped";
  }

  /** Whether nobody did anything with it since the page was shown that the form stood on. */
  private static boolean isAsSeen(
      LedgerEntry now, @Nullable String seen, HttpServletResponse response, Model model) {
    if (stamp(now).equals(seen)) {
      return true;
    }
    response.setStatus(HttpServletResponse.SC_CONFLICT);
    model.addAttribute("overtaken", true);
    return false;
  }

  /** What a form says of the message that it was shown with. */
  static String stamp(LedgerEntry entry) {
    return entry.state().code() + "-" + entry.attempts();
  }
}
