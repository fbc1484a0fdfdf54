package dev.vertepath.desk.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.CountingDataSource;
import dev.vertepath.desk.DeskOverHttp;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The worklist with 20,000 open cases: counts, pages, and what it costs. */
@Import(WorklistOfManyTest.Counted.class)
class WorklistOfManyTest extends DeskOverHttp {

  private static final CountingDataSource COUNTED = new CountingDataSource();
  private static final int CASES = 20_000;

  /**
   * Of the cases with even numbers, one follow-up each: of a seventh its window ended 45 days ago,
   * of a seventh 20 days ago, and so on.
   */
  private static final List<String> DATA =
      List.of(
          """
          insert into resource (rid, type, id, version, created, updated, deleted, method, patient,
            tx, body)
          select -n, 'Patient', 'many-' || n, 1, now(), now(), false, 'PUT', 'many-' || n, 1,
            convert_to('{"resourceType":"Patient","id":"many-' || n
              || '","name":[{"family":"Many' || n || '"}],"birthDate":"1940-01-01"}', 'UTF8')
          from generate_series(1, ?) n
          """,
          """
          insert into resource (rid, type, id, version, created, updated, deleted, method, patient,
            tx, body)
          select -1000000 - n, 'Task', 'many-' || n, 1, now(), now(), false, 'PUT', 'many-' || n, 1,
            convert_to('{"resourceType":"Task","id":"many-' || n || '"}', 'UTF8')
          from generate_series(1, ?) n
          """,
          "insert into pathway_patient select 'many-' || n from generate_series(1, ?) n",
          """
          insert into episode (key, patient, task, condition, state, verdict, rule, cause, levels,
            opened)
          select 'many/' || n, 'many-' || n, 'Task/many-' || n, 'Condition/many-' || n,
            case when n % 2 = 0 then 'follow-up'
              else (array['awaiting-evidence', 'candidate', 'ordered', 'scheduled'])[n / 2 % 4 + 1]
              end,
            'meets', 'rule', 'osteoporotic', array['L1'], now() - interval '90 days'
          from generate_series(1, ?) n
          """,
          """
          insert into follow_up (key, patient, resource, kind, code, title, status, due_start,
            due_end, part_of)
          select 'many/' || n, 'many-' || n, 'Task/many-' || n, 'follow-up', 'early-check',
            'Ask for pain', 'requested',
            now() + case when n / 2 % 7 = 6 then interval '30 days' else interval '-50 days' end,
            date_trunc('day', now()) + interval '12 hours'
              + (array[-45, -20, -3, 0, 4, 60, 60])[n / 2 % 7 + 1] * interval '1 day',
            'CarePlan/many-' || n
          from generate_series(2, ?, 2) n
          """,
          """
          insert into resource (rid, type, id, version, created, updated, deleted, method, patient,
            tx, body)
          select -2000000 - n, 'Observation', 'many-' || n, 1, now(), now(), false, 'PUT',
            'many-' || n, 1, convert_to('{}', 'UTF8')
          from generate_series(4, ?, 4) n
          """,
          """
          insert into search_date (rid, tx, param, status, span, lo, hi)
          select -2000000 - n, 1, 1, 0, 0, extract(epoch from now() - interval '10 days') * 1000000,
            extract(epoch from now() - interval '10 days') * 1000000
          from generate_series(4, ?, 4) n
          """);

  @TestConfiguration
  static class Counted {

    @Bean
    static BeanPostProcessor countedWorklist() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof DataSource source ? COUNTED.over(source) : bean;
        }
      };
    }
  }

  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void manyCases() {
    boolean there =
        jdbc.sql("select exists (select from episode where key = 'many/1')")
            .query(Boolean.class)
            .single();
    if (!there) {
      DATA.forEach(sql -> jdbc.sql(sql).param(CASES).update());
      for (String table :
          List.of("resource", "episode", "follow_up", "pathway_patient", "search_date")) {
        jdbc.sql("analyze " + table).update();
      }
    }
    COUNTED.sent();
  }

  private static int count(String page, String band) {
    Matcher count =
        Pattern.compile("id=\"band-" + band + "\".*?class=\"count\">(\\d+)<", Pattern.DOTALL)
            .matcher(page);
    assertThat(count.find()).as(page).isTrue();
    return Integer.parseInt(count.group(1));
  }

  private static int rows(String page) {
    return page.split("<tr id=\"row-", -1).length - 1;
  }

  @Test
  void theStartPageIsOneStatementAndThatOfTheViews() {
    page("/");

    assertThat(COUNTED.sent().stream().filter(sql -> sql.contains("follow_up")).toList())
        .hasSize(1);
    page("/?state=candidate&q=Many&sort=due&page=2");
    assertThat(
            COUNTED.sent().stream()
                .filter(sql -> sql.matches("(?s)(with sight|.*saved_view).*"))
                .toList())
        .hasSize(2);
  }

  @Test
  void theBandsShareAllThatIsOpen() {
    String page = page("/");

    assertThat(count(page, "all")).isEqualTo(CASES);
    assertThat(count(page, "lost") + count(page, "overdue-month")).isEqualTo(seventh(0));
    assertThat(count(page, "overdue-month")).isPositive();
    assertThat(count(page, "lost")).isPositive();
    assertThat(count(page, "overdue-week")).isEqualTo(seventh(1));
    assertThat(count(page, "overdue-days")).isEqualTo(seventh(2));
    assertThat(count(page, "today")).isEqualTo(seventh(3));
    assertThat(count(page, "week")).isEqualTo(seventh(4));
    assertThat(count(page, "open")).isEqualTo(seventh(5));
    assertThat(count(page, "decision")).isEqualTo(CASES / 8);
    assertThat(count(page, "evidence")).isEqualTo(CASES / 8);
    assertThat(count(page, "unscheduled")).isEqualTo(CASES / 8);
    assertThat(count(page, "later")).isEqualTo(CASES / 8 + seventh(6));
  }

  private static int seventh(int rest) {
    int all = 0;
    for (int n = 2; n <= CASES; n += 2) {
      all += n / 2 % 7 == rest ? 1 : 0;
    }
    return all;
  }

  @Test
  void everyRowIsOnOnePage() {
    int found = 0;
    int pages = (seventh(1) + Listing.SIZE - 1) / Listing.SIZE;
    for (int number = 1; number <= pages; number++) {
      found += rows(page("/desk/worklist?band=overdue-week&page=" + number));
    }

    assertThat(found).isEqualTo(seventh(1));
    assertThat(rows(page("/desk/worklist?band=overdue-week&page=" + (pages + 1)))).isZero();
  }
}
