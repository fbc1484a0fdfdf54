package dev.vertepath.desk.frame;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.util.WebUtils;

/** The language of the page: as chosen, or else as the browser asks for. */
final class ChosenLanguage extends AcceptHeaderLocaleResolver {

  static final String COOKIE = "vertepath-language";

  private final Languages languages;

  ChosenLanguage(Languages languages) {
    this.languages = languages;
    setSupportedLocales(languages.all().stream().map(Language::locale).toList());
    setDefaultLocale(Languages.FIRST);
  }

  @Override
  public Locale resolveLocale(HttpServletRequest request) {
    Cookie chosen = WebUtils.getCookie(request, COOKIE);
    return chosen == null
        ? super.resolveLocale(request)
        : languages
            .find(chosen.getValue())
            .map(Language::locale)
            .orElseGet(() -> super.resolveLocale(request));
  }
}
