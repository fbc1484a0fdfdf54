package dev.vertepath.desk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody computes a hidden count from a sum and the others. */
class WithholdingTest {

  private static final SmallCells FIVE = new SmallCells(5);
  private static final Query QUERY = Query.of(Map.of(), YearMonth.of(2026, 6));

  private static Group group(String key, String... itemsAndCounts) {
    Map<String, Figure> cases = new LinkedHashMap<>();
    for (int i = 0; i < itemsAndCounts.length; i += 2) {
      cases.put(itemsAndCounts[i], new Figure(Integer.parseInt(itemsAndCounts[i + 1]), null, null));
    }
    return new Group(key, Map.of(Measure.CASES, cases), Set.of());
  }

  private static Report report(Group all, List<Group> groups) {
    return new Report(QUERY, false, all, groups, List.of(), Map.of());
  }

  private static String told(Group group, String item) {
    return group.cell(Measure.CASES, item, FIVE, Locale.ROOT).count();
  }

  @ParameterizedTest
  @CsvSource({
    "3 7 9,<5 * 9",
    "3 2 9,<5 <5 *",
    "1 1 30 40,<5 <5 * 40",
    "4 4 30 40,<5 <5 * 40",
    "1 5 30 40,<5 * * 40",
    "6 7 9,6 7 9",
    "3 0 9,<5 0 *",
    "3,<5",
  })
  void whereOneGroupIsHiddenTheNextSmallestIsHiddenToo(String counts, String told) {
    List<Group> groups = new ArrayList<>();
    for (String count : counts.split(" ")) {
      groups.add(group("g" + groups.size(), "all", count));
    }

    assertThat(
            String.join(
                " ",
                Withholding.of(report(group("all"), groups), FIVE).groups().stream()
                    .map(one -> told(one, "all"))
                    .toList()))
        .isEqualTo(told);
  }

  @Test
  void whatIsHiddenForOneSumIsNotToldByAnother() {
    List<Group> groups =
        Withholding.of(
                report(
                    group("all", "all", "100", "candidate", "29", "follow-up", "71"),
                    List.of(
                        group("a", "all", "20", "candidate", "2", "follow-up", "18"),
                        group("b", "all", "40", "candidate", "7", "follow-up", "33"),
                        group("c", "all", "40", "candidate", "20", "follow-up", "20"))),
                FIVE)
            .groups();

    assertThat(told(groups.get(0), "candidate")).isEqualTo("<5");
    assertThat(told(groups.get(1), "candidate")).isEqualTo("*");
    assertThat(told(groups.get(1), "follow-up")).isEqualTo("*");
  }

  @Test
  void statesAndReasonsComeToASumAsWell() {
    Group all =
        Withholding.of(
                report(
                    group(
                        "all",
                        "all",
                        "40",
                        "candidate",
                        "3",
                        "follow-up",
                        "20",
                        "closed",
                        "17",
                        "closed-died",
                        "4",
                        "closed-declined",
                        "13"),
                    List.of()),
                FIVE)
            .all();

    assertThat(told(all, "candidate")).isEqualTo("<5");
    assertThat(told(all, "closed")).isEqualTo("*");
    assertThat(told(all, "follow-up")).isEqualTo("20");
    assertThat(told(all, "closed-died")).isEqualTo("<5");
    assertThat(told(all, "closed-declined")).isEqualTo("*");
    assertThat(told(all, "all")).isEqualTo("40");
  }

  @Test
  void nothingIsWithheldFromWhoMaySeeAll() {
    Report report = report(group("all", "all", "3"), List.of(group("g", "all", "3")));

    assertThat(Withholding.of(report, SmallCells.TOLD)).isSameAs(report);
  }
}
