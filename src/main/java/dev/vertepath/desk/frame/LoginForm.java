package dev.vertepath.desk.frame;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where persons type name and password for the built-in authorization server, which takes them. */
@ConditionalOnWebApplication
@ConditionalOnBooleanProperty("vertepath.authorization-server")
@Controller
class LoginForm {

  private final Settings settings;

  LoginForm(Settings settings) {
    this.settings = settings;
  }

  @GetMapping("/login")
  String show() {
    return "frame/login";
  }

  /** As {@code /desk/settings}, for those whom the desk does not know yet. */
  @PostMapping("/login/settings")
  String set(
      @RequestParam(required = false) @Nullable String language,
      @RequestParam(required = false) @Nullable String theme,
      @RequestParam(defaultValue = "/") String back,
      HttpServletRequest request,
      HttpServletResponse response) {
    return settings.set(language, theme, back, request, response);
  }
}
