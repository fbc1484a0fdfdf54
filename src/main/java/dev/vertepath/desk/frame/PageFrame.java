package dev.vertepath.desk.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What every page needs, also one that is shown in the place of another. */
@ConditionalOnWebApplication
@Component
public class PageFrame {

  private final Times times;
  private final Figures figures = new Figures();
  private final Sayings said;

  PageFrame(Times times, Sayings said) {
    this.times = times;
    this.said = said;
  }

  public void addTo(Model model, HttpServletRequest request, Locale locale) {
    model.addAttribute("frame", Frame.of(request, locale));
    model.addAttribute("times", times);
    model.addAttribute("figures", figures);
    model.addAttribute("said", said);
  }
}
