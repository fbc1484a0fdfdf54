package dev.vertepath.record.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.Sight;
import dev.vertepath.record.store.RecordOnPostgres;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of very many matches, the number is told to who asks for it. */
class ManyMatchesTest {

  private static final long ALL = Pages.COUNTED + 1;

  private static final String WORKLIST = "status=active,completed&date=ge2025-01-01&_count=2";

  private static final RecordOnPostgres STORE = new RecordOnPostgres();

  private static void put(String status, String start) {
    STORE.put(
        "{'resourceType':'CarePlan','id':'first','status':'%s','intent':'plan','period':{'start':'%s'},"
                .formatted(status, start)
            + "'subject':{'reference':'Patient/x'}}");
  }

  /**
   * One plan is sent; the others are rows as it had them, before it was done, in two classes of
   * length: none of the walks comes to as many as are counted.
   */
  @BeforeAll
  static void manyPlans() {
    put("active", "2026-02-01");
    STORE
        .jdbc
        .sql(
            """
            insert into resource (rid, type, id, version, created, updated, deleted, method,
              patient, tx, body)
            select -n, type, 'plan-' || n, version, created, updated, deleted, method, patient, tx,
              body
            from resource, generate_series(1, ?) n
            """)
        .param(ALL - 1)
        .update();
    STORE
        .jdbc
        .sql(
            """
            insert into search_date (rid, tx, param, status, span, lo, hi)
            select -n, tx, param, status, case when n % 2 = 0 then span else 2 end, lo, hi
            from search_date, generate_series(1, ?) n
            """)
        .param(ALL - 1)
        .update();
    put("completed", "2025-02-01");
  }

  @AfterAll
  static void close() {
    STORE.close();
  }

  private static SearchPage search(String query) {
    return STORE.record.search("CarePlan", query);
  }

  /** By the type alone, and along the index of dates. */
  @ParameterizedTest
  @ValueSource(strings = {"_count=2", WORKLIST})
  void manyAreCountedForWhoAsks(String query) {
    assertThat(search(query).total()).isNull();
    assertThat(search(query).matches()).hasSize(2);
    assertThat(search(query + "&_total=accurate").total()).isEqualTo(ALL);
    assertThat(search(query + "&_total=estimate").total()).isEqualTo(ALL);
    assertThat(search(query.replace("_count=2", "_count=0")).total()).isEqualTo(ALL);
    assertThat(search(query.replace("_count=2", "_summary=count")).total()).isEqualTo(ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_count=2", WORKLIST})
  void laterPagesTellWhatTheFirstTold(String query) {
    String next = Objects.requireNonNull(search(query).links().next());
    assertThat(search(next).total()).isNull();
    assertThat(search(next).matches()).hasSize(2);

    String back = Objects.requireNonNull(search(next).links().previous());
    assertThat(search(back + "&_total=accurate").total()).isEqualTo(ALL);

    String counted = Objects.requireNonNull(search(query + "&_total=accurate").links().next());
    assertThat(search(counted).total()).isEqualTo(ALL);
  }

  /** The first plan, and so many others. */
  private static ClinicalRecord seeing(long plans) {
    return STORE.record.seenBy(
        new Sight(
            List.of(new Sight.Given("least", "bigint", -plans)),
            "{r}.rid >= (select least from sight)"));
  }

  /** Each of them is looked at by itself. */
  @ParameterizedTest
  @ValueSource(strings = {"_count=2", WORKLIST})
  void ofWhatIsInSightFewerAreCountedForEverybody(String query) {
    SearchPage some = seeing(Pages.COUNTED_IN_SIGHT - 1).search("CarePlan", query);
    assertThat(some.total()).isEqualTo(Pages.COUNTED_IN_SIGHT);

    ClinicalRecord more = seeing(Pages.COUNTED_IN_SIGHT);
    assertThat(more.search("CarePlan", query).total()).isNull();
    assertThat(more.search("CarePlan", query).matches()).hasSize(2);
    assertThat(more.search("CarePlan", query + "&_total=accurate").total())
        .isEqualTo(Pages.COUNTED_IN_SIGHT + 1);
  }

  @Test
  void soManyAsAreCountedForEverybodyAreTold() {
    assertThat(search("status=active&date=ge2026-01-01&_count=2").total()).isEqualTo(Pages.COUNTED);
  }
}
