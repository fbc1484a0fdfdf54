package dev.vertepath.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every threat of the model has a defence, and every defence a test. */
class ThreatModelTest {

  private static final Path TESTS = Path.of("src/test/java/dev/vertepath");
  private static final Pattern NAMED = Pattern.compile("`((?:[a-z]+/)+[A-Z]\\w+)`");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Spoofing",
        "Tampering",
        "Repudiation",
        "Information disclosure",
        "Denial of service",
        "Elevation of privilege"
      })
  void everyRowNamesItsDefenceAndATestThatIsThere(String kind) throws IOException {
    List<String[]> rows = rows(kind);

    assertThat(rows).hasSizeGreaterThan(3);
    assertThat(rows)
        .allSatisfy(
            cells -> {
              assertThat(cells).hasSize(3);
              assertThat(cells[1].strip()).as(cells[0]).isNotEmpty().isNotEqualTo("-");
              assertThat(cells[1]).as(cells[0]).doesNotContain("**missing**");
              List<String> tests =
                  NAMED.matcher(cells[2]).results().map((MatchResult one) -> one.group(1)).toList();
              assertThat(tests).as(cells[0]).isNotEmpty();
              assertThat(tests)
                  .allSatisfy(test -> assertThat(TESTS.resolve(test + ".java")).exists());
            });
  }

  @Test
  void whatRemainsSaysWhatToDo() throws IOException {
    assertThat(section("What remains")).contains("encrypt the disk", "_search");
  }

  private static List<String[]> rows(String heading) throws IOException {
    return section(heading)
        .lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| threat"))
        .map(line -> line.substring(1, line.length() - 1).split(" \\| ", -1))
        .toList();
  }

  private static String section(String heading) throws IOException {
    String[] sections = Files.readString(Path.of("docs/threat-model.md")).split("(?m)^## ");
    return List.of(sections).stream()
        .filter(section -> section.startsWith(heading))
        .findFirst()
        .orElseThrow();
  }
}
