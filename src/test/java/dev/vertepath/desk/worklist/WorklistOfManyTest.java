package dev.vertepath.desk.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.CountingDataSource;
import dev.vertepath.desk.DeskOverHttp;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  private static final CountingDataSource COUNTED = CountingDataSource.ofRequests();
  private static final int CASES = ManyCases.CASES;
  private static final Pattern ROW = Pattern.compile("<tr id=\"row-([^\"]+)\"");

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
    ManyCases.in(jdbc);
    COUNTED.sent();
  }

  private static int count(String page, String band) {
    Matcher count =
        Pattern.compile("id=\"band-" + band + "\".*?class=\"count\">([\\d,]+)<", Pattern.DOTALL)
            .matcher(page);
    assertThat(count.find()).as(page).isTrue();
    return Integer.parseInt(count.group(1).replace(",", ""));
  }

  private static List<String> rows(String page) {
    return ROW.matcher(page).results().map(row -> row.group(1)).toList();
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
    assertThat(count(page, "lost") + count(page, "overdue-month")).isEqualTo(ManyCases.seventh(0));
    assertThat(count(page, "overdue-month")).isPositive();
    assertThat(count(page, "lost")).isPositive();
    assertThat(count(page, "overdue-week")).isEqualTo(ManyCases.seventh(1));
    assertThat(count(page, "overdue-days")).isEqualTo(ManyCases.seventh(2));
    assertThat(count(page, "today")).isEqualTo(ManyCases.seventh(3));
    assertThat(count(page, "week")).isEqualTo(ManyCases.seventh(4));
    assertThat(count(page, "open")).isEqualTo(ManyCases.seventh(5));
    assertThat(count(page, "decision")).isEqualTo(CASES / 8);
    assertThat(count(page, "evidence")).isEqualTo(CASES / 8);
    assertThat(count(page, "unscheduled")).isEqualTo(CASES / 8);
    assertThat(count(page, "later")).isEqualTo(CASES / 8 + ManyCases.seventh(6));
  }

  @Test
  void everyRowIsOnOnePage() {
    Set<String> found = new HashSet<>();
    int pages = (ManyCases.seventh(1) + Listing.SIZE - 1) / Listing.SIZE;
    for (int number = 1; number <= pages; number++) {
      List<String> rows = rows(page("/desk/worklist?band=overdue-week&page=" + number));
      assertThat(found).doesNotContainAnyElementsOf(rows);
      found.addAll(rows);
    }

    assertThat(found).hasSize(ManyCases.seventh(1));
    assertThat(rows(page("/desk/worklist?band=overdue-week&page=" + (pages + 1)))).isEmpty();
  }
}
