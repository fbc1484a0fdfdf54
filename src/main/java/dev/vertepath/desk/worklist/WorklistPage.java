package dev.vertepath.desk.worklist;

import dev.vertepath.access.CurrentCaller;
import dev.vertepath.desk.frame.Room;
import dev.vertepath.pathway.CaseState;
import dev.vertepath.pathway.Cause;
import dev.vertepath.pathway.Protocols;
import dev.vertepath.pathway.Vertebra;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The start page: the worklist with its filters, and the list alone for who renews it. */
@ConditionalOnWebApplication
@Controller
class WorklistPage {

  /** What may have been done on the page before, as in the keys of its texts. */
  private static final Set<String> DONE = Set.of("assign", "snooze");

  private static final List<String> AGES = List.of("0-64", "65-74", "75-84", "85-150");

  private static final List<CaseState> STATES =
      Arrays.stream(CaseState.values())
          .filter(state -> state != CaseState.COMPLETED && state != CaseState.CLOSED)
          .toList();

  private final Worklist worklist;
  private final SavedViews views;
  private final Directory directory;
  private final WorklistRights rights;
  private final List<Room> others;
  private final boolean events;

  /**
   * @param others where those go on to who may not see the worklist, in this order
   * @param events whether the stream of events is served, so that the page need not ask
   */
  WorklistPage(
      Worklist worklist,
      SavedViews views,
      Directory directory,
      WorklistRights rights,
      List<Room> others,
      @Value("${vertepath.events:true}") boolean events) {
    this.worklist = worklist;
    this.views = views;
    this.directory = directory;
    this.rights = rights;
    this.others = others;
    this.events = events;
  }

  @GetMapping("/")
  String show(HttpServletRequest request, Model model) {
    Optional<Room> other =
        rights.isOpen() ? Optional.empty() : others.stream().filter(Room::isOpen).findFirst();
    if (other.isPresent()) {
      return "redirect:" + other.get().path();
    }
    list(request, model);
    String done = request.getParameter("done");
    model.addAttribute("done", done != null && DONE.contains(done) ? done : null);
    model.addAttribute("views", views.of(CurrentCaller.get().subject()));
    model.addAttribute("directory", directory.choices());
    model.addAttribute("states", STATES.stream().map(CaseState::code).toList());
    model.addAttribute("causes", Arrays.stream(Cause.values()).map(Cause::code).toList());
    model.addAttribute("levels", Arrays.stream(Vertebra.values()).map(Vertebra::name).toList());
    model.addAttribute("activities", Protocols.registryFollowUp().activities());
    model.addAttribute("ages", AGES);
    model.addAttribute("sorts", WorklistSql.SORTS);
    model.addAttribute("events", events);
    return "worklist/worklist";
  }

  /** What htmx puts in the place of the list. */
  @GetMapping("/desk/worklist")
  String list(HttpServletRequest request, Model model) {
    model.addAttribute("listing", worklist.list(Filter.of(request.getParameterMap())));
    model.addAttribute("bands", Band.values());
    model.addAttribute("me", Worklist.me());
    return "worklist/list :: list";
  }
}
