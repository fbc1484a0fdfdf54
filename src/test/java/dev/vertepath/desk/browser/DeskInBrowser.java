package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotCaret;
import dev.vertepath.desk.DeskOverHttp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/**
 * Pages of the desk in Chromium: nothing is asked of another host, in any test, and axe finds
 * nothing.
 */
public abstract class DeskInBrowser extends DeskOverHttp {

  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  /** As the library brings it; its own way of running it opens a second page each time. */
  private static final String AXE = axe();

  private static final String FOUND =
      """
      async rules => {
        const found = await axe.run({runOnly: {type: 'tag', values: rules},
          resultTypes: ['violations']});
        return found.violations.flatMap(rule => rule.nodes.map(
          node => `${rule.id}: ${node.html} ${node.failureSummary}`));
      }
      """;

  private static final int USUAL = 1280;
  private static final int HEIGHT = 900;

  /** More than any page has, whatever other tests left in its lists. */
  private static final int STOPS = 2000;

  /** A machine may be busy with other builds. */
  private static final double PATIENCE = 60_000;

  /** A list asks for itself anew each minute: not while a test reads it and acts on it. */
  private static final String NOT_EACH_MINUTE =
      """
      {
        const later = window.setTimeout;
        window.setTimeout = (what, after, ...more) =>
          after === 60000 ? 0 : later(what, after, ...more);
      }
      """;

  /** Nor when something happens to whomever: what other tests left becomes due at any time. */
  private static final String NOT_WHEN_TOLD = "window.EventSource = undefined;";

  private static Playwright playwright;
  private static Browser browser;

  private final List<BrowserContext> opened = new ArrayList<>();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final Queue<String> strangers = new ConcurrentLinkedQueue<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private boolean closing;

  @BeforeAll
  static void start() {
    playwright = Chromium.playwright();
    browser = Chromium.launch(playwright);
  }

  @AfterAll
  static void stop() {
    playwright.close();
  }

  private static String axe() {
    try (InputStream script = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a person with a browser of her own, in which pages stay as they came. */
  protected Page person() {
    Page page = listener();
    page.context().addInitScript(NOT_WHEN_TOLD);
    return page;
  }

  /** Of a person whose pages are renewed when something happens elsewhere. */
  protected Page listener() {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setLocale("en-GB")
                .setViewportSize(USUAL, HEIGHT)
                .setColorScheme(ColorScheme.LIGHT));
    opened.add(context);
    context.addInitScript(NOT_EACH_MINUTE);
    context.route("**/*", this::letThroughToThisHostOnly);
    Page page = context.newPage();
    page.setDefaultTimeout(PATIENCE);
    page.onConsoleMessage(
        message -> {
          boolean meant =
              message.text().contains("status of 4")
                  || message.location().startsWith(base() + FailingPage.PATH);
          if (message.type().equals("error") && !meant) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    return page;
  }

  private void letThroughToThisHostOnly(Route route) {
    String url = route.request().url();
    if (url.startsWith(base() + "/")) {
      asked.add(url);
      resume(route);
    } else {
      strangers.add(url);
      route.abort();
    }
  }

  private void resume(Route route) {
    try {
      route.resume();
    } catch (PlaywrightException e) {
      // What a page asks for while it is closed goes nowhere.
      if (!closing) {
        throw e;
      }
    }
  }

  protected Page open(Page page, String path) {
    page.navigate(base() + path);
    return page;
  }

  /**
   * Does what leads to another page, and waits until that one is there as a whole: neither a click
   * nor a key waits for it, and whoever reads at once may read the page that is left.
   */
  protected static void leave(Page page, Runnable act) {
    page.evaluate("() => { window.left = true; }");
    act.run();
    page.waitForFunction("() => !window.left && document.readyState === 'complete'");
  }

  /** Clicks on a link or a button that leads to another page. */
  protected static void follow(Page page, Locator way) {
    leave(page, way::click);
  }

  /** What the page says, when it is there as a whole. */
  protected static String said(Page page) {
    page.waitForLoadState();
    return page.locator("main").textContent();
  }

  /** What it wants to be read first. */
  protected static String alert(Page page) {
    page.locator("[role=alert]").waitFor();
    page.waitForLoadState();
    return page.locator("[role=alert]").textContent();
  }

  /** By the rules of WCAG 2.2 AA. */
  protected static void assertAccessible(Page page) {
    page.waitForLoadState();
    if (page.evaluate("() => window.axe === undefined").equals(true)) {
      page.evaluate(AXE);
    }
    assertThat(page.evaluate(FOUND, RULES)).as(page.url()).isEqualTo(List.of());
  }

  /** A page that is wider than its window has to be pushed about. */
  protected static void assertNoSidewaysScrolling(Page page) {
    assertThat(
            page.evaluate(
                "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .as("%s fits %s", page.url(), page.viewportSize().width)
        .isEqualTo(true);
  }

  /** The same page on a phone and on a wide screen, by day and by night. */
  protected static void assertForEverybody(Page page, String name) {
    for (int width : new int[] {360, 1440}) {
      page.setViewportSize(width, HEIGHT);
      for (boolean dark : new boolean[] {false, true}) {
        page.emulateMedia(
            new Page.EmulateMediaOptions()
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
        assertAccessible(page);
        assertNoSidewaysScrolling(page);
        if (dark == (width > USUAL)) {
          picture(page, "%s-%d%s".formatted(name, width, dark ? "-dark" : ""));
        }
      }
    }
  }

  /**
   * For whoever looks with her own eyes. The caret stays as it is: it would be hidden by a style
   * attribute on every field, which htmx copies when the list is renewed at that moment, and which
   * the content policy then blocks.
   */
  protected static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setCaret(ScreenshotCaret.INITIAL)
            .setPath(Path.of("target/screenshots/" + name + ".png")));
  }

  /** Presses Tab until the focus is on the element with this id. */
  protected static void tabTo(Page page, String id) {
    for (int i = 0; i < STOPS; i++) {
      if (id.equals(page.evaluate("() => document.activeElement.id"))) {
        return;
      }
      page.keyboard().press("Tab");
    }
    throw new AssertionError("The keyboard does not reach " + id + " of " + page.url());
  }

  /** Goes there by keyboard, and presses Enter, which leads to another page. */
  protected static void press(Page page, String id) {
    tabTo(page, id);
    enter(page);
  }

  /** Presses Enter, which leads to another page. */
  protected static void enter(Page page) {
    leave(page, () -> page.keyboard().press("Enter"));
  }

  /** Goes there by keyboard, and types. */
  protected static void type(Page page, String id, String text) {
    tabTo(page, id);
    page.keyboard().type(text);
  }

  @AfterEach
  void nothingWasAskedOfAnotherHostAndNothingWasBlocked() {
    closing = true;
    opened.forEach(BrowserContext::close);
    assertThat(asked).isNotEmpty();
    assertThat(strangers).isEmpty();
    assertThat(complaints).isEmpty();
  }
}
