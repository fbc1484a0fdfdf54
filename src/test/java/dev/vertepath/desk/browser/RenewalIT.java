package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The worklist is renewed when something happens, and not under the hands of who works on it. */
class RenewalIT extends PatientInBrowser {

  private static final String LIST = "**/desk/worklist?**";

  /** As a page does when it is told that something happened. */
  private static final String CHANGED = "() => htmx.trigger(document.body, 'changed')";

  @BeforeEach
  void herFractureWasTreated() {
    treated();
  }

  @Test
  void aListIsRenewedWhenSomethingHappensElsewhere() {
    Page page = listener();
    page.waitForResponse(
        "**/events", () -> logIn(open(page, "/?band=red-flag&q=" + family), coordinator));
    assertThat(page.locator("tbody tr").count()).isZero();

    chestPain();

    page.waitForSelector("tbody tr");
    // More than one thing happened: what is looked at now shall not be renewed once more.
    page.evaluate("() => addEventListener('htmx:beforeSwap', swap => swap.preventDefault())");
    assertThat(Integer.parseInt(page.locator("#band-red-flag .count").textContent())).isPositive();
    assertThat(page.locator("tbody").textContent()).contains(family, words("worklist.flag"));
    assertAccessible(page);
  }

  @Test
  void aListThatWasAskedForBeforeARowWasCheckedDoesNotTakeTheCheckAway() {
    Page page = logIn(coordinator, "/?q=" + family);
    var asked = new AtomicReference<Route>();
    page.route(LIST, asked::set);
    page.evaluate(CHANGED);
    page.waitForCondition(() -> asked.get() != null);
    Locator row = page.locator("input[name=item]").first();
    row.check();

    comes(page, asked.get());

    assertThat(row.isChecked()).isTrue();
    page.unroute(LIST);
    row.uncheck();
    page.locator("#q").focus();
    page.evaluate("() => { document.querySelector('tbody').id = 'before'; }");
    page.evaluate(CHANGED);
    page.waitForSelector("tbody:not(#before)");
  }

  /** Lets the list come, and waits until the page is through with it. */
  private static void comes(Page page, Route list) {
    page.evaluate(
        "() => document.addEventListener('htmx:afterRequest', () => { window.came = true; })");
    list.resume();
    page.waitForFunction("() => window.came");
  }
}
