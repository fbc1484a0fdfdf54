package dev.vertepath.desk.frame;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where persons type name and password for the built-in authorization server, which takes them. */
@ConditionalOnWebApplication
@ConditionalOnBooleanProperty("vertepath.authorization-server")
@Controller
class LoginForm {

  @GetMapping("/login")
  String show() {
    return "frame/login";
  }
}
