package dev.vertepath.desk.browser;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.mvc.Controller;

/** Pages that fail, to see what a person is shown then. */
@TestConfiguration(proxyBeanMethods = false)
class FailingPage {

  static final String PATH = "/desk/fails";

  /** Answers as to one who asks for too many. */
  static final String TOO_MUCH = PATH + "/too-much";

  @Bean(PATH)
  Controller failing() {
    return (request, response) -> {
      throw new IllegalStateException("On purpose");
    };
  }

  @Bean(TOO_MUCH)
  Controller tooMuch() {
    return (request, response) -> {
      response.sendError(429);
      return null;
    };
  }
}
