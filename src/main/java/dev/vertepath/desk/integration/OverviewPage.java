package dev.vertepath.desk.integration;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What is wrong with messages and notifications first, with what to do about it. */
@ConditionalOnWebApplication
@Controller
class OverviewPage {

  private final Overview overview;
  private final Rights rights;

  OverviewPage(Overview overview, Rights rights) {
    this.overview = overview;
    this.rights = rights;
  }

  @GetMapping("/desk/integration")
  String show(Model model) {
    Closed.unless(rights.isOpen(), "all");
    Overview.In in = rights.mayList() ? overview.in() : null;
    Overview.Out out = rights.mayDeliveries() ? overview.out() : null;
    long reviews = rights.mayReview() ? overview.reviews() : 0;
    model.addAttribute("in", in);
    model.addAttribute("out", out);
    model.addAttribute("reviews", reviews);
    model.addAttribute("states", MessagesPage.STATES);
    model.addAttribute("troubles", Overview.troubles(in, out, reviews));
    return "integration/overview";
  }
}
