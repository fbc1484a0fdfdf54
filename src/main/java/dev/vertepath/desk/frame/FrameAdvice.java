package dev.vertepath.desk.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page its frame. */
@ConditionalOnWebApplication
@ControllerAdvice
class FrameAdvice {

  private final Times times;

  FrameAdvice(Times times) {
    this.times = times;
  }

  @ModelAttribute("frame")
  Frame frame(HttpServletRequest request, Locale locale) {
    return Frame.of(request, locale);
  }

  @ModelAttribute("times")
  Times times() {
    return times;
  }
}
