package dev.vertepath.desk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {

  private static final Query QUERY =
      Query.of(
          Map.of("from", new String[] {"2026-01"}, "to", new String[] {""}), YearMonth.of(2026, 6));

  private static Line line(String name, Figure figure) {
    return new Line(
        Grouping.ORGANIZATION,
        "1",
        name,
        Measure.PAIN,
        "recovery-review",
        Cell.of(figure, new SmallCells(5), Locale.ROOT));
  }

  private static List<String> cells(String csv) throws java.io.IOException {
    try (var parser = CSVFormat.RFC4180.parse(new java.io.StringReader(csv))) {
      return parser.getRecords().get(1).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "=HYPERLINK(\"http://x\")", "\r=1"})
  void aNameThatIsAFormulaIsAText(String name) throws java.io.IOException {
    assertThat(cells(Export.csv(QUERY, List.of(line(name, Figure.NONE)))).get(4))
        .isEqualTo("'" + name);
  }

  @Test
  void otherNamesAreAsTheyAre() throws java.io.IOException {
    for (String name : List.of("Klinik \"Süd\", Haus 2", "Hospital\nof two lines", "Ward - 3")) {
      assertThat(cells(Export.csv(QUERY, List.of(line(name, Figure.NONE)))).get(4)).isEqualTo(name);
    }
  }

  @Test
  void numbersStayNumbersAlsoBelowZero() throws java.io.IOException {
    Figure figure = new Figure(10, 20, new Quartiles(-5.04, -3, 0));

    assertThat(cells(Export.csv(QUERY, List.of(line("x", figure)))))
        .containsExactly(
            "2026-01",
            "",
            "organization",
            "1",
            "x",
            "pain",
            "recovery-review",
            "10",
            "20",
            "50.0",
            "-5.0",
            "-3.0",
            "0.0",
            "{score}");
    assertThat(Export.ndjson(QUERY, List.of(line("x", figure))))
        .isEqualTo(
            """
            {"from":"2026-01","groupedBy":"organization","group":"1","groupName":"x",\
            "measure":"pain","item":"recovery-review","count":10,"denominator":20,\
            "sharePercent":50.0,"lowerQuartile":-5.0,"median":-3.0,"upperQuartile":0.0,\
            "unit":"{score}"}
            """);
  }

  @Test
  void whatIsHiddenIsToldAsHidden() {
    assertThat(Export.ndjson(QUERY, List.of(line("x", new Figure(3, 20, new Quartiles(1, 2, 3))))))
        .contains("\"count\":\"<5\",\"denominator\":20")
        .doesNotContain("median", "share");
  }
}
