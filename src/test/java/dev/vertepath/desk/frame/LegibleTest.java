package dev.vertepath.desk.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegibleTest {

  @ParameterizedTest
  @CsvSource({
    "Red flag after the procedure Procedure/0mw96k6: look at the patient.,Red flag after the procedure: look at the patient.",
    "Baseline: 9 of 10 (Observation/0mj-5.qs/_history/1).,Baseline: 9 of 10.",
    "Procedure/1,''",
    "After Procedure/op-1.,After.",
    "Pain and/or numbness,Pain and/or numbness",
    "Pain/mobility,Pain/mobility",
    "Review T12/L1,Review T12/L1",
    "Takes Paracetamol/500mg 3x daily,Takes Paracetamol/500mg 3x daily",
  })
  void idsOfResourcesAreLeftOut(String text, String read) {
    assertThat(Legible.of(text)).isEqualTo(read);
  }
}
