package dev.vertepath.record.search;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dates of all precisions; the facility is in Berlin, and it is 2026-03-01T08:00Z. */
class DateSearchTest extends SearchOnPostgres {

  @BeforeAll
  void fill() {
    store.put("{'resourceType':'Patient','id':'day','birthDate':'1950-06-01'}");
    store.put("{'resourceType':'Patient','id':'year','birthDate':'1950'}");
    observed("open", "'effectivePeriod':{'start':'2026-01-01T10:00:00Z'}");
    observed("until", "'effectivePeriod':{'end':'2025-12-01'}");
    observed("night", "'effectiveDateTime':'2026-02-01T00:30:00+01:00'");
    observed(
        "timed",
        "'effectiveTiming':{'event':['2025-06-01','2025-06-20'],"
            + "'repeat':{'boundsPeriod':{'start':'2025-06-05','end':'2025-07-01'}}}");
    observed("none", "'valueInteger':1");
  }

  private void observed(String id, String when) {
    store.put(
        "{'resourceType':'Observation','id':'%s','status':'final','code':{'text':'t'},%s}"
            .formatted(id, when));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Patient?birthdate=1950 -> day year
          Patient?birthdate=1950-06 -> day
          Patient?birthdate=eq1950-06-01 -> day
          Patient?birthdate=1950-06-01,1951 -> day
          Patient?birthdate=ne1950-06-01 -> year
          Patient?birthdate=ge1950-05-31 -> day year
          Patient?birthdate=gt1950-06-01 -> year
          Patient?birthdate=lt1950-06-01 -> year
          Patient?birthdate=le1950-06-01 -> day year
          Patient?birthdate=sa1949 -> day year
          Patient?birthdate=sa1950-01-01 -> day
          Patient?birthdate=eb1951 -> day year
          Patient?birthdate=eb1950-07 -> day
          Patient?birthdate=ge1950-06-01&birthdate=le1950-06-02 -> day year
          Patient?birthdate=ap1947 -> day year
          Patient?birthdate=ap1930 ->
          Observation?date=ap2026-02-28T23:00:00Z -> open
          Observation?date=ap2026-02-01T00:20:00%2B01:00 -> open night
          """)
  void comparesTheRangesThatBothDatesMean(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Observation?date=ge2026-06-01 -> open
          Observation?date=le2024 -> until
          Observation?date=ge2025-11-01&date=le2025-12-31 -> until
          Observation?date=2026-01-31 ->
          Observation?date=2026-02-01 -> night
          Observation?date=2026-02-01T00:30%2B01:00 -> night
          Observation?date=2026-01-31T23:30:00Z -> night
          Observation?date=2025-06 ->
          Observation?date=ge2025-06-01&date=le2025-07-01 -> timed until
          Observation?date=2025 -> timed
          Observation?date=ge2025-06-30&date=le2025-06-30 -> timed until
          Observation?date=sa2025-05-31&date=eb2025-07-02 -> timed
          Observation?date:missing=true -> none
          Observation?_lastUpdated=ge2026-03-01&_id=night -> night
          Observation?_lastUpdated=lt2026-03-01 ->
          Observation?_lastUpdated=ap2026-03-01&_id=night -> night
          """)
  void readsPeriodsOpenOnesAndTheOuterLimitsOfTimings(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Patient?birthdate=yesterday -> is no date
          Patient?birthdate=2026-02-30 -> is no date
          Patient?birthdate:exact=1950 -> can take :missing
          Patient?_lastUpdated:not=1950 -> can take :missing
          Patient?birthdate=ge -> is no date
          """)
  void refusesWhatIsNoDate(String url, String words) {
    refuses(url, words);
  }
}
