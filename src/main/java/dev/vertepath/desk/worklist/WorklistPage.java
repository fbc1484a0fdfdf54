package dev.vertepath.desk.worklist;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The start page. */
@Controller
class WorklistPage {

  private final Worklist worklist;

  WorklistPage(Worklist worklist) {
    this.worklist = worklist;
  }

  @GetMapping("/")
  String show(Model model) {
    model.addAttribute("rows", worklist.rows());
    return "worklist/worklist";
  }
}
