package dev.vertepath.platform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurabilityTest {

  @Test
  void aServerThatForgetsNothingIsTrusted() {
    assertThatCode(() -> Durability.require("on", "on")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"off, on", "on, off", "on, local", "off, off"})
  void aServerThatCouldForgetIsRefused(String fsync, String synchronousCommit) {
    assertThatThrownBy(() -> Durability.require(fsync, synchronousCommit))
        .isInstanceOf(StartUpException.class)
        .hasMessageContaining("fsync=" + fsync + " and synchronous_commit=" + synchronousCommit);
  }
}
