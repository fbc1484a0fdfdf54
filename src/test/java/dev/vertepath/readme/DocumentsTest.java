package dev.vertepath.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {

  private static final Path MAIN = Path.of("src/main");
  private static final Path TESTS = Path.of("src/test/java/dev/vertepath");
  private static final Path CODE = MAIN.resolve("java/dev/vertepath");

  @Test
  void everySettingOfTheCodeIsInTheTable() throws IOException {
    Set<String> inCode = new TreeSet<>();
    for (String text : sources(MAIN)) {
      // As a placeholder, ${vertepath.zone:}, or as the name of a property, "vertepath.zone".
      find("(?:\\$\\{|\")vertepath\\.([a-z-]+)[:}\"]", text)
          .map(name -> "VERTEPATH_" + name.toUpperCase(Locale.ROOT).replace('-', '_'))
          .forEach(inCode::add);
    }
    inCode.remove("VERTEPATH_VERSION"); // Maven gives it.
    inCode.remove("VERTEPATH_BUILT"); // Maven too.
    inCode.remove("VERTEPATH_LOCK"); // A file.

    Set<String> inTable = new TreeSet<>();
    find("(?m)^\\| `(VERTEPATH_[A-Z_]+)`", Files.readString(Path.of("README.md")))
        .forEach(inTable::add);

    assertThat(inTable).isEqualTo(inCode);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "CHANGELOG.md",
        "docs/ARCHITECTURE.md",
        "docs/fhir-conformance.md",
        "docs/integration.md",
        "docs/registry.md",
        "docs/threat-model.md",
        "SECURITY.md",
        "samples/README.md"
      })
  void everyLinkLeadsToAFile(String document) throws IOException {
    Path file = Path.of(document);

    assertThat(find("\\]\\((?!https?:)([^)#]+)", Files.readString(file)))
        .allSatisfy(link -> assertThat(file.resolveSibling(link)).exists());
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/ARCHITECTURE.md", "docs/threat-model.md"})
  void everyClassThatADocumentNamesIsThere(String document) throws IOException {
    String text = Files.readString(Path.of(document));

    assertThat(find("`((?:[a-z]+/)+[A-Z]\\w+)`", text))
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(
                        isTest(name) ? TESTS.resolve(name + ".java") : CODE.resolve(name + ".java"))
                    .exists());
  }

  private static boolean isTest(String name) {
    return name.endsWith("Test") || name.endsWith("IT");
  }

  private static Stream<String> find(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1));
  }

  private static List<String> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(java|properties|factories)"))
          .map(DocumentsTest::read)
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
