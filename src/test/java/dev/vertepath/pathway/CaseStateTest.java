package dev.vertepath.pathway;

import static dev.vertepath.pathway.CaseState.CANDIDATE;
import static dev.vertepath.pathway.CaseState.CLOSED;
import static dev.vertepath.pathway.CaseState.CONTRAINDICATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.pathway.CaseEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each event does in each state. */
class CaseStateTest {
  private static final Source CAUSE = new Source("Observation/1", 1, Instant.EPOCH);

  /**
   * The whole table. A row is the state before; a column the event. Judged: contraindicated. Given
   * up: an order is left. Closed cases: by a person, and for good by death.
   */
  private static final String TABLE =
      """
      state             JUDGED            ORDERED      BOOKED       BEGUN         GIVEN_UP     TREATED    FOLLOWED_UP        CLOSED_BY_PERSON  ENDED     ENTERED_IN_ERROR
      AWAITING_EVIDENCE CONTRAINDICATED   ORDERED      SCHEDULED    IN_PROCEDURE  -            FOLLOW_UP  -                  CLOSED            CLOSED    CLOSED
      CANDIDATE         CONTRAINDICATED   ORDERED      SCHEDULED    IN_PROCEDURE  -            FOLLOW_UP  -                  CLOSED            CLOSED    CLOSED
      NOT_INDICATED     CONTRAINDICATED   ORDERED      SCHEDULED    IN_PROCEDURE  -            FOLLOW_UP  -                  CLOSED            CLOSED    CLOSED
      CONTRAINDICATED   -                 ORDERED      SCHEDULED    IN_PROCEDURE  -            FOLLOW_UP  -                  CLOSED            CLOSED    CLOSED
      ORDERED           -                 -            SCHEDULED    IN_PROCEDURE  -            FOLLOW_UP  -                  CLOSED            CLOSED    CLOSED
      SCHEDULED         -                 -            -            IN_PROCEDURE  ORDERED      FOLLOW_UP  -                  CLOSED            CLOSED    CLOSED
      IN_PROCEDURE      -                 -            -            -             ORDERED      FOLLOW_UP  -                  CLOSED            CLOSED    CLOSED
      FOLLOW_UP         -                 -            -            -             -            -          COMPLETED          CLOSED            CLOSED    CLOSED
      COMPLETED         -                 -            -            -             -            FOLLOW_UP  -                  CLOSED            -         CLOSED
      CLOSED            -                 ORDERED      SCHEDULED    IN_PROCEDURE  -            FOLLOW_UP  -                  -                 -         -
      CLOSED_FOR_GOOD   -                 -            -            -             -            -          -                  -                 -         -
      """;

  static Stream<Arguments> table() {
    List<String[]> rows = TABLE.lines().map(line -> line.strip().split("\\s+")).toList();
    String[] kinds = rows.getFirst();
    return rows.stream()
        .skip(1)
        .flatMap(
            row ->
                Stream.iterate(1, i -> i < kinds.length, i -> i + 1)
                    .map(i -> Arguments.of(row[0], Kind.valueOf(kinds[i]), row[i])));
  }

  @ParameterizedTest(name = "{0} {1} -> {2}")
  @MethodSource("table")
  void an_event_leads_to(String state, Kind kind, String expected) {
    List<CaseEvent> events = until(state);
    CaseState before = new CaseProgress(events).state();
    events.add(event(kind, events.size(), kind == Kind.JUDGED ? CONTRAINDICATED : null));

    var progress = new CaseProgress(events);

    assertThat(before.name()).isEqualTo(state.equals("CLOSED_FOR_GOOD") ? "CLOSED" : state);
    assertThat(progress.state())
        .isEqualTo(expected.equals("-") ? before : CaseState.valueOf(expected));
    assertThat(progress.transitions().getLast().to()).isEqualTo(progress.state());
  }

  @Test
  void the_table_names_every_state_and_every_event() {
    assertThat(table().map(a -> a.get()[1])).contains((Object[]) Kind.values());
    assertThat(table().map(a -> a.get()[0]))
        .contains(Stream.of(CaseState.values()).map(Enum::name).toArray(Object[]::new));
  }

  private static List<CaseEvent> until(String state) {
    var kinds = new ArrayList<CaseEvent>();
    switch (state) {
      case "AWAITING_EVIDENCE", "CANDIDATE", "NOT_INDICATED", "CONTRAINDICATED" ->
          kinds.add(event(Kind.JUDGED, 0, CaseState.valueOf(state)));
      default -> {
        kinds.add(event(Kind.JUDGED, 0, CANDIDATE));
        List<Kind> way =
            switch (state) {
              case "ORDERED" -> List.of(Kind.ORDERED);
              case "SCHEDULED" -> List.of(Kind.ORDERED, Kind.BOOKED);
              case "IN_PROCEDURE" -> List.of(Kind.ORDERED, Kind.BOOKED, Kind.BEGUN);
              case "FOLLOW_UP" -> List.of(Kind.BEGUN, Kind.TREATED);
              case "COMPLETED" -> List.of(Kind.TREATED, Kind.FOLLOWED_UP);
              case "CLOSED" -> List.of(Kind.CLOSED_BY_PERSON);
              default -> List.of(Kind.ENDED);
            };
        way.forEach(kind -> kinds.add(event(kind, kinds.size(), null)));
      }
    }
    return kinds;
  }

  private static CaseEvent event(Kind kind, int at, @Nullable CaseState judged) {
    return new CaseEvent(
        Instant.EPOCH.plusSeconds(at),
        kind,
        CAUSE,
        null,
        CaseEvent.RECORD,
        kind == Kind.GIVEN_UP ? CaseState.ORDERED : judged,
        switch (kind) {
          case CLOSED_BY_PERSON -> CloseReason.DECLINED;
          case ENDED -> CloseReason.DIED;
          case ENTERED_IN_ERROR -> CloseReason.ENTERED_IN_ERROR;
          default -> null;
        },
        null);
  }

  @Test
  void the_order_in_which_events_are_told_does_not_matter() {
    List<CaseEvent> events = new ArrayList<>(until("SCHEDULED"));
    events.add(event(Kind.TREATED, 9, null));
    events.add(event(Kind.FOLLOWED_UP, 9, null));
    List<Transition> expected = new CaseProgress(events).transitions();

    Collections.reverse(events);

    assertThat(new CaseProgress(events).transitions()).isEqualTo(expected);
    assertThat(expected)
        .extracting(Transition::to)
        .containsExactly(
            CANDIDATE,
            CaseState.ORDERED,
            CaseState.SCHEDULED,
            CaseState.FOLLOW_UP,
            CaseState.COMPLETED);
  }

  @Test
  void a_verdict_that_changes_while_an_order_stands_shows_when_the_order_falls() {
    List<CaseEvent> events = new ArrayList<>(until("IN_PROCEDURE"));
    events.add(event(Kind.JUDGED, 5, CONTRAINDICATED));
    assertThat(new CaseProgress(events).state()).isEqualTo(CaseState.IN_PROCEDURE);

    events.add(CaseEvent.givenUp(Instant.EPOCH.plusSeconds(6), CAUSE, null));

    assertThat(new CaseProgress(events).state()).isEqualTo(CONTRAINDICATED);
  }

  @Test
  void a_case_entered_in_error_says_so_even_after_a_death() {
    List<CaseEvent> events = new ArrayList<>(until("CLOSED_FOR_GOOD"));
    events.add(event(Kind.ENTERED_IN_ERROR, 8, null));

    var progress = new CaseProgress(events);

    assertThat(progress.state()).isEqualTo(CLOSED);
    assertThat(progress.closeReason()).isEqualTo(CloseReason.ENTERED_IN_ERROR);
  }

  @ParameterizedTest
  @EnumSource(CaseState.class)
  void codes_are_words_with_hyphens(CaseState state) {
    assertThat(state.code()).matches("[a-z]+(-[a-z]+)*");
  }
}
