package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static final String MANY = "/?q=Many";
  private static final int ON_A_PAGE = 50;

  @Autowired private JdbcClient jdbc;

  private Someone coordinator = new Someone("", "", "");

  @BeforeEach
  void manyCases() {
    ManyCases.in(jdbc);
    coordinator = someone("Cora Coordinator", "coordinator");
  }

  private static int count(Page page, String band) {
    return Integer.parseInt(page.locator("#band-" + band + " .count").textContent());
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
  void theWorklistIsOpenedFilteredAndPagedByTwoStatementsAPage() {
    Page page = logIn(coordinator, MANY);
    assertThat(count(page, "all")).isEqualTo(ManyCases.CASES);
    assertThat(page.locator("tbody tr").count()).isEqualTo(ON_A_PAGE);
    assertAccessible(page);
    assertNoSidewaysScrolling(page);

    CountedStatements.STATEMENTS.sent();
    open(page, "/");
    assertThat(asked()).filteredOn(sql -> sql.contains("follow_up")).hasSize(1);
    assertThat(count(page, "all")).isGreaterThanOrEqualTo(ManyCases.CASES);

    open(page, MANY);
    asked();
    page.locator("#state").selectOption("candidate");
    press(page, "q");
    page.waitForURL("**state=candidate**");
    assertThat(asked()).filteredOn(sql -> sql.contains("follow_up")).hasSize(1);
    assertThat(count(page, "all")).isEqualTo(ManyCases.CASES / 8);
    assertThat(count(page, "decision")).isEqualTo(ManyCases.CASES / 8);

    page.locator("a[rel=next]").click();
    page.waitForURL("**page=2**");
    assertThat(asked()).filteredOn(sql -> sql.contains("follow_up")).hasSize(1);
    assertThat(page.locator("tbody tr").count()).isEqualTo(ON_A_PAGE);
    assertThat(page.locator(".pages").textContent())
        .contains(words("worklist.page", 2, ManyCases.CASES / 8 / ON_A_PAGE));
    open(page, MANY + "&state=candidate&page=" + ManyCases.CASES / 8 / ON_A_PAGE);
    assertThat(page.locator("a[rel=next]").count()).isZero();
    assertThat(page.locator("tbody tr").count()).isEqualTo(ON_A_PAGE);
  }

  @Test
  void aBandOfThousandsIsChosenAndAPatientOpened() {
    Page page = logIn(coordinator, MANY);
    page.locator("#band-overdue-week").click();
    page.waitForURL("**band=overdue-week**");
    assertThat(count(page, "overdue-week")).isEqualTo(ManyCases.seventh(1));
    assertThat(page.locator("tbody .tag.amber").count()).isGreaterThanOrEqualTo(ON_A_PAGE);

    String name = page.locator("tbody th a").first().textContent();
    page.locator("tbody th a").first().click();
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
