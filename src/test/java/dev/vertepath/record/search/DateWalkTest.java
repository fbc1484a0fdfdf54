package dev.vertepath.record.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.DateRange;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.Sight;
import dev.vertepath.record.store.RecordOnPostgres;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A worklist finds exactly the plans that the definitions of the prefixes say. */
@Timeout(120)
class DateWalkTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final List<String> STATUSES = List.of("active", "completed", "on-hold");
  private static final RecordOnPostgres STORE =
      new RecordOnPostgres(false, Clock.fixed(RecordOnPostgres.NOW, ZoneOffset.UTC));
  private static final List<Plan> PLANS = new ArrayList<>();

  /** A plan that was stored. */
  private record Plan(String id, String status, DateRange period) {}

  @BeforeAll
  static void plansOfAllLengths() {
    var random = new Random(7);
    int[] lengths = {0, 1, 5, 7, 8, 31, 40, 63, 64, 100, 127, 128, 200, 366, 500, 4000};
    for (int i = 0; i < 160; i++) {
      LocalDate start = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(730));
      int length = lengths[random.nextInt(lengths.length)];
      boolean open = random.nextInt(6) == 0;
      boolean begins = random.nextInt(10) > 0;
      plan(
          "p" + i,
          STATUSES.get(random.nextInt(3)),
          begins ? start : null,
          open ? null : start.plusDays(length));
    }
    STORE.put(
        "{'resourceType':'CarePlan','id':'undated','status':'active','intent':'plan','subject':{'reference':'Patient/x'}}");
  }

  @AfterAll
  static void close() {
    STORE.close();
  }

  static Stream<String> queries() {
    var random = new Random(11);
    List<String> prefixes = List.of("", "eq", "gt", "ge", "lt", "le", "sa", "eb");
    List<String> queries = new ArrayList<>();
    for (String prefix : prefixes) {
      for (String value : List.of("2025-06-15", "2025-06", "2025", "2025-03-30T12:00:00+02:00")) {
        queries.add("date=" + prefix + value);
        queries.add("status=" + STATUSES.get(random.nextInt(3)) + "&date=" + prefix + value);
      }
    }
    queries.add("status=active,on-hold&date=ge2025-06-01&date=le2025-06-30");
    queries.add("status=completed&date=ge2025-06-01&date=lt2025-07-01&status=completed,active");
    queries.add("date=sa2025-02&date=eb2026-02");
    return queries.stream();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void findsWhatComparingEachWithTheValueFinds(String query) {
    List<String> expected =
        PLANS.stream().filter(plan -> matches(plan, query)).map(Plan::id).toList();
    var page = STORE.record.search("CarePlan", query + "&_count=1000");

    assertThat(page.matches())
        .extracting(r -> r.key().id())
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(STORE.record.search("CarePlan", query + "&_count=0").total())
        .isEqualTo(expected.size());
    assertThat(STORE.record.search("CarePlan", query + "&_count=1").total())
        .isEqualTo(expected.size());
    assertThat(STORE.ids("CarePlan", query + "&subject=Patient/x&_count=1000"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  /** The same in the same order, page by page forth and back, of those alone that are in sight. */
  @ParameterizedTest
  @MethodSource("queries")
  void findsOfWhatIsInSightTheSame(String query) {
    for (String hidden : List.of("p0", "p3%", "p%", "near p0", "near p3%", "near p%")) {
      findsOfWhatIsInSightTheSame(query, hidden.replace("near ", ""), hidden.startsWith("near"));
    }
  }

  private static void findsOfWhatIsInSightTheSame(String query, String hidden, boolean near) {
    ClinicalRecord seen = STORE.record.seenBy(without(hidden, near));
    List<String> expected = ids(STORE.record.search("CarePlan", query + "&_count=1000"));
    expected.removeIf(id -> id.matches(hidden.replace("%", ".*")));

    for (int size : List.of(hidden.equals("p0") ? 3 : 11, 1000)) {
      SearchPage page = seen.search("CarePlan", query + "&_count=" + size);
      assertThat(page.total()).isEqualTo(expected.size());
      List<String> forth = ids(page);
      List<String> back = new ArrayList<>();
      while (page.links().next() != null) {
        page = seen.search("CarePlan", page.links().next());
        forth.addAll(ids(page));
      }
      back.addAll(ids(page));
      while (page.links().previous() != null) {
        page = seen.search("CarePlan", page.links().previous());
        back.addAll(0, ids(page));
      }
      assertThat(forth).isEqualTo(expected);
      assertThat(back).isEqualTo(expected);
    }
  }

  private static Sight without(String hidden, boolean near) {
    String condition = "{r}.id not like (select hidden from sight)";
    return new Sight(
        List.of(new Sight.Given("hidden", "text", hidden)),
        condition,
        condition,
        "",
        near
            ? new Sight.Near(
                "x", Set.of("CarePlan"), "select 'x'::text as patient", Sight.Near.NO_OTHERS)
            : null);
  }

  private static List<String> ids(SearchPage page) {
    return new ArrayList<>(page.matches().stream().map(r -> r.key().id()).toList());
  }

  private static boolean matches(Plan plan, String query) {
    for (String part : query.split("&")) {
      String value = part.substring(part.indexOf('=') + 1);
      if (part.startsWith("status=")) {
        if (!List.of(value.split(",")).contains(plan.status())) {
          return false;
        }
      } else if (!compares(plan.period(), value)) {
        return false;
      }
    }
    return true;
  }

  /** R4 search.html, "Prefixes". */
  private static boolean compares(DateRange plan, String value) {
    String prefix = Character.isDigit(value.charAt(0)) ? "eq" : value.substring(0, 2);
    DateRange asked =
        DateRange.of(Character.isDigit(value.charAt(0)) ? value : value.substring(2), BERLIN);
    return switch (prefix) {
      case "eq" -> !plan.lo().isBefore(asked.lo()) && !plan.hi().isAfter(asked.hi());
      case "gt" -> plan.hi().isAfter(asked.hi());
      case "ge" -> !plan.hi().isBefore(asked.lo());
      case "lt" -> plan.lo().isBefore(asked.lo());
      case "le" -> !plan.lo().isAfter(asked.hi());
      case "sa" -> plan.lo().isAfter(asked.hi());
      default -> plan.hi().isBefore(asked.lo());
    };
  }

  private static void plan(
      String id, String status, @Nullable LocalDate start, @Nullable LocalDate end) {
    if (start == null && end == null) {
      return;
    }
    String period =
        (start == null ? "" : "'start':'" + start + "'")
            + (start == null || end == null ? "" : ",")
            + (end == null ? "" : "'end':'" + end + "'");
    STORE.put(
        ("{'resourceType':'CarePlan','id':'%s','status':'%s','intent':'plan',"
                + "'subject':{'reference':'Patient/x'},'period':{%s}}")
            .formatted(id, status, period));
    DateRange first =
        start == null
            ? DateRange.of("0001-01-01", ZoneOffset.UTC)
            : DateRange.of(start.toString(), BERLIN);
    DateRange last =
        end == null
            ? DateRange.of("9999-12-31", ZoneOffset.UTC)
            : DateRange.of(end.toString(), BERLIN);
    PLANS.add(new Plan(id, status, new DateRange(first.lo(), last.hi())));
  }
}
