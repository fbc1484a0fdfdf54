package dev.vertepath.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.desk.registry.Measure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What docs/registry.md says of the figures is what the page says. */
class RegistryDocumentTest {

  private static final Path MESSAGES = Path.of("src/main/resources/messages");

  private static Properties messages(String name) throws IOException {
    var messages = new Properties();
    try (var reader = Files.newBufferedReader(MESSAGES.resolve(name), StandardCharsets.UTF_8)) {
      messages.load(reader);
    }
    return messages;
  }

  @Test
  void theDocumentDefinesEveryFigureAsThePageDoes() throws IOException {
    Properties messages = messages("desk.properties");
    String[] rows =
        Arrays.stream(Measure.values())
            .map(
                measure -> {
                  String key = "registry.measure." + measure.code();
                  return "| `%s` | %s | %s | %s | %s |"
                      .formatted(
                          measure.code(),
                          messages.getProperty(key),
                          messages.getProperty(key + ".numerator"),
                          messages.getProperty(key + ".denominator"),
                          messages.getProperty(key + ".source"));
                })
            .toArray(String[]::new);

    assertThat(Files.readAllLines(Path.of("docs/registry.md")))
        .filteredOn(line -> line.matches("\\| `[a-z]+` \\|.*\\|.*\\|.*\\|.*\\|"))
        .containsExactly(rows);
  }
}
