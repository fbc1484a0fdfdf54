package dev.vertepath.record.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.CountingDataSource;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.store.RecordOnPostgres;
import java.time.Clock;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many statements a request that only looks sends: each is a round trip to the database. */
class CostOfASearchTest {

  private static final CountingDataSource COUNTED = new CountingDataSource();
  private static final RecordOnPostgres STORE =
      new RecordOnPostgres(true, Clock.systemUTC(), COUNTED::over);
  private static final ResourceKey ADA = new ResourceKey("Patient", "ada");

  @BeforeAll
  static void aPatientWithThreeObservationsOfADoctor() {
    STORE.put("{'resourceType':'Practitioner','id':'doc'}");
    STORE.put("{'resourceType':'Patient','id':'ada'}");
    STORE.put("{'resourceType':'Patient','id':'ada','active':true}");
    for (int i = 1; i <= 3; i++) {
      STORE.put(
          ("{'resourceType':'Observation','id':'o%d','status':'final','code':{'text':'x'},"
                  + "'effectiveDateTime':'2026-03-0%1$d','subject':{'reference':'Patient/ada'},"
                  + "'performer':[{'reference':'Practitioner/doc'}]}")
              .formatted(i));
    }
  }

  @AfterAll
  static void close() {
    STORE.close();
  }

  /** What the reading gives, having sent so many statements. */
  private static <T> T with(int statements, Supplier<T> reading) {
    COUNTED.sent();
    T read = reading.get();
    assertThat(COUNTED.sent()).hasSize(statements);
    return read;
  }

  private static SearchPage search(int statements, String query) {
    return with(statements, () -> STORE.record.search("Observation", query));
  }

  private static String next(SearchPage page) {
    @Nullable String next = page.links().next();
    return Assertions.assertThat(next).isNotNull().actual();
  }

  @Test
  void aReadOfTheCurrentVersionCostsOneWhetherItIsThereOrNot() {
    assertThat(with(1, () -> STORE.record.read(ADA, null)).version()).isEqualTo(2);
    with(
        1,
        () ->
            Assertions.catchThrowableOfType(
                RecordException.class,
                () -> STORE.record.read(new ResourceKey("Patient", "nobody"), null)));
  }

  @Test
  void aReadOfAVersionCostsOne() {
    assertThat(with(1, () -> STORE.record.read(ADA, 1L)).version()).isEqualTo(1);
    assertThat(with(1, () -> STORE.record.read(ADA, 2L)).version()).isEqualTo(2);
  }

  @Test
  void aReadAsOfThenCostsOneMoreToFindThatMoment() {
    assertThat(with(2, () -> STORE.record.readAsOf(ADA, "2100-01-01")).version()).isEqualTo(2);
  }

  @Test
  void aPageWithItsTotalCostsOne() {
    assertThat(search(1, "subject=Patient/ada&_count=2").total()).isEqualTo(3);
    assertThat(search(1, "subject=Patient/ada&_count=0").total()).isEqualTo(3);
  }

  @Test
  void aPageWithoutTotalCostsOne() {
    assertThat(search(1, "subject=Patient/ada&_count=2&_total=none").matches()).hasSize(2);
  }

  @Test
  void sortingChainsAndCompositesCostNoneMore() {
    assertThat(search(1, "_sort=-date,code&_count=2").matches()).hasSize(2);
    assertThat(search(1, "patient.active=true&_has:Provenance:target:agent=x").matches()).isEmpty();
    assertThat(search(1, "date=ge2026-03-02&status=final&_sort=date").matches()).hasSize(2);
  }

  @Test
  void aPageOfSeveralTypesCostsOneAndTheNextOneAsWell() {
    SearchPage first =
        with(1, () -> STORE.record.search(null, "_type=Patient,Observation&_count=2&_sort=-_id"));

    assertThat(first.total()).isEqualTo(4);
    assertThat(with(1, () -> STORE.record.search(null, next(first))).matches()).hasSize(2);
    assertThat(with(1, () -> STORE.record.search(null, "_tag=x&_list=y")).total()).isZero();
  }

  @Test
  void eachIncludeCostsOneMore() {
    assertThat(search(2, "_include=Observation:subject").included()).hasSize(1);
    assertThat(search(2, "_include=*").included()).hasSize(2);
    assertThat(search(3, "_include=Observation:subject&_include=Observation:performer").included())
        .hasSize(2);
    assertThat(search(2, "_include=Observation:subject&_include=Observation:subject").included())
        .hasSize(1);
  }

  @Test
  void anIncludeOfNothingCostsNone() {
    assertThat(search(1, "code=nothing&_include=Observation:subject").matches()).isEmpty();
  }

  @Test
  void theNextPageCostsOneAndIsNotCountedAgain() {
    SearchPage first = search(1, "subject=Patient/ada&_count=2");

    SearchPage second = search(1, next(first));

    assertThat(second.matches()).hasSize(1);
    assertThat(second.total()).isEqualTo(3);
  }

  @Test
  void aSearchOfThenCostsOneMoreToFindThatMoment() {
    assertThat(search(2, "subject=Patient/ada&_asOf=2100-01-01").matches()).hasSize(3);
  }

  @Test
  void aPageOfHistoryCostsOne() {
    assertThat(with(1, () -> STORE.record.history("Patient", "ada", "_count=1")).total())
        .isEqualTo(2);
    assertThat(with(1, () -> STORE.record.history(null, null, "_count=3")).matches()).hasSize(3);
  }

  @Test
  void everythingOfAPatientCostsOneAndOneForWhomItRefersTo() {
    SearchPage page = with(2, () -> STORE.record.everything("ada", ""));

    assertThat(page.matches()).hasSize(4);
    assertThat(page.included()).hasSize(1);
  }

  @Test
  void everythingOfTwoTypesCostsOne() {
    assertThat(with(1, () -> STORE.record.everything("ada", "_type=Patient,Observation")).matches())
        .hasSize(4);
  }
}
