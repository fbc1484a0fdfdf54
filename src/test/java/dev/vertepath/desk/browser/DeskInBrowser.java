package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.vertepath.desk.DeskOverHttp;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/**
 * Pages of the desk in Chromium: nothing may be asked of another host, and axe may find nothing.
 */
public abstract class DeskInBrowser extends DeskOverHttp {

  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  private static Playwright playwright;
  private static Browser browser;

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void start() {
    playwright = Chromium.playwright();
    browser = Chromium.launch(playwright);
  }

  @AfterAll
  static void stop() {
    playwright.close();
  }

  /** Of a person with a browser of her own. */
  protected Page person() {
    return person(1280, false);
  }

  protected Page person(int width, boolean dark) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setLocale("en-GB")
                .setViewportSize(width, 900)
                .setColorScheme(
                    dark
                        ? com.microsoft.playwright.options.ColorScheme.DARK
                        : com.microsoft.playwright.options.ColorScheme.LIGHT));
    Page page = context.newPage();
    page.setDefaultTimeout(60_000); // a machine may be busy with other builds
    page.onRequest(request -> asked.add(request.url()));
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !message.text().contains("status of 4")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    return page;
  }

  protected Page open(Page page, String path) {
    page.navigate(base() + path);
    return page;
  }

  /** By the rules of WCAG 2.2 AA. */
  protected static void assertAccessible(Page page) {
    assertThat(new AxeBuilder(page).withTags(RULES).analyze().getViolations())
        .allSatisfy(
            found -> {
              throw new AssertionError(
                  "%s: %s %s".formatted(found.getId(), found.getHelp(), found.getNodes()));
            });
  }

  /** A page that is wider than its window has to be pushed about. */
  protected static void assertNoSidewaysScrolling(Page page) {
    assertThat(
            page.evaluate(
                "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .isEqualTo(true);
  }

  @AfterEach
  void nothingWasAskedOfAnotherHostAndNothingWasBlocked() {
    assertThat(asked).isNotEmpty().allSatisfy(url -> assertThat(url).startsWith(base()));
    assertThat(complaints).isEmpty();
  }
}
