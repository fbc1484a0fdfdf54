package dev.vertepath.desk.integration;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.ui.Model;

/** What somebody sees who may not see a part of these pages: whom to ask. */
final class Closed {

  private Closed() {}

  /**
   * @param part as in {@code messages}
   */
  static String page(String part, HttpServletResponse response, Model model) {
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    model.addAttribute("part", part);
    return "integration/closed";
  }
}
