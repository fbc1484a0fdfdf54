package dev.vertepath.desk.integration;

import dev.vertepath.desk.frame.PageFrame;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What somebody sees who may not see a part of these pages: whom to ask. */
@ConditionalOnWebApplication
@ControllerAdvice
class ClosedPage {

  private final PageFrame frame;

  ClosedPage(PageFrame frame) {
    this.frame = frame;
  }

  @ExceptionHandler
  @ResponseStatus(HttpStatus.FORBIDDEN)
  String show(Closed closed, HttpServletRequest request, Locale locale, Model model) {
    frame.addTo(model, request, locale);
    model.addAttribute("part", closed.part());
    return "integration/closed";
  }
}
