package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.vertepath.desk.patient.CountedStatements;
import dev.vertepath.desk.worklist.ManyCases;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The desk with 20,000 open cases more; after the others, who have fewer to look through. */
@Order(Integer.MAX_VALUE - 1)
class ManyCasesIT extends DeskLoggedIn {

  private static final int ON_A_PAGE = 50;

  @Autowired private JdbcClient jdbc;

  private Someone coordinator = new Someone("", "", "");

  @BeforeEach
  void manyCases() {
    ManyCases.in(jdbc);
    coordinator = someone("Cora Coordinator", "coordinator");
  }

  private static int count(Page page, String band) {
    return Integer.parseInt(
        page.locator("#band-" + band + " .count").textContent().replaceAll("\\D", ""));
  }

  /**
   * What the worklist and the views were asked by; the trail and the clockwork ask for themselves.
   */
  private static List<String> asked() {
    return CountedStatements.STATEMENTS.sent().stream()
        .filter(sql -> sql.matches("(?s)(with sight|.*saved_view).*"))
        .toList();
  }

  @Test
  void theWorklistIsOpenedFilteredAndPagedByAsManyStatementsAsFewCases() {
    Page page = logIn(coordinator, "/");
    assertThat(page.locator("tbody tr").count()).isEqualTo(ON_A_PAGE);
    assertAccessible(page);
    assertNoSidewaysScrolling(page);

    asked();
    open(page, "/");
    assertThat(asked()).hasSize(3).filteredOn(sql -> sql.contains("follow_up")).hasSize(1);
    assertThat(count(page, "all")).isGreaterThanOrEqualTo(ManyCases.CASES);

    page.locator("#state").selectOption("candidate");
    press(page, "q");
    page.waitForURL("**state=candidate**");
    assertThat(asked()).hasSize(3).filteredOn(sql -> sql.contains("follow_up")).hasSize(1);
    int found = count(page, "all");
    assertThat(found).isBetween(ManyCases.CASES / 8, ManyCases.CASES / 8 + others());
    assertThat(count(page, "decision")).isEqualTo(found);

    int pages = (found + ON_A_PAGE - 1) / ON_A_PAGE;
    follow(page, page.locator("a[rel=next]"));
    page.waitForURL("**page=2**");
    assertThat(asked()).hasSize(3).filteredOn(sql -> sql.contains("follow_up")).hasSize(1);
    assertThat(page.locator("tbody tr").count()).isEqualTo(ON_A_PAGE);
    assertThat(page.locator(".pages").textContent()).contains(words("worklist.page", 2, pages));
    open(page, "/?state=candidate&page=" + pages);
    assertThat(page.locator("a[rel=next]").count()).isZero();
    assertThat(page.locator("tbody tr").count()).isEqualTo(found - (pages - 1) * ON_A_PAGE);
  }

  /** Candidates that other tests left. */
  private int others() {
    return jdbc.sql("select count(*) from episode where state = 'candidate' and key !~ '^many/'")
        .query(Integer.class)
        .single();
  }

  @Test
  void aBandOfThousandsIsChosenAndAPatientOpened() {
    Page page = logIn(coordinator, "/");
    follow(page, page.locator("#band-overdue-week"));
    page.waitForURL("**band=overdue-week**");
    assertThat(count(page, "overdue-week")).isGreaterThanOrEqualTo(ManyCases.seventh(1));
    assertThat(page.locator("tbody .tag.amber").count()).isGreaterThanOrEqualTo(ON_A_PAGE);

    Locator patient = page.locator("tbody th a[href^='/desk/patients/many-']").first();
    String name = patient.textContent();
    follow(page, patient);
    page.waitForURL("**/desk/patients/many-**");
    assertThat(page.locator("h1").textContent()).isEqualTo(name);
  }

  @Test
  void theRegistryCountsThemAll() {
    Page page = logIn(someone("Reg Registrar", "registrar"), "/");
    page.waitForURL("**/desk/registry");

    String cases = page.locator(".glance strong").first().textContent();
    assertThat(Integer.parseInt(cases.replaceAll("\\D", "")))
        .isGreaterThanOrEqualTo(ManyCases.CASES);
    assertAccessible(page);
  }
}
