package dev.vertepath.desk.browser;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.mvc.Controller;

/** A page that fails, to see what a person is shown then. */
@TestConfiguration(proxyBeanMethods = false)
class FailingPage {

  static final String PATH = "/desk/fails";

  @Bean(PATH)
  Controller failing() {
    return (request, response) -> {
      throw new IllegalStateException("On purpose");
    };
  }
}
