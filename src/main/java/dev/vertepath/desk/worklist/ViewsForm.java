package dev.vertepath.desk.worklist;

import dev.vertepath.access.CurrentCaller;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Keeps and drops views. */
@ConditionalOnWebApplication
@Controller
class ViewsForm {

  private final SavedViews views;

  ViewsForm(SavedViews views) {
    this.views = views;
  }

  @PostMapping("/desk/views")
  String keep(@RequestParam(defaultValue = "") String name, HttpServletRequest request) {
    String plain = name.replaceAll("\\p{Cntrl}", "").strip();
    if (plain.isEmpty() || plain.length() > SavedViews.LONGEST_NAME) {
      throw new RecordException(
          Kind.INVALID,
          "invalid",
          null,
          "Give the view a name of 1 to %d characters.".formatted(SavedViews.LONGEST_NAME));
    }
    Filter filter = Filter.of(request.getParameterMap());
    if (!views.keep(CurrentCaller.get().subject(), plain, filter)) {
      throw new RecordException(
          Kind.CONFLICT, "too-many", null, "There are as many views as there may be: delete one.");
    }
    return "redirect:" + filter.url();
  }

  @PostMapping("/desk/views/{id}/delete")
  String drop(@PathVariable long id) {
    views.drop(CurrentCaller.get().subject(), id);
    return "redirect:/";
  }
}
