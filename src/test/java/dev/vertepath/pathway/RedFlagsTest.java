package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.FINDING;
import static dev.vertepath.pathway.Given.ICD;
import static dev.vertepath.pathway.Given.SNOMED;
import static dev.vertepath.pathway.Given.condition;
import static dev.vertepath.pathway.Given.observation;
import static dev.vertepath.pathway.Given.operation;
import static dev.vertepath.pathway.Given.pain;
import static dev.vertepath.pathway.Given.time;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Findings after an operation that a person must look at the same day. */
class RedFlagsTest {
  private static final String LATER = "2026-05-01T12:00";
  private static final String REVIEW = "red-flag-review/Observation/o";

  private static GivenObservation fever(String time) {
    return observation("o").coded(SNOMED, "386661006").on(time);
  }

  private static Seen treatedWith(Arrival<?>... arrivals) {
    return Story.treated().and(arrivals).on(LATER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "713514005", "309537005", "48340000", "165232002", "271839005", "76948002", "29857009",
        "267036007", "389086002", "3424008", "59282003", "386661006", "128045006", "58126003",
        "33910007", "131148009", "110265006", "213262007", "192970008", "71286001", "60389000"
      })
  void every_finding_of_the_list_raises_a_flag_and_an_urgent_review(String snomed) {
    Seen seen = treatedWith(observation("o").coded(SNOMED, snomed).on("2026-03-06T15:00"));

    RedFlag flag = seen.redFlag();
    assertThat(flag.key()).isEqualTo("red-flag/Observation/o/" + snomed);
    assertThat(flag.reviewKey()).isEqualTo(REVIEW);
    assertThat(flag.finding()).isEqualTo(new Code(SNOMED, snomed));
    assertThat(flag.evidence().reference()).isEqualTo("Observation/o");
    assertThat(flag.open()).isTrue();
    assertThat(flag.plan()).isEqualTo("plan/Procedure/p1");
    assertThat(flag.text()).isEqualTo("Red flag on 2026-03-06 after the procedure Procedure/p1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"T84.81XA", "I26.99", "G97.51", "T81.41XA", "M46.26", "M54.16"})
  void a_condition_raises_one_by_its_icd_code(String code) {
    Seen seen = treatedWith(condition("x").coded(ICD, code).onset("2026-03-05T08:00"));

    assertThat(seen.redFlag().raisedAt()).isEqualTo(time("2026-03-05T08:00"));
  }

  @Test
  void a_complication_of_the_procedure_raises_one() {
    Seen seen =
        treatedWith(
            operation("p1")
                .because("Condition/c1")
                .basedOn("ServiceRequest/s1")
                .complication(SNOMED, "59282003")
                .complication(SNOMED, "116224001"));

    assertThat(seen.redFlag().key()).isEqualTo("red-flag/Procedure/p1/59282003");
    assertThat(seen.redFlag().raisedAt()).isEqualTo(time("2026-03-03T11:00"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"neurological-deficit", "active-infection"})
  void a_finding_of_the_service_raises_one_when_it_is_present(String code) {
    Seen present =
        treatedWith(observation("o").coded(FINDING, code).truth(true).on("2026-03-06T15:00"));
    Seen absent =
        treatedWith(observation("o").coded(FINDING, code).truth(false).on("2026-03-06T15:00"));

    assertThat(present.pathway().redFlags()).hasSize(1);
    assertThat(absent.pathway().redFlags()).isEmpty();
  }

  @Test
  void a_finding_may_be_in_the_value() {
    Seen seen = treatedWith(observation("o").valueCode(SNOMED, "29857009").on("2026-03-06T15:00"));

    assertThat(seen.redFlag().finding().code()).isEqualTo("29857009");
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent", "negative", "NEG", "no", "N"})
  void a_finding_whose_value_says_absent_raises_none(String value) {
    GivenObservation absent = fever("2026-03-06T15:00").valueCode("https://example.org", value);

    assertThat(treatedWith(absent).pathway().redFlags()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"213299007", "279047007", "116224001", "161891005"})
  void what_is_expected_after_an_operation_raises_none(String snomed) {
    assertThat(
            treatedWith(observation("o").coded(SNOMED, snomed).on("2026-03-06T15:00"))
                .pathway()
                .redFlags())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-03T09:59, false",
    "2026-03-03T10:00, true",
    "2026-04-14T12:00, true",
    "2026-04-14T12:01, false"
  })
  void a_finding_belongs_to_an_operation_from_its_start_to_six_weeks_after_its_end(
      String at, boolean raised) {
    assertThat(treatedWith(fever(at)).pathway().redFlags()).hasSize(raised ? 1 : 0);
  }

  @Test
  void without_an_operation_there_is_none() {
    assertThat(Story.candidate().and(fever("2026-03-06T15:00")).on(LATER).pathway().redFlags())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"in-progress, true", "stopped, true", "preparation, false", "not-done, false"})
  void an_operation_that_was_only_begun_has_red_flags_too(String status, boolean raised) {
    Seen seen =
        Story.candidate().and(operation("p1").status(status), fever("2026-03-06T15:00")).on(LATER);

    assertThat(seen.pathway().redFlags()).hasSize(raised ? 1 : 0);
    assertThat(seen.pathway().redFlags()).extracting(RedFlag::plan).allMatch(p -> p == null);
  }

  @Test
  void one_observation_with_two_findings_is_one_review_with_two_flags() {
    Seen seen = treatedWith(fever("2026-03-06T15:00").coded(SNOMED, "3424008"));

    assertThat(seen.pathway().redFlags())
        .extracting(RedFlag::key)
        .containsExactly("red-flag/Observation/o/3424008", "red-flag/Observation/o/386661006");
    assertThat(seen.pathway().redFlags()).extracting(RedFlag::reviewKey).containsOnly(REVIEW);
  }

  @Test
  void an_observation_that_is_sent_again_under_another_id_is_one_flag() {
    GivenObservation again = observation("o2").coded(SNOMED, "386661006").on("2026-03-06T15:00");

    assertThat(treatedWith(fever("2026-03-06T15:00"), again).redFlag().reviewKey())
        .isEqualTo(REVIEW);
  }

  @Test
  void of_two_operations_the_later_one_has_the_flag() {
    Seen seen =
        treatedWith(
            operation("p2").at(Vertebra.L3).during("2026-03-10T10:00", "2026-03-10T11:00"),
            fever("2026-03-12T15:00"));

    assertThat(seen.redFlag().plan()).isEqualTo("plan/Procedure/p2");
  }

  @ParameterizedTest
  @CsvSource({
    "8, 3, 5, true",
    "8, 3, 4.9, false",
    "8, 9.9, 9, false",
    "8, 10, 10, true",
    "3, 5, 5, true"
  })
  void pain_that_rises_by_two_points_over_the_lowest_raises_one(
      String before, String first, String second, boolean raised) {
    Seen seen =
        treatedWith(
            pain("before", before, "2026-02-16T09:00"),
            pain("first", first, "2026-03-04T15:00"),
            pain("second", second, "2026-03-12T15:00"));

    assertThat(seen.pathway().redFlags()).hasSize(raised ? 1 : 0);
  }

  @Test
  void pain_that_stays_high_after_a_rise_raises_no_second_flag_until_it_rises_again() {
    Seen seen =
        treatedWith(
            pain("a", "3", "2026-03-04T15:00"),
            pain("b", "6", "2026-03-12T15:00"),
            pain("c", "6", "2026-03-14T15:00"),
            pain("d", "8", "2026-03-16T15:00"));

    assertThat(seen.pathway().redFlags())
        .extracting(RedFlag::key)
        .containsExactly("red-flag/Observation/b/72514-3", "red-flag/Observation/d/72514-3");
    assertThat(seen.pathway().redFlags().getFirst().text())
        .endsWith("pain rose from 3 of 10 on 2026-03-04 to 6 of 10 on 2026-03-12");
  }

  @Test
  void pain_before_the_operation_and_after_its_time_raises_none() {
    Seen seen =
        treatedWith(
            pain("a", "2", "2026-02-10T09:00"),
            pain("b", "8", "2026-02-20T09:00"),
            pain("late", "10", "2026-04-20T09:00"));

    assertThat(seen.pathway().redFlags()).isEmpty();
  }
}
