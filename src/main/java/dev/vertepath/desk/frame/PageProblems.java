package dev.vertepath.desk.frame;

import dev.vertepath.record.RecordException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** What the record refuses, as a page that says so. */
@ConditionalOnWebApplication
@ControllerAdvice(basePackages = "dev.vertepath.desk")
class PageProblems {

  private final Times times;

  PageProblems(Times times) {
    this.times = times;
  }

  @ExceptionHandler
  String refused(
      RecordException refusal,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale,
      Model model) {
    int status =
        switch (refusal.kind()) {
          case NOT_FOUND -> HttpServletResponse.SC_NOT_FOUND;
          case GONE -> HttpServletResponse.SC_GONE;
          case FORBIDDEN -> HttpServletResponse.SC_FORBIDDEN;
          case CONFLICT, PRECONDITION_FAILED -> HttpServletResponse.SC_CONFLICT;
          default -> HttpServletResponse.SC_BAD_REQUEST;
        };
    response.setStatus(status);
    model.addAttribute("frame", Frame.of(request, locale));
    model.addAttribute("times", times);
    model.addAttribute("status", status);
    model.addAttribute("sentence", refusal.getMessage());
    return "error/refused";
  }
}
