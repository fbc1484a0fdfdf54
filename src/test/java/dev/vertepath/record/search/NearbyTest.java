package dev.vertepath.record.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.CountingDataSource;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.Sight;
import dev.vertepath.record.store.RecordOnPostgres;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sees few of many patients is searched for among these, and finds the same. */
class NearbyTest {

  /** With two plans of each and that of nobody, not few any more. */
  private static final int MANY = 100;

  private static final String AMONG_THEM = "r.patient = p.patient";

  private static final CountingDataSource COUNTED = new CountingDataSource();
  private static final RecordOnPostgres STORE =
      new RecordOnPostgres(false, Clock.fixed(RecordOnPostgres.NOW, ZoneOffset.UTC), COUNTED::over);

  @BeforeAll
  static void plans() {
    for (int i = 0; i < MANY; i++) {
      for (String status : List.of("active", "completed")) {
        STORE.put(
            """
            {'resourceType':'CarePlan','id':'%2$s-%1$d','status':'%2$s','intent':'plan',
             'subject':{'reference':'Patient/p%1$d'},'period':{'start':'2026-02-%3$02d'}}
            """
                .formatted(i, status, 1 + i % 28));
      }
    }
    STORE.put(
        """
        {'resourceType':'CarePlan','id':'nobodys','status':'active','intent':'plan',
         'subject':{'display':'?'},'period':{'start':'2026-02-14'}}
        """);
  }

  @AfterAll
  static void close() {
    STORE.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=active&date=ge2026-02-10",
        "status=active&date=ge2026-02-10&_sort=-date&_total=accurate",
        "status=active",
        "date:missing=false&_sort=-status,date",
        "",
        "status=active&date=ge2026-02-10&_count=0",
        "subject:missing=false&status:not=active",
      })
  void findsTheSame(String query) {
    ClinicalRecord far = STORE.record.seenBy(seeing(7, false));
    ClinicalRecord near = STORE.record.seenBy(seeing(7, true));
    String paged = query + (query.contains("_count") ? "" : "&_count=3");

    List<String> expected = pages(far, paged);
    COUNTED.sent();
    assertThat(pages(near, paged)).isEqualTo(expected);
    assertThat(COUNTED.sent())
        .filteredOn(sql -> sql.contains("page as") && sql.contains(AMONG_THEM))
        .as("the first page")
        .hasSize(1);
  }

  /** Whether there are few is asked once for a time. */
  @ParameterizedTest
  @ValueSource(ints = {1, MANY - 1, MANY})
  void isAskedOnce(int patients) {
    ClinicalRecord near = STORE.record.seenBy(seeing(patients, true));
    near.search("CarePlan", "status=active");
    COUNTED.sent();

    near.search("CarePlan", "status=active");

    assertThat(COUNTED.sent())
        .singleElement()
        .satisfies(sql -> assertThat(sql.contains(AMONG_THEM)).isEqualTo(patients < MANY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_id=active-1",
        "subject=Patient/p1",
        "identifier=a|b",
        "date=2026-02-14&subject=Patient/p13"
      })
  void whatLeavesFewAnywayIsLookedForByThat(String query) {
    COUNTED.sent();
    STORE.record.seenBy(seeing(7, true)).search("CarePlan", query);

    assertThat(COUNTED.sent()).noneMatch(sql -> sql.contains(AMONG_THEM));
  }

  /** Of the first patients, and what is nobody's. */
  private static Sight seeing(int patients, boolean near) {
    String[] ids = new String[patients];
    for (int i = 0; i < patients; i++) {
      ids[i] = "p" + i;
    }
    String condition =
        "({r}.patient is null or {r}.patient = any ((select patients from sight)::text[]))";
    return new Sight(
        List.of(new Sight.Given("patients", "text[]", ids)),
        condition,
        condition,
        "",
        near
            ? new Sight.Near(
                "the first " + patients,
                Set.of("CarePlan"),
                "select unnest(patients) as patient from sight",
                "select r.type, r.id from resource r where r.patient is null")
            : null);
  }

  private static List<String> pages(ClinicalRecord record, String query) {
    List<String> all = new ArrayList<>();
    @Nullable String next = query;
    while (next != null) {
      SearchPage page = record.search("CarePlan", next);
      all.add(page.total() + " " + page.matches().stream().map(r -> r.key().id()).toList());
      next = page.links().next();
    }
    return all;
  }
}
