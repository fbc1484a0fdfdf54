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

  private final PageFrame frame;
  private final Sayings said;

  PageProblems(PageFrame frame, Sayings said) {
    this.frame = frame;
    this.said = said;
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
    frame.addTo(model, request, locale);
    model.addAttribute("kind", kind(refusal));
    String detail = String.valueOf(refusal.getMessage());
    model.addAttribute("detail", said.knows(detail) ? said.of(detail) : detail);
    model.addAttribute("detailLanguage", said.language(detail));
    return "error/refused";
  }

  /** As in the keys of its texts. */
  private static String kind(RecordException refusal) {
    return switch (refusal.kind()) {
      case NOT_FOUND -> "not-found";
      case GONE -> "gone";
      case FORBIDDEN -> "forbidden";
      case CONFLICT, PRECONDITION_FAILED -> "changed";
      case NOT_YET -> "not-yet";
      case INVALID, UNPROCESSABLE -> "invalid";
    };
  }
}
