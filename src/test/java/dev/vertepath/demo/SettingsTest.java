package dev.vertepath.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.DefaultApplicationArguments;

/** What is said beside {@code --demo}, and what the seed decides. */
class SettingsTest {

  @ParameterizedTest
  @CsvSource({
    "--demo=7, --demo takes no value",
    "--demo --demo-seed=x, --demo-seed is 'x'",
    "--demo --demo-patients=5, --demo-patients is '5': it must be a number from 72"
  })
  void aWrongOptionIsToldByItsName(String options, String words) {
    var arguments = new DefaultApplicationArguments(options.split(" "));

    assertThatThrownBy(() -> Settings.of(arguments))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(words);
  }

  @Test
  void anotherSeedMakesOthers() {
    var days = new Days(ZoneId.of("Europe/Berlin"), DemoService.NOW);

    assertThat(times(days, 1)).isEqualTo(times(days, 1)).isNotEqualTo(times(days, 2));
  }

  private static List<Instant> times(Days days, long seed) {
    return new Screenplay(days, seed, Way.fewest()).steps().stream().map(Step::at).toList();
  }
}
