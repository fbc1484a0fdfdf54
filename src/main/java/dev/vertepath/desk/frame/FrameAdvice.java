package dev.vertepath.desk.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page its frame. */
@ConditionalOnWebApplication
@ControllerAdvice
class FrameAdvice {

  private final PageFrame frame;

  FrameAdvice(PageFrame frame) {
    this.frame = frame;
  }

  @ModelAttribute
  void frame(HttpServletRequest request, Locale locale, Model model) {
    frame.addTo(model, request, locale);
  }
}
