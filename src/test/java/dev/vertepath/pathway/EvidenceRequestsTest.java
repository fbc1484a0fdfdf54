package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.act;
import static dev.vertepath.pathway.Given.finding;
import static dev.vertepath.pathway.Given.fracture;
import static dev.vertepath.pathway.Given.operation;
import static dev.vertepath.pathway.WorkStatus.CANCELLED;
import static dev.vertepath.pathway.WorkStatus.DONE;
import static dev.vertepath.pathway.WorkStatus.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Missing evidence as work that completes itself. */
class EvidenceRequestsTest {
  private static final String TODAY = "2026-02-17T12:00";

  @Test
  void there_is_one_for_every_criterion_that_decides_and_none_for_a_caution() {
    assertThat(Story.of(fracture("c1")).on(TODAY).onlyCase().evidence())
        .extracting(EvidenceRequest::key)
        .containsExactly(
            "evidence/Condition/c1/fracture-current",
            "evidence/Condition/c1/level-known",
            "evidence/Condition/c1/cause-known",
            "evidence/Condition/c1/pain-score",
            "evidence/Condition/c1/site-tenderness",
            "evidence/Condition/c1/marrow-oedema",
            "evidence/Condition/c1/conservative-treatment-failed",
            "evidence/Condition/c1/active-infection",
            "evidence/Condition/c1/uncorrected-coagulopathy",
            "evidence/Condition/c1/cement-allergy");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void it_completes_itself_when_the_resource_arrives_whatever_it_says(boolean present) {
    Story story = Story.of(fracture("c1"));
    assertThat(story.on(TODAY).request("marrow-oedema").status()).isEqualTo(OPEN);

    EvidenceRequest request =
        story
            .and(finding("marrow-oedema", present, "2026-02-16").version(2))
            .on(TODAY)
            .request("marrow-oedema");

    assertThat(request.status()).isEqualTo(DONE);
    assertThat(request.output())
        .extracting(Source::versioned)
        .isEqualTo("Observation/marrow-oedema/_history/2");
  }

  @Test
  void it_is_open_again_when_the_evidence_was_an_error_or_has_grown_too_old() {
    assertThat(
            Story.candidate()
                .and(finding("marrow-oedema", true, "2026-02-16").status("entered-in-error"))
                .on(TODAY)
                .request("marrow-oedema")
                .status())
        .isEqualTo(OPEN);
    assertThat(Story.candidate().on("2026-03-18T09:00").request("pain-score").status())
        .isEqualTo(OPEN);
  }

  @Test
  void it_is_cancelled_when_the_operation_has_begun_without_it() {
    Story treated = Story.of(fracture("c1"), operation("p1"));

    EvidenceRequest request = treated.on("2026-03-04").request("marrow-oedema");
    assertThat(request.status()).isEqualTo(CANCELLED);
    assertThat(request.reason())
        .isEqualTo("the procedure has begun; the verdict stands as it was then");
    assertThat(
            treated
                .and(finding("marrow-oedema", true, "2026-02-16"))
                .on("2026-03-04")
                .request("marrow-oedema")
                .status())
        .as("evidence of before that arrives late is evidence")
        .isEqualTo(DONE);
    assertThat(
            treated
                .and(finding("marrow-oedema", true, "2026-03-04"))
                .on("2026-03-05")
                .request("marrow-oedema")
                .status())
        .as("evidence of afterwards is none of the verdict")
        .isEqualTo(CANCELLED);
  }

  @ParameterizedTest
  @CsvSource({"completed, DONE_BY_PERSON", "cancelled, CANCELLED_BY_PERSON", "accepted, OPEN"})
  void the_word_of_a_person_stands(String status, WorkStatus expected) {
    Seen seen =
        Story.of(
                fracture("c1"),
                act("evidence/Condition/c1/marrow-oedema", status, "2026-02-16T09:00"))
            .on(TODAY);

    assertThat(seen.request("marrow-oedema").status()).isEqualTo(expected);
    assertThat(seen.status("marrow-oedema"))
        .as("a task that is ticked off is no evidence")
        .isEqualTo(CriterionResult.Status.UNKNOWN);
  }
}
