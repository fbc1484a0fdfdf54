package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.operation;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is sent again under another id is the same fracture; what differs is another. */
class CopiesTest {
  private static final String TODAY = "2026-03-01T12:00";

  private static Seen seen(Arrival<?>... arrivals) {
    return Story.of(arrivals).on(TODAY);
  }

  @Test
  void takes_a_fracture_that_is_sent_again_under_another_id_for_the_same() {
    Seen seen =
        seen(
            fracture("c1").identifier("urn:problems|7"),
            fracture("c2").identifier("urn:problems|7").recorded("2026-02-20"),
            operation("p1").because("Condition/c2"));

    assertThat(seen.onlyCase().fracture().reference()).isEqualTo("Condition/c1");
    assertThat(seen.plan().cases()).containsExactly("case/Condition/c1");
  }

  @Test
  void keeps_fractures_apart_that_differ_in_anything_but_their_id() {
    assertThat(seen(fracture("c1"), fracture("c2").identifier("urn:problems|8")).pathway().cases())
        .hasSize(2);
    assertThat(seen(fracture("c1"), fracture("c2").onset("2026-02-20")).pathway().cases())
        .hasSize(2);
  }
}
