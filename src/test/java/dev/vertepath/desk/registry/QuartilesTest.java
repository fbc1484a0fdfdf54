package dev.vertepath.desk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuartilesTest {

  @Test
  void noValuesHaveNoMiddle() {
    assertThat(Quartiles.of(List.of())).isNull();
  }

  @Test
  void oneValueIsItsOwnMiddle() {
    assertThat(Quartiles.of(List.of(3.0))).isEqualTo(new Quartiles(3, 3, 3));
  }

  @Test
  void betweenValuesItIsInterpolatedWhateverTheirOrder() {
    // As percentile_cont of PostgreSQL gives for 1, 2, 4 and 10.
    assertThat(Quartiles.of(List.of(10.0, 1.0, 4.0, 2.0))).isEqualTo(new Quartiles(1.75, 3, 5.5));
  }
}
