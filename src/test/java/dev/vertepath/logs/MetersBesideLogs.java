package dev.vertepath.logs;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Writes what the service counted and timed, by name and tags, beside the logs of the test run, so
 * that it is searched with them.
 */
public final class MetersBesideLogs implements TestExecutionListener {

  private static final Path DIRECTORY = Path.of("target/test-logs/meters");

  @Override
  public void afterTestClass(TestContext test) throws IOException {
    if (test.hasApplicationContext()) {
      ApplicationContext context = test.getApplicationContext();
      String meters =
          context.getBeanProvider(MeterRegistry.class).stream()
              .map(MetersBesideLogs::text)
              .collect(Collectors.joining());
      Files.createDirectories(DIRECTORY);
      Files.writeString(DIRECTORY.resolve(test.getTestClass().getName() + ".txt"), meters);
    }
  }

  /** Every meter with its tags, a line each. */
  public static String text(MeterRegistry registry) {
    return registry.getMeters().stream()
        .map(Meter::getId)
        .map(id -> id.getName() + " " + id.getTags() + "\n")
        .collect(Collectors.joining());
  }
}
