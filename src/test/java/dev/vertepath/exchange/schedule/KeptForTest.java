package dev.vertepath.exchange.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** For how long things are kept, as operators write it. */
class KeptForTest {

  private static final Instant NOW = Instant.parse("2026-03-31T08:00:00Z");

  @Test
  void aDurationIsCountedFromNow() {
    assertThat(kept("P30D").since(NOW)).contains(Instant.parse("2026-03-01T08:00:00Z"));
  }

  @Test
  void withoutASettingItIsTheDefault() {
    assertThat(KeptFor.of(new MockEnvironment(), "vertepath.messages-kept", "P1D").since(NOW))
        .contains(Instant.parse("2026-03-30T08:00:00Z"));
  }

  @Test
  void foreverKeepsAll() {
    assertThat(kept("forever").since(NOW)).isEmpty();
    assertThat(kept("Forever ").since(NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "P0D", "-P1D", "P1Y", "never"})
  void anythingElseIsRefusedByTheNameOfTheSetting(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kept(text))
        .withMessageContaining("VERTEPATH_MESSAGES_KEPT is '" + text + "'")
        .withMessageContaining("P365D");
  }

  private static KeptFor kept(String text) {
    var environment = new MockEnvironment().withProperty("vertepath.messages-kept", text);
    return KeptFor.of(environment, "vertepath.messages-kept", "P365D");
  }
}
