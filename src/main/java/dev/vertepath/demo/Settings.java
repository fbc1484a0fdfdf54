package dev.vertepath.demo;

import java.util.List;
import org.springframework.boot.ApplicationArguments;

/**
 * What is said on the command line beside {@code --demo}.
 *
 * @param seed of all chances
 * @param patients how many
 */
record Settings(long seed, int patients) {

  private static final int USUAL = 500;
  private static final int MOST = 5000;

  /**
   * @throws IllegalArgumentException that tells what is wrong, beginning with the option
   */
  static Settings of(ApplicationArguments arguments) {
    if (arguments.getOptionValues("demo") instanceof List<String> values && !values.isEmpty()) {
      throw new IllegalArgumentException(
          "--demo takes no value, and '%s' is one: for other patients say --demo --demo-seed=7."
              .formatted(values.getFirst()));
    }
    int least = Way.fewest();
    return new Settings(
        number(arguments, "demo-seed", 1, 0, Integer.MAX_VALUE),
        number(arguments, "demo-patients", USUAL, least, MOST));
  }

  private static int number(
      ApplicationArguments arguments, String option, int otherwise, int least, int most) {
    List<String> values = arguments.getOptionValues(option);
    if (values == null) {
      return otherwise;
    }
    String value = String.join(",", values);
    if (!value.matches("\\d{1,9}")
        || Integer.parseInt(value) < least
        || Integer.parseInt(value) > most) {
      throw new IllegalArgumentException(
          "--%s is '%s': it must be a number from %d to %d.".formatted(option, value, least, most));
    }
    return Integer.parseInt(value);
  }
}
