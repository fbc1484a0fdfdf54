package dev.vertepath.desk.frame;

import dev.vertepath.access.Pages;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.servlet.support.csrf.CsrfRequestDataValueProcessor;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.support.RequestDataValueProcessor;

/** What stands around every page. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class FrameConfiguration {

  /** A page that says why nobody is let in is a page. */
  private static final int BEFORE_LOGIN = Ordered.HIGHEST_PRECEDENCE + 11;

  private static final int AFTER_LOGIN = Ordered.HIGHEST_PRECEDENCE + 30;

  @Bean
  FilterRegistrationBean<PageHeaders> pageHeaders() {
    var filter = new FilterRegistrationBean<>(new PageHeaders());
    filter.setOrder(BEFORE_LOGIN);
    return filter;
  }

  /** Around the login, which leads back to what was asked for. */
  @Bean
  FilterRegistrationBean<UnnamedRedirects> unnamedRedirects() {
    var filter = new FilterRegistrationBean<>(new UnnamedRedirects());
    filter.addUrlPatterns("/", "/desk/*");
    filter.setOrder(BEFORE_LOGIN);
    return filter;
  }

  @Bean
  FilterRegistrationBean<NoErrorPage> noErrorPage() {
    var filter = new FilterRegistrationBean<>(new NoErrorPage());
    filter.addUrlPatterns("/error");
    filter.setOrder(AFTER_LOGIN);
    return filter;
  }

  /** Takes a form only if it was a page of ours that showed it. */
  @Bean
  FilterRegistrationBean<CsrfFilter> pageForms() {
    var repository = new CookieCsrfTokenRepository();
    repository.setCookieName("vertepath-form");
    repository.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Strict").path("/"));
    var forms = new CsrfFilter(repository);
    forms.setRequireCsrfProtectionMatcher(
        request -> Pages.isPage(request) && CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request));
    forms.setAccessDeniedHandler(
        (request, response, denied) -> response.sendError(HttpServletResponse.SC_FORBIDDEN));
    var filter = new FilterRegistrationBean<>(forms);
    filter.addUrlPatterns("/", "/desk/*");
    filter.setOrder(AFTER_LOGIN + 1);
    return filter;
  }

  /**
   * Puts the token of {@link #pageForms} into every form that has a {@code th:action}; with the
   * authorization server, Spring Security has one as well.
   */
  @Bean
  @ConditionalOnBooleanProperty(
      name = "vertepath.authorization-server",
      havingValue = false,
      matchIfMissing = true)
  RequestDataValueProcessor requestDataValueProcessor() {
    return new CsrfRequestDataValueProcessor();
  }

  @Bean
  Languages languages(ResourceLoader loader) {
    return Languages.found(Objects.requireNonNull(loader.getClassLoader()));
  }

  @Bean
  LocaleResolver localeResolver(Languages languages) {
    return new ChosenLanguage(languages);
  }

  @Bean
  Sayings sayings(MessageSource messages, Times times) {
    var english = Languages.texts(new ClassPathResource("messages/desk.properties"));
    return new Sayings(english, messages, times, new Figures());
  }

  @Bean
  Times times(ZoneId zone) {
    return new Times(zone);
  }
}
