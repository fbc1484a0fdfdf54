package dev.vertepath.record.search;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A date without a zone means the facility's calendar day, here that of Berlin. */
class CalendarDaySearchTest extends SearchOnPostgres {

  @BeforeAll
  void fill() {
    // On 2026-03-29 the day has 23 hours, on 2026-10-25 it has 25.
    observed("springs", "2026-03-29");
    observed("spring-last", "2026-03-29T21:59:59Z");
    observed("spring-after", "2026-03-29T22:00:00Z");
    observed("falls", "2026-10-25");
    observed("fall-first", "2026-10-24T22:00:00Z");
    observed("fall-once", "2026-10-25T02:30:00+02:00");
    observed("fall-twice", "2026-10-25T02:30:00+01:00");
    observed("fall-last", "2026-10-25T22:59:59Z");
    // The same instant on three calendars.
    observed("east", "2026-06-02T01:00:00+14:00");
    observed("here", "2026-06-01T13:00:00+02:00");
    observed("west", "2026-05-31T23:00:00-12:00");
    observed("farthest", "2026-05-31T21:00:00-14:00");
  }

  private void observed(String id, String when) {
    store.put(
        """
        {'resourceType':'Observation','id':'%s','status':'final','code':{'text':'t'},
         'effectiveDateTime':'%s'}
        """
            .formatted(id, when));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Observation?date=2026-03-29 -> springs spring-last
          Observation?date=2026-03-30 -> spring-after
          Observation?date=gt2026-03-29&date=lt2026-04-01 -> spring-after
          Observation?date=2026-03-29T21:59:59Z -> spring-last
          Observation?date=2026-03 -> springs spring-last spring-after
          Observation?date=2026-10-25 -> falls fall-first fall-once fall-twice fall-last
          Observation?date=2026-10-25T00:30:00Z -> fall-once
          Observation?date=2026-10-25T01:30:00Z -> fall-twice
          Observation?date=gt2026-10-24&date=lt2026-10-26&_id=falls -> falls
          """)
  void aDayOfTheChangeOfTheClockIsAsLongAsItIs(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Observation?date=2026-06-01 -> east here west farthest
          Observation?date=2026-06-02 ->
          Observation?date=2026-05-31 ->
          Observation?date=2026-06-01T11:00:00Z -> east here west farthest
          Observation?date=2026-06-02T01:00:00%2B14:00 -> east here west farthest
          Observation?date=2026-05-31T21:00:00-14:00 -> east here west farthest
          Observation?date=lt2026-06-02T01:00:00%2B14:00&date=ge2026-05-01 ->
          """)
  void anInstantIsTheSameOnEveryCalendar(String url, String ids) {
    finds(url, ids);
  }
}
