package dev.vertepath.record.search;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Places by their distance. */
class NearSearchTest extends SearchOnPostgres {

  @BeforeAll
  void fill() {
    place("berlin", "52.520008", "13.404954");
    place("potsdam", "52.390569", "13.064473");
    place("hamburg", "53.551086", "9.993682");
    place("fiji", "-17.0", "179.9");
    place("pole", "89.9", "100");
    store.put("{'resourceType':'Location','id':'nowhere','name':'x'}");
  }

  private void place(String id, String latitude, String longitude) {
    store.put(
        "{'resourceType':'Location','id':'%s','position':{'latitude':%s,'longitude':%s}}"
            .formatted(id, latitude, longitude));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Location?near=52.5|13.4|5|km -> berlin
          Location?near=52.5|13.4 -> berlin potsdam
          Location?near=52.520008|13.404954|26|km -> berlin
          Location?near=52.520008|13.404954|28|km -> berlin potsdam
          Location?near=52.520008|13.404954|28000|m -> berlin potsdam
          Location?near=52.520008|13.404954|17|[mi_us] -> berlin potsdam
          Location?near=52.5|13.4|300 -> berlin potsdam hamburg
          Location?near=-17.0|-179.9|30|km -> fiji
          Location?near=89.9|-80|30|km -> pole
          Location?near=0|0|0 ->
          Location?near=0|0|30000|km -> berlin potsdam hamburg fiji pole
          Location?near:missing=true -> nowhere
          """)
  void findsWithinTheDistanceAroundTheEarth(String url, String ids) {
    finds(url, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '`',
      textBlock =
          """
          Location?near=Berlin -> latitude|longitude|distance|unit
          Location?near=95|13 -> no place on earth
          Location?near=52|13|5|parsec -> km, m or [mi_us]
          Location?near=52|13|-5|km -> km, m or [mi_us]
          Location?near=52|east -> is no number
          """)
  void refusesWhatIsNoPlace(String url, String words) {
    refuses(url, words);
  }
}
