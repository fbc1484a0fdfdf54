package dev.vertepath.platform;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells the operator in one sentence on stderr why the program does not start. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartUpReport implements SpringBootExceptionReporter {

  /** The form that Spring Boot asks of a reporter. */
  @SuppressWarnings("UnusedVariable")
  StartUpReport(ConfigurableApplicationContext context) {}

  @Override
  public boolean reportException(Throwable failure) {
    var sentence = FailureSentence.of(failure);
    sentence.ifPresent(System.err::println);
    return sentence.isPresent();
  }
}
