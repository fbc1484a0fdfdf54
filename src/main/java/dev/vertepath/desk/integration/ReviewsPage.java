package dev.vertepath.desk.integration;

import dev.vertepath.access.BreakGlass;
import dev.vertepath.access.BreakGlass.Broken;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.audit.Accesses;
import dev.vertepath.access.audit.Trail;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who opened records in spite of a Consent or a label, for those who go through that. */
@ConditionalOnWebApplication
@Controller
class ReviewsPage {

  static final String PATH = "/desk/integration/reviews";
  private static final String ONE = PATH + "/{id:[1-9]\\d{0,17}}";
  private static final int MOST = 200;
  private static final int LONGEST_NOTE = 1000;

  private final BreakGlass glass;
  private final Accesses accesses;
  private final Rights rights;

  ReviewsPage(BreakGlass glass, Accesses accesses, Rights rights) {
    this.glass = glass;
    this.accesses = accesses;
    this.rights = rights;
  }

  @GetMapping(PATH)
  String list(
      @RequestParam(defaultValue = "") String show,
      @RequestParam(defaultValue = "") String done,
      Model model) {
    Closed.unless(rights.mayReview(), "reviews");
    boolean all = show.equals("all");
    List<Broken> broken =
        Trail.get()
            .operation(
                "broken-glass", null, all ? "reviewed=true" : "", () -> glass.list(all, MOST));
    model.addAttribute("broken", broken);
    model.addAttribute("all", all);
    model.addAttribute("done", done.equals("review"));
    model.addAttribute("most", broken.size() == MOST);
    about(broken, model);
    return "integration/reviews";
  }

  private void about(List<Broken> broken, Model model) {
    model.addAttribute(
        "seen", accesses.behindGlass(broken.stream().map(Broken::id).toList()).orElse(null));
    model.addAttribute("mayPatients", rights.mayPatients());
    model.addAttribute("me", CurrentCaller.get().subject());
  }

  @GetMapping(ONE)
  String form(@PathVariable long id, Model model) {
    Closed.unless(rights.mayReview(), "reviews");
    return show(id, model);
  }

  private String show(long id, Model model) {
    Broken one =
        Trail.get()
            .operation("broken-glass", null, "id=" + id, () -> glass.find(id))
            .orElseThrow(
                () ->
                    new RecordException(
                        Kind.NOT_FOUND, "not-found", null, "There is no such opened record."));
    model.addAttribute("one", one);
    about(List.of(one), model);
    return "integration/review";
  }

  @PostMapping(ONE)
  String review(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String note,
      HttpServletResponse response,
      Model model) {
    Closed.unless(rights.mayReview(), "reviews");
    String words = note.strip();
    model.addAttribute("note", words);
    if (words.isEmpty() || words.length() > LONGEST_NOTE) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      model.addAttribute("problem", "integration.problem.note");
      return show(id, model);
    }
    Optional<Broken> reviewed =
        Trail.get()
            .operation("review-broken-glass", null, "id=" + id, () -> glass.review(id, words));
    if (reviewed.isPresent()) {
      return "redirect:" + PATH + "?done=review";
    }
    response.setStatus(HttpServletResponse.SC_CONFLICT);
    model.addAttribute("overtaken", true);
    return show(id, model);
  }
}
