package dev.vertepath.desk.frame;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.util.WebUtils;

/** The language of the page: as chosen, or else as the browser asks for. */
final class Languages extends AcceptHeaderLocaleResolver {

  static final String COOKIE = "vertepath-language";

  /** A language is here when {@code messages/*_xx.properties} are there. */
  static final List<Locale> ALL = List.of(Locale.ENGLISH, Locale.GERMAN);

  Languages() {
    setSupportedLocales(ALL);
    setDefaultLocale(Locale.ENGLISH);
  }

  @Override
  public Locale resolveLocale(HttpServletRequest request) {
    Cookie chosen = WebUtils.getCookie(request, COOKIE);
    return chosen == null
        ? super.resolveLocale(request)
        : ALL.stream()
            .filter(locale -> locale.getLanguage().equals(chosen.getValue()))
            .findFirst()
            .orElseGet(() -> super.resolveLocale(request));
  }
}
