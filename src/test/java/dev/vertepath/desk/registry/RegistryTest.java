package dev.vertepath.desk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Figures of the spring of 2019, computed by hand. In Berlin summer time began on 31 March, so
 * April began at 22:00 of Greenwich.
 *
 * <p>March: Ada, opened on the 1st, operated on the 11th, ten days later, with scores 8 before and
 * 5, 4 and 3 in the windows, and a leak that was not felt. Bea with two cases, opened on the 10th
 * and 12th, both operated at once on the 30th, without a score before, a 6 on the day after, and a
 * leak that was felt; she died on 5 April. Cleo, opened on the 15th, whose case a person closed.
 * Dora, whose fracture was entered in error. April: Edna, opened at half past midnight in Berlin.
 * Fay, with an operation and no fracture that anybody told of, and a complication in words.
 */
class RegistryTest extends RegistryDesk {

  private static final String OSTEOPOROTIC = "M80.08XA";
  private static final String UNSPECIFIED = "M48.56XA";
  private static final String MARCH = "from=2019-03&to=2019-03";
  private static final String APRIL = "from=2019-04&to=2019-04";

  private static String hospital = "";

  @BeforeEach
  void spring() {
    if (!hospital.isEmpty()) {
      return;
    }
    hospital = hospital("Spring, Hospital");
    String ada = patient(hospital);
    String fracture = fracture(ada, OSTEOPOROTIC, "L1", "2019-03-01T09:00:00Z");
    pain(ada, 8, "2019-03-05T10:00:00Z");
    order(ada, fracture, "2019-03-06T09:00:00Z");
    operation(
        ada,
        List.of(fracture),
        "2019-03-11T08:00:00Z",
        "2019-03-11T09:00:00Z",
        leakage("asymptomatic"));
    pain(ada, 5, "2019-03-12T12:00:00Z");
    pain(ada, 4, "2019-03-20T12:00:00Z");
    pain(ada, 3, "2019-04-10T12:00:00Z");

    String bea = patient(hospital);
    String first = fracture(bea, OSTEOPOROTIC, "L2", "2019-03-10T09:00:00Z");
    String second = fracture(bea, UNSPECIFIED, "L4", "2019-03-12T09:00:00Z");
    operation(
        bea,
        List.of(first, second),
        "2019-03-30T09:00:00Z",
        "2019-03-30T09:00:00Z",
        leakage("symptomatic"));
    pain(bea, 6, "2019-03-31T12:00:00Z");
    write(
        "PUT",
        "/Patient/" + bea,
        ("{'resourceType':'Patient','id':'%s','deceasedDateTime':'2019-04-05T12:00:00Z',"
                + "'managingOrganization':{'reference':'Organization/%s'}}")
            .formatted(bea, hospital));

    String cleo = patient(hospital);
    fracture(cleo, OSTEOPOROTIC, "T12", "2019-03-15T09:00:00Z");
    close(cleo);

    String dora = patient(hospital);
    fracture(dora, OSTEOPOROTIC, "T12", "2019-03-16T09:00:00Z", "entered-in-error");

    String edna = patient(hospital);
    fracture(edna, OSTEOPOROTIC, "L1", "2019-03-31T22:30:00Z");

    operation(
        patient(hospital),
        List.of(),
        "2019-04-10T09:00:00Z",
        "2019-04-10T10:00:00Z",
        "{'text':'=Something odd'}");
  }

  private void close(String patient) {
    var task = (tools.jackson.databind.node.ObjectNode) caseOf(patient);
    task.put("status", "cancelled").putObject("statusReason").put("text", "wants no operation");
    write("PUT", "/Task/" + task.path("id").asString(), task.toString().replace("'", "’"));
  }

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

  @Test
  void thePageShowsEachFigureWithWhatItCounts() {
    String page = page("/desk/registry?" + MARCH + "&group=cause");

    assertThat(page)
        .contains("<title>Registry – VertePath</title>", "2 of 2", "12.5 to 17.5")
        .contains("Osteoporotic", "Cement leakage, felt", "−3.0")
        .contains("<svg", "<desc", "How this is counted", "Procedure.complication")
        .contains("/desk/registry.csv?from=2019-03&amp;to=2019-03&amp;group=cause")
        .doesNotContain("??", "Secret");
  }

  @Test
  void thePageSpeaksGermanAndSoDoesItsTitle() {
    assertThat(page("/desk/registry?" + MARCH + "&group=month", "Accept-Language", "de"))
        .contains(
            "<title>Register – VertePath</title>", "2 von 2", "12,5 bis 17,5", "Zementaustritt")
        .doesNotContain("??");
    assertThat(page("/", "Accept-Language", "de"))
        .contains("<title>Arbeitsliste – VertePath</title>");
    assertThat(get("/desk/nothing", "Accept-Language", "de").body())
        .contains("<title>Diese Seite gibt es nicht – VertePath</title>");
    assertThat(page("/desk/registry/definitions", "Accept-Language", "de"))
        .contains("Was jede Zahl bedeutet")
        .doesNotContain("??");
  }

  @Test
  void aPeriodWithoutCasesSaysSo() {
    assertThat(page("/desk/registry?from=1990-01&to=1990-02"))
        .contains("No case was opened in this period")
        .doesNotContain("<svg viewBox");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=x&to=2019-13",
        "from=9999-01&to=0001-01",
        "from=1900-01&to=2999-12&group=month",
        "from=&to=&group=level",
        "organization=%27%22%3Cscript%3E",
        "cause=%00&level=%F0%9F%92%A9&group=x"
      })
  void whateverAFilterHoldsIsNoFailure(String odd) {
    HttpResponse<String> answer = get("/desk/registry?" + odd);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("<script>");
  }

  @Test
  void aMonthThatIsNoneIsNamedOnThePageAndRefusedForExports() {
    assertThat(page("/desk/registry?from=March&to=2019-03"))
        .contains("Write the month as in 2026-05", "aria-invalid=\"true\"");
    HttpResponse<String> refused = get("/desk/registry.csv?from=March&to=2019-03");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("from", "2026-05");
  }

  @Test
  void theCsvIsAFileWithAHeaderAndNobodyInIt() {
    HttpResponse<String> csv = get("/desk/registry.csv?" + MARCH + "&group=organization");

    assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
    assertThat(csv.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"registry-2019-03-to-2019-03.csv\"");
    List<String> lines = csv.body().lines().toList();
    assertThat(lines.getFirst())
        .isEqualTo(
            "from [month],to [month],grouped by,group,group name,measure,item,count [1],denominator"
                + " [1],share [%],lower quartile [unit],median [unit],upper quartile [unit],unit"
                + " [UCUM]");
    assertThat(lines)
        .contains(
            "2019-03,2019-03,none,all,all,wait,all,2,2,100.0,12.5,15.0,17.5,d",
            "2019-03,2019-03,organization,%s,\"Spring, Hospital\",cases,all,4,,,,,,"
                .formatted(hospital));
    assertThat(csv.body()).doesNotContain("Secret", "Patient/", "Condition/", "2019-03-");
  }

  @Test
  void onePageIsThreeStatements() {
    page("/desk/registry?" + MARCH);
    COUNTED.sent();

    page("/desk/registry?" + MARCH + "&group=organization");

    assertThat(
            COUNTED.sent().stream()
                .filter(sql -> sql.contains("episode") || sql.contains("'Organization'")))
        .hasSize(3);
  }
}
