package dev.vertepath.record.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vertepath.record.Interaction;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.store.RecordOnPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The record as it stood then: every kind of condition, sorting, includes, and reads. */
class AsOfTest {

  private Instant now = Instant.parse("2026-03-01T08:00:00Z");
  private final RecordOnPostgres store = new RecordOnPostgres(false, clock());

  @BeforeEach
  void threeDays() {
    patient("Brown", "1950-01-01");
    observation("final", 7, "2026-02-01");
    aDayLater();
    patient("Green", "1951-01-01");
    observation("amended", 3, "2026-02-20");
    aDayLater();
    store.record.apply(new Interaction.Delete(new ResourceKey("Observation", "o"), null));
    store.put("{'resourceType':'Patient','id':'late','name':[{'family':'Brown'}]}");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      nullValues = "-",
      value = {
        "Patient ! family=brown ! - ! p ! - ! late",
        "Patient ! birthdate=1951 ! - ! - ! p ! p",
        "Patient ! _sort=-family ! - ! p ! p ! p late",
        "Observation ! status=final ! - ! o ! - ! -",
        "Observation ! value-quantity=3 ! - ! - ! o ! -",
        "Observation ! date=2026-02-01&status=final ! - ! o ! - ! -",
        "Observation ! subject=Patient/p ! - ! o ! o ! -",
        "Observation ! _lastUpdated=2026-03-01 ! - ! o ! - ! -",
      })
  void findsWhatASearchWouldHaveFoundThen(
      String type, String query, String before, String first, String second, String third) {
    assertThat(at(type, query, "2026-02-28T08:00:00Z")).isEqualTo(before);
    assertThat(at(type, query, "2026-03-01T09:00:00Z")).isEqualTo(first);
    assertThat(at(type, query, "2026-03-02T08:00:00Z")).isEqualTo(second);
    assertThat(at(type, query, "2026-03-03T08:00:00Z")).isEqualTo(third);
    assertThat(String.join(" ", store.ids(type, query))).isEqualTo(third == null ? "" : third);
  }

  @Test
  void whatIsIncludedIsOfThenAsWell() {
    var page =
        store.record.search(
            "Observation", "_include=Observation:subject&_asOf=2026-03-01T09:00:00Z");

    assertThat(page.included())
        .singleElement()
        .satisfies(p -> assertThat(new String(p.body(), UTF_8)).contains("Brown"));
  }

  @Test
  void aReadGivesTheVersionThatWasCurrentThen() {
    var observation = new ResourceKey("Observation", "o");

    assertThat(store.record.readAsOf(observation, "2026-03-01T08:00:00Z").version()).isEqualTo(1);
    assertThat(store.record.readAsOf(observation, "2026-03-02").version()).isEqualTo(2);
    assertKind(RecordException.Kind.NOT_FOUND, observation, "2026-02-28");
    assertKind(RecordException.Kind.GONE, observation, "2026-03-04");
    assertKind(RecordException.Kind.INVALID, observation, "then");
  }

  private Clock clock() {
    InstantSource source = () -> now;
    return source.withZone(ZoneOffset.UTC);
  }

  private void assertKind(RecordException.Kind kind, ResourceKey key, String instant) {
    assertThatThrownBy(() -> store.record.readAsOf(key, instant))
        .isInstanceOfSatisfying(RecordException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private @Nullable String at(String type, String query, String instant) {
    List<String> ids = store.ids(type, query + "&_asOf=" + instant);
    return ids.isEmpty() ? null : String.join(" ", ids);
  }

  private void aDayLater() {
    now = now.plus(Duration.ofDays(1));
  }

  private void patient(String family, String birthDate) {
    store.put(
        "{'resourceType':'Patient','id':'p','name':[{'family':'%s'}],'birthDate':'%s'}"
            .formatted(family, birthDate));
  }

  private void observation(String status, int value, String date) {
    store.put(
        ("{'resourceType':'Observation','id':'o','status':'%s','code':{'text':'pain'},"
                + "'subject':{'reference':'Patient/p'},'effectiveDateTime':'%s',"
                + "'valueQuantity':{'value':%d}}")
            .formatted(status, date, value));
  }
}
