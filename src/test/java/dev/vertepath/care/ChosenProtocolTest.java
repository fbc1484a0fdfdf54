package dev.vertepath.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vertepath.pathway.Protocols;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Protocols are chosen by configuration. */
class ChosenProtocolTest {

  @ParameterizedTest
  @CsvSource({
    "candidacy-default, vertebroplasty-follow-up",
    "candidacy-severe-early-pain, registry-follow-up",
    "https://vertepath.dev/fhir/PlanDefinition/candidacy-coverage, vertebroplasty-follow-up"
  })
  void byIdOrUrl(String candidacy, String followUp) {
    assertThat(new CareConfiguration().pathway(Clinic.ZONE, candidacy, followUp)).isNotNull();
  }

  @Test
  void anUnknownOneIsRefusedWithTheNamesOfThoseThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CareConfiguration()
                    .pathway(Clinic.ZONE, "candidacy-default", "six-weeks-follow-up"))
        .withMessage(
            "VERTEPATH_FOLLOW_UP_PROTOCOL is 'six-weeks-follow-up': it must be one of"
                + " vertebroplasty-follow-up, registry-follow-up.");
  }

  @Test
  void theOnesChosenNameThemselvesInWhatTheyMake() {
    try (var clinic =
        new Clinic(
            Protocols.candidacySevereEarlyPain(),
            Protocols.registryFollowUp(),
            UnaryOperator.identity())) {
      Kept kept = clinic.at("2026-03-02T14:00:00Z").patient().asTreated().kept();

      assertThat(kept.one("GuidanceResponse").path("moduleCanonical").asString())
          .endsWith("/candidacy-severe-early-pain|1.0.0");
      assertThat(kept.one("CarePlan").at("/instantiatesCanonical/0").asString())
          .endsWith("/registry-follow-up|1.0.0");
      assertThat(kept.followUps())
          .containsKeys("review-3-months", "review-6-months", "review-12-months");
    }
  }
}
