package dev.vertepath.record.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.CountingDataSource;
import dev.vertepath.record.store.RecordOnPostgres;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Work by when it is due: parameters of this service, along the index of dates. */
class WorklistTest {

  private static final CountingDataSource WATCHED = new CountingDataSource();
  private static final RecordOnPostgres STORE =
      new RecordOnPostgres(false, Clock.fixed(RecordOnPostgres.NOW, ZoneOffset.UTC), WATCHED::over);

  private static final String NEXT_DUE = "https://vertepath.dev/fhir/StructureDefinition/next-due";

  @BeforeAll
  static void work() {
    task("early", "requested", "2026-11-01", "2026-11-03");
    task("late", "requested", "2026-12-01", "2026-12-03");
    task("done", "completed", "2026-11-01", "2026-11-03");
    STORE.put("{'resourceType':'Task','id':'undated','status':'requested','intent':'plan'}");
    plan(
        "ours",
        "'extension':[{'url':'%s','valuePeriod':{'start':'2026-11-20','end':'2026-11-22'}}]"
            .formatted(NEXT_DUE));
    plan(
        "theirs",
        "'activity':["
            + detail("completed", "'scheduledPeriod':{'start':'2026-10-01','end':'2026-10-02'}")
            + ","
            + detail("in-progress", "'scheduledPeriod':{'start':'2026-01-01','end':'2027-01-01'}")
            + ","
            + detail("scheduled", "'scheduledTiming':{'event':['2026-11-24','2026-11-26']}")
            + ","
            + detail("not-started", "'scheduledPeriod':{'start':'2026-12-24'}")
            + "]");
    plan("vague", "'activity':[" + detail("scheduled", "'scheduledString':'soon'") + "]");
    plan("over", "'period':{'start':'2026-11-01'}");
  }

  @AfterAll
  static void close() {
    STORE.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "Task ! status=requested&due=le2026-11-25 ! early",
        "Task ! due=le2026-11-25 ! early done",
        "Task ! status=requested&due=ge2026-11-25&_sort=due ! late",
        "Task ! status=requested&due=eb2026-11-04 ! early",
        "CarePlan ! status=active&next-due=le2026-11-25 ! ours theirs",
        "CarePlan ! status=active&next-due=eb2026-11-25 ! ours",
        "CarePlan ! status=active&next-due=ge2026-11-25&_sort=-next-due ! theirs",
        "CarePlan ! next-due=2026-10 ! ''",
      })
  void isFoundByItsDueDateAlongTheIndexOfDates(String type, String query, String ids) {
    WATCHED.sent();
    List<String> found = STORE.ids(type, query);

    assertThat(String.join(" ", found)).isEqualTo(ids.replace("'", ""));
    assertThat(WATCHED.sent()).singleElement().asString().contains("cross join lateral");
  }

  @Test
  void whoHasNothingDueIsFoundAsMissing() {
    assertThat(STORE.ids("CarePlan", "next-due:missing=true"))
        .containsExactlyInAnyOrder("vague", "over");
  }

  @Test
  void bothAreToldWithTheirDefinitions() {
    assertThat(STORE.record.searchParameters("Task"))
        .filteredOn(p -> p.name().equals("due"))
        .singleElement()
        .satisfies(
            p ->
                assertThat(p.definition())
                    .isEqualTo("https://vertepath.dev/fhir/SearchParameter/Task-due"));
    assertThat(STORE.record.searchParameters("CarePlan"))
        .filteredOn(p -> p.definition() != null)
        .extracting(p -> p.name())
        .containsExactly("next-due");
  }

  private static void task(String id, String status, String start, String end) {
    STORE.put(
        ("{'resourceType':'Task','id':'%s','status':'%s','intent':'plan',"
                + "'restriction':{'period':{'start':'%s','end':'%s'}}}")
            .formatted(id, status, start, end));
  }

  private static void plan(String id, String with) {
    STORE.put(
        ("{'resourceType':'CarePlan','id':'%s','status':'active','intent':'plan',"
                + "'subject':{'reference':'Patient/x'},%s}")
            .formatted(id, with));
  }

  private static String detail(String status, String with) {
    return "{'detail':{'status':'%s',%s}}".formatted(status, with);
  }
}
