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
  private final Sayings said;

  FrameAdvice(Times times, Sayings said) {
    this.times = times;
    this.said = said;
  }

  @ModelAttribute("frame")
  Frame frame(HttpServletRequest request, Locale locale) {
    return Frame.of(request, locale);
  }

  @ModelAttribute("times")
  Times times() {
    return times;
  }

  @ModelAttribute("figures")
  Figures figures() {
    return new Figures();
  }

  @ModelAttribute("said")
  Sayings said() {
    return said;
  }
}
