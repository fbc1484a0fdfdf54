package dev.vertepath.desk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the figures of the spring are shown, and leave. */
class RegistryPageTest extends RegistryOfSpring {

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
