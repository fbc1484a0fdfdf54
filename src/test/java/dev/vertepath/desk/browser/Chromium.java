package dev.vertepath.desk.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The Chromium of the machine: {@code -Dchromium=PATH} or the variable {@code CHROMIUM}, or else
 * the first that is found. Playwright downloads none.
 */
final class Chromium {

  /** A machine may be busy with other builds. */
  private static final double PATIENCE = 120_000;

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

  private static final List<String> PLACES =
      List.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  private Chromium() {}

  static Playwright playwright() {
    return Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  static Browser launch(Playwright playwright) {
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(path())
                .setTimeout(PATIENCE)
                .setArgs(
                    List.of(
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run")));
  }

  private static Path path() {
    String property = System.getProperty("chromium");
    String named = property == null ? System.getenv("CHROMIUM") : property;
    if (named != null && !named.isBlank()) {
      return Path.of(named);
    }
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(
            Stream.of(path.split(java.io.File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name))),
            PLACES.stream().map(Path::of))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "The tests of the desk need Chromium, and none is on the PATH: install it (on"
                        + " Debian: apt-get install chromium), or name it by -Dchromium=PATH."));
  }
}
