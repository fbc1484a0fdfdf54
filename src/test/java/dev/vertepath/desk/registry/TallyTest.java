package dev.vertepath.desk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.pathway.CaseState;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final Tally tally = new Tally(NOW);

  private static CaseRow.Step step(CaseState state, String at) {
    return new CaseRow.Step(state, Instant.parse(at));
  }

  private static CaseRow aCase(CaseRow.Step... steps) {
    CaseState now = steps[steps.length - 1].state();
    return new CaseRow(
        "p",
        null,
        "osteoporotic",
        List.of(),
        now,
        now == CaseState.CLOSED ? "declined" : null,
        steps[0].at(),
        List.of(steps));
  }

  private static OperationRow operation(
      @Nullable String opened, boolean first, @Nullable Integer before, @Nullable Integer after) {
    return new OperationRow(
        "p",
        null,
        List.of(),
        List.of(),
        opened == null ? null : Instant.parse(opened),
        first,
        Instant.parse("2026-03-10T00:00:00Z"),
        Instant.parse("2026-03-10T00:00:00Z"),
        null,
        before == null ? null : BigDecimal.valueOf(before),
        List.of(
            new OperationRow.Review(
                "r",
                Instant.parse("2026-03-20T00:00:00Z"),
                true,
                after == null ? null : BigDecimal.valueOf(after))),
        List.of());
  }

  private Figure figure(Measure measure, String item) {
    return Group.of("g", tally).figure(measure, item);
  }

  @Test
  void nothingCountsNothing() {
    assertThat(tally.figures()).isEmpty();
    assertThat(figure(Measure.WAIT, "all")).isEqualTo(Figure.NONE);
  }

  @Test
  void whoComesBackIntoAStateHasTwoStaysAndTheTimeBetweenIsNone() {
    tally.add(
        aCase(
            step(CaseState.CANDIDATE, "2026-01-01T00:00:00Z"),
            step(CaseState.CLOSED, "2026-01-03T00:00:00Z"),
            step(CaseState.CANDIDATE, "2026-02-01T00:00:00Z"),
            step(CaseState.ORDERED, "2026-02-05T00:00:00Z")));

    assertThat(figure(Measure.DWELL, "candidate"))
        .isEqualTo(new Figure(2, null, new Quartiles(2.5, 3, 3.5)));
    assertThat(figure(Measure.DWELL, "closed")).isEqualTo(Figure.NONE);
    assertThat(figure(Measure.DWELLING, "ordered").count()).isEqualTo(1);
    assertThat(figure(Measure.DWELLING, "ordered").quartiles())
        .isEqualTo(new Quartiles(116, 116, 116));
  }

  @Test
  void aDayOfSummerTimeIsAsLongAsItIs() {
    // From noon to noon in Berlin, over the night in which an hour is left out: 23 hours.
    tally.add(
        aCase(
            step(CaseState.ORDERED, "2026-03-28T11:00:00Z"),
            step(CaseState.FOLLOW_UP, "2026-03-29T10:00:00Z")));

    double days = 23 / 24.0;
    assertThat(figure(Measure.DWELL, "ordered").quartiles())
        .isEqualTo(new Quartiles(days, days, days));
  }

  @Test
  void aCaseIsInTheMonthOfTheFacility() {
    var query =
        Query.of(
            Map.of("from", new String[] {"2026-03"}, "to", new String[] {"2026-04"}),
            YearMonth.of(2026, 6));
    var assembly = new Assembly(query, BERLIN, NOW);
    // The last second of March and the first of April, in Berlin.
    assembly.add(aCase(step(CaseState.CANDIDATE, "2026-03-31T21:59:59Z")));
    assembly.add(aCase(step(CaseState.CANDIDATE, "2026-03-31T22:00:00Z")));

    assertThat(assembly.report(true, Map.of()).months())
        .extracting(m -> m.key() + " " + m.figure(Measure.CASES, "all").count())
        .containsExactly("2026-03 1", "2026-04 1");
  }

  @Test
  void waitingIsKnownOfFirstOperationsWhoseCaseWasThereBefore() {
    tally.add(operation("2026-03-01T00:00:00Z", true, null, null));
    tally.add(operation("2026-03-10T00:00:00Z", true, null, null));
    tally.add(operation(null, true, null, null));
    tally.add(operation("2026-03-01T00:00:00Z", false, null, null));

    assertThat(figure(Measure.WAIT, "all")).isEqualTo(new Figure(1, 3, new Quartiles(9, 9, 9)));
    assertThat(figure(Measure.OPERATIONS, "all").count()).isEqualTo(4);
    assertThat(figure(Measure.OPERATIONS, "patients").count()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "8,6,1,0", "8,7,0,0", "3,2,1,0", // 30 percent of 3 are less than 2 points
    "0,0,0,0", "5,7,0,1", "5,6,0,0",
  })
  void aChangeIsImportantFromTwoPointsOrThirtyPercentOn(
      int before, int after, int improved, int worsened) {
    tally.add(operation(null, true, before, after));

    assertThat(figure(Measure.IMPROVED, "r")).isEqualTo(new Figure(improved, 1, null));
    assertThat(figure(Measure.WORSENED, "r")).isEqualTo(new Figure(worsened, 1, null));
  }

  @Test
  void aScoreThatIsMissingIsToldAsMissing() {
    tally.add(operation(null, true, null, 3));
    tally.add(operation(null, true, 8, null));
    tally.add(operation(null, true, 8, 3));

    assertThat(figure(Measure.SCORED, "r")).isEqualTo(new Figure(2, 3, null));
    assertThat(figure(Measure.PAIN, "r")).isEqualTo(new Figure(1, 3, new Quartiles(-5, -5, -5)));
    assertThat(figure(Measure.IMPROVED, "r")).isEqualTo(new Figure(1, 1, null));
  }

  @Test
  void aWindowThatHasNotEndedIsNotDue() {
    List<Measure> measures = new ArrayList<>();
    var early = new Tally(Instant.parse("2026-03-19T23:59:59Z"));
    early.add(operation(null, true, 8, 3));
    early.figures().keySet().forEach(measures::add);

    assertThat(measures).doesNotContain(Measure.SCORED, Measure.DONE, Measure.PAIN);
  }
}
