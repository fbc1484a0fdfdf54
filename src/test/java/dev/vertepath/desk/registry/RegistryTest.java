package dev.vertepath.desk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Figures of the spring, computed by hand. */
class RegistryTest extends RegistryOfSpring {

  @Test
  void casesCountInTheMonthOfTheFacilityInWhichTheyWereOpened() {
    assertTold(
        lines(MARCH),
        "all cases all",
        "4",
        "all cases patients",
        "3",
        "all cases follow-up",
        "1 of 4",
        "all cases closed",
        "3 of 4",
        "all cases closed-died",
        "2 of 4",
        "all cases closed-declined",
        "1 of 4",
        "all operations all",
        "2",
        "all operations patients",
        "2");
    assertTold(
        lines(APRIL),
        "all cases all",
        "1",
        "all cases awaiting-evidence",
        "1 of 1",
        "all operations all",
        "1");
  }

  @Test
  void theTimeToTheProcedureIsThatOfOperationsAndTellsHowManyAreKnown() {
    // 10 days and 20 days.
    assertTold(lines(MARCH), "all wait all", "2 of 2: 15.0 [12.5, 17.5]");
    assertTold(lines(APRIL), "all wait all", "0 of 1");
  }

  @Test
  void timesInStatesAreThoseOfStaysThatEnded() {
    Map<String, JsonNode> march = lines(MARCH);

    // Ada waited 5 days for evidence, and 4 days 23 hours for the operation, which took an hour.
    assertTold(
        march,
        "all dwell ordered",
        "1: 5.0 [5.0, 5.0]",
        "all dwell in-procedure",
        "1: 0.0 [0.0, 0.0]",
        // Both cases of Bea, until she died: 6 days and 3 hours.
        "all dwell follow-up",
        "2: 6.1 [6.1, 6.1]");
    // Ada 5, Bea 20 and 18 days; Cleo until today, which moves the quartiles.
    assertThat(told(march, "all dwell awaiting-evidence")).startsWith("4: 19.0 [");
    assertThat(told(march, "all dwelling follow-up")).startsWith("1: ");
    assertThat(march.keySet()).noneMatch(key -> key.contains("dwelling closed"));
  }

  @Test
  void aReviewIsDueWhenItsWindowEndedBeforeADeathDid() {
    assertTold(
        lines(MARCH),
        "all scored early-check",
        "2 of 2",
        "all scored second-week-review",
        "1 of 1",
        "all scored recovery-review",
        "1 of 1",
        "all done early-check",
        "2 of 2");
    assertTold(lines(APRIL), "all scored early-check", "0 of 1", "all done early-check", "0 of 1");
  }

  @Test
  void painChangesWhereBothScoresAreKnown() {
    assertTold(
        lines(MARCH),
        "all pain early-check",
        "1 of 2: -3.0 [-3.0, -3.0]",
        "all pain second-week-review",
        "1 of 1: -4.0 [-4.0, -4.0]",
        "all pain recovery-review",
        "1 of 1: -5.0 [-5.0, -5.0]",
        "all improved early-check",
        "1 of 1",
        "all worsened early-check",
        "0 of 1");
  }

  @Test
  void leaksThatWereFeltAreToldFromThoseThatWereNot() {
    assertTold(
        lines(MARCH),
        "all complications cement-leakage-symptomatic",
        "1 of 2",
        "all complications cement-leakage-asymptomatic",
        "1 of 2",
        "all complications cement-leakage",
        "0 of 2",
        "all complications any",
        "1 of 2",
        "all complications other",
        "0 of 2");
    assertTold(
        lines(APRIL), "all complications other", "1 of 1", "all complications any", "1 of 1");
  }

  @Test
  void groupsAreThoseOfMonthsOrganizationsCausesAndLevels() {
    assertTold(
        lines("from=2019-03&to=2019-05&group=month"),
        "all cases all",
        "5",
        "2019-03 cases all",
        "4",
        "2019-04 cases all",
        "1",
        "2019-03 operations all",
        "2",
        "2019-04 operations all",
        "1",
        "2019-05 cases all",
        "");
    assertTold(lines(MARCH + "&group=organization"), hospital + " cases all", "4");
    // The operation of Bea is of both causes, and of both levels.
    assertTold(
        lines(MARCH + "&group=cause"),
        "osteoporotic cases all",
        "3",
        "unspecified cases all",
        "1",
        "osteoporotic operations all",
        "2",
        "unspecified operations all",
        "1");
    assertTold(
        lines("from=2019-03&to=2019-04&group=level"),
        "L1 cases all",
        "2",
        "L2 cases all",
        "1",
        "T12 cases all",
        "1",
        "L4 operations all",
        "1",
        "unknown operations all",
        "1");
  }

  @Test
  void filtersLeaveWhatTheyName() {
    assertTold(
        lines(MARCH + "&cause=unspecified"), "all cases all", "1", "all operations all", "1");
    assertTold(
        lines(MARCH + "&level=L1"),
        "all cases all",
        "1",
        "all wait all",
        "1 of 1: 10.0 [10.0, 10.0]");
    assertTold(lines(MARCH + "&organization=" + hospital), "all cases all", "4");
    assertThat(lines(MARCH + "&organization=nobody")).isEmpty();
    assertThat(lines("from=1990-01&to=1990-02")).isEmpty();
  }

  @Test
  void aCaseThatWasClosedAndComesBackIsWhereItIsNow() {
    String patient = patient(hospital);
    String fracture = fracture(patient, OSTEOPOROTIC, "L1", "2018-06-01T09:00:00Z");
    close(patient);
    assertTold(lines("from=2018-06&to=2018-06"), "all cases closed-declined", "1 of 1");

    order(patient, fracture, Instant.now().plusSeconds(2).toString());

    Map<String, JsonNode> lines = lines("from=2018-06&to=2018-06");
    assertTold(lines, "all cases ordered", "1 of 1", "all cases closed", "");
    assertThat(told(lines, "all dwell awaiting-evidence")).startsWith("1: ");
  }
}
