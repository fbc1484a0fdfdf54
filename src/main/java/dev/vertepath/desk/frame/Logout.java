package dev.vertepath.desk.frame;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** The end of a session; that of the built-in authorization server is the same one. */
@ConditionalOnWebApplication
@Controller
class Logout {

  @PostMapping("/desk/logout")
  String logOut(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    return "redirect:/desk/goodbye";
  }

  @GetMapping("/desk/goodbye")
  String goodbye() {
    return "frame/goodbye";
  }
}
