package dev.vertepath.desk.frame;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Language and theme, which the browser keeps. */
@ConditionalOnWebApplication
@Controller
class Settings {

  private static final Duration KEPT = Duration.ofDays(365);

  private final Languages languages;

  Settings(Languages languages) {
    this.languages = languages;
  }

  @PostMapping("/desk/settings")
  String set(
      @RequestParam(required = false) @Nullable String language,
      @RequestParam(required = false) @Nullable String theme,
      @RequestParam(defaultValue = "/") String back,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (language != null && languages.find(language).isPresent()) {
      keep(ChosenLanguage.COOKIE, language, request, response);
    }
    if (theme != null && Frame.THEMES.contains(theme)) {
      keep(Frame.THEME_COOKIE, theme, request, response);
    }
    return "redirect:" + LocalPath.of(back);
  }

  private static void keep(
      String name, String value, HttpServletRequest request, HttpServletResponse response) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(name, value)
            .path("/")
            .maxAge(KEPT)
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .build()
            .toString());
  }
}
