package dev.vertepath.desk.integration;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Who is told of what happens, and whether it arrives. */
@ConditionalOnWebApplication
@Controller
class SubscriptionsPage {

  static final String PATH = "/desk/integration/subscriptions";

  private final Subscribed subscribed;
  private final Rights rights;

  SubscriptionsPage(Subscribed subscribed, Rights rights) {
    this.subscribed = subscribed;
    this.rights = rights;
  }

  @GetMapping(PATH)
  String show(Model model) {
    Closed.unless(rights.mayDeliveries(), "subscriptions");
    model.addAttribute("fares", subscribed.all());
    return "integration/subscriptions";
  }
}
