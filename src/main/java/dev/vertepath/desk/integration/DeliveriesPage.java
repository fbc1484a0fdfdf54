package dev.vertepath.desk.integration;

import dev.vertepath.access.audit.Trail;
import dev.vertepath.exchange.outbox.DeadLetters;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is on its way out, and what a person makes of dead letters. */
@ConditionalOnWebApplication
@Controller
class DeliveriesPage {

  static final String PATH = "/desk/integration/deliveries";
  private static final String CHANNEL =
      "Subscription/[A-Za-z0-9.-]{1,64}|messages|answers to \\S.*";
  private static final int LONGEST_REASON = 1000;

  private final Deliveries deliveries;
  private final DeadLetters letters;
  private final Rights rights;

  DeliveriesPage(Deliveries deliveries, DeadLetters letters, Rights rights) {
    this.deliveries = deliveries;
    this.letters = letters;
    this.rights = rights;
  }

  @GetMapping(PATH)
  String list(
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String channel,
      @RequestParam(defaultValue = "0") String after,
      @RequestParam(defaultValue = "") String done,
      Model model) {
    Closed.unless(rights.mayDeliveries(), "deliveries");
    boolean chosen = Deliveries.STATES.contains(state);
    model.addAttribute(
        "listing",
        deliveries.list(
            chosen ? List.of(state) : Deliveries.STATES.subList(0, 3),
            channel.matches(CHANNEL) ? channel : "",
            after.matches("\\d{1,18}") ? Long.parseLong(after) : 0));
    model.addAttribute("states", Deliveries.STATES);
    model.addAttribute("state", chosen ? state : null);
    model.addAttribute("channel", channel.matches(CHANNEL) ? channel : null);
    model.addAttribute("done", List.of("resend", "drop").contains(done) ? done : null);
    model.addAttribute("mayDecide", rights.mayDecide());
    model.addAttribute("mayPatients", rights.mayPatients());
    return "integration/deliveries";
  }

  /** Which are meant, and the button that does it. */
  @GetMapping(PATH + "/decide")
  String form(
      @RequestParam(defaultValue = "") String act,
      @RequestParam(defaultValue = "") List<String> item,
      Model model) {
    Closed.unless(rights.mayDecide(), "decide");
    return show(act(act), chosen(item), model);
  }

  private static String show(String act, List<Letter> chosen, Model model) {
    model.addAttribute("act", act);
    model.addAttribute("letters", chosen.stream().filter(Letter::isDead).toList());
    model.addAttribute("others", chosen.stream().filter(one -> !one.isDead()).toList());
    return "integration/decide";
  }

  private static String act(String given) {
    if (!List.of("resend", "drop").contains(given)) {
      throw refused("Letters are sent again or dropped: go back and press one of these buttons.");
    }
    return given;
  }

  private List<Letter> chosen(List<String> items) {
    List<Long> ids =
        items.stream()
            .filter(item -> item.matches("\\d{1,18}"))
            .map(Long::valueOf)
            .distinct()
            .limit(Deliveries.SIZE)
            .toList();
    if (ids.isEmpty()) {
      throw refused("Nothing is chosen: go back and check the letters that you mean.");
    }
    return deliveries.chosen(ids);
  }

  private static RecordException refused(String sentence) {
    return new RecordException(Kind.INVALID, "invalid", null, sentence);
  }

  @PostMapping(PATH + "/decide")
  String decide(
      @RequestParam(defaultValue = "") String act,
      @RequestParam(defaultValue = "") List<String> item,
      @RequestParam(defaultValue = "") String reason,
      HttpServletResponse response,
      Model model) {
    Closed.unless(rights.mayDecide(), "decide");
    String what = act(act);
    List<Letter> chosen = chosen(item);
    String why = reason.strip();
    model.addAttribute("reason", why);
    if (why.length() > LONGEST_REASON || (what.equals("drop") && why.isEmpty())) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      model.addAttribute("problem", "integration.problem.reason");
      return show(what, chosen, model);
    }
    List<Long> overtaken = new ArrayList<>();
    chosen.forEach(letter -> decide(what, letter.id(), why, overtaken));
    if (overtaken.isEmpty()) {
      return "redirect:" + PATH + "?done=" + what;
    }
    response.setStatus(HttpServletResponse.SC_CONFLICT);
    model.addAttribute("overtaken", true);
    return show(what, deliveries.chosen(overtaken), model);
  }

  private void decide(String act, long id, String reason, List<Long> overtaken) {
    try {
      Trail.get()
          .operation(
              act + "-dead-letter",
              null,
              "id=" + id,
              () -> act.equals("drop") ? letters.drop(id, reason) : letters.resend(id, reason));
    } catch (RecordException refusal) {
      if (refusal.kind() != Kind.CONFLICT) {
        throw refusal;
      }
      overtaken.add(id);
    }
  }
}
