package dev.vertepath.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No file of the repository holds a code of SNOMED CT, LOINC, ICD-10 or CPT beyond the seed. */
class RepositoryCodesTest {
  private static final CodeScanner SCANNER = new CodeScanner(Seed.CODES.all());
  private static final Path ROOT = Path.of("").toAbsolutePath();

  /** What is built, what is run, and what an outside generator wrote. */
  private static final Set<String> SKIPPED = Set.of("target", "data", "synthea", "node_modules");

  private static final Set<String> LISTS = Set.of("seed.tsv", "rejected.tsv");

  @Test
  void holds_no_code_that_the_seed_does_not_hold() throws IOException {
    Map<String, Set<Code>> found = new TreeMap<>();
    for (Path file : files()) {
      Set<Code> unknown = SCANNER.unknown(text(file));
      if (!unknown.isEmpty()) {
        found.put(ROOT.relativize(file).toString(), unknown);
      }
    }

    assertThat(found)
        .as("add a line to codes/seed.tsv, with its source, or take the code out")
        .isEmpty();
  }

  @Test
  void looks_at_code_migrations_and_build_alike() throws IOException {
    assertThat(files())
        .contains(
            ROOT.resolve("pom.xml"),
            ROOT.resolve("src/main/java/dev/vertepath/pathway/FollowUpRules.java"),
            ROOT.resolve("src/test/java/dev/vertepath/pathway/RecognitionTest.java"))
        .anyMatch(file -> file.startsWith(ROOT.resolve("db/migration")))
        .noneMatch(file -> file.startsWith(ROOT.resolve("target")));
  }

  /** However a code is written, the scanner sees it; each is one that no file may hold. */
  static Stream<Code> rejected() throws IOException {
    return Files.readAllLines(ROOT.resolve("src/test/resources/codes/rejected.tsv")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .map(cells -> new Code(cells[0], cells[1]));
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void sees_a_planted_code_beside_its_system(Code code) {
    for (String planted :
        List.of(
            "{\"coding\": [{\"system\": \"%s\", \"version\": \"1\", \"code\": \"%s\"}]}",
            "{'coding':[{'code':'?','system':'%s','code':'%s'}]}",
            "\"{\\\"system\\\":\\\"%s\\\",\\\"code\\\":\\\"%s\\\"}\"",
            "{\"include\": [{\"system\": \"%s\", \"concept\": [{\"code\": \"%s\"}]}]}",
            "new Code(\"%s\", \"%s\")",
            "Fhir.coding(\"%s\",\n    \"%s\", \"display\")",
            "<coding><system value=\"%s\"/><code value=\"%s\"/></coding>",
            "GET /fhir/Condition?code=%s|%s",
            "curl 'localhost:8080/fhir/Condition?code=%s%%7C%s'",
            "%s\t%s\tfracture")) {
      assertThat(SCANNER.unknown(planted.formatted(code.system(), code.code())))
          .as(planted)
          .contains(code);
    }
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void sees_a_planted_code_that_stands_alone_if_it_is_well_formed(Code code) {
    boolean wellFormed =
        switch (code.system()) {
          case Given.SNOMED -> CheckDigit.snomed(code.code());
          case Given.LOINC -> CheckDigit.loinc(code.code());
          default -> true;
        };

    for (String planted : List.of("snomed(\"%s\")", "The code %s, as they say", "'%s'", "|%s^x")) {
      assertThat(SCANNER.unknown(planted.formatted(code.code())).contains(code))
          .as(planted)
          .isEqualTo(wellFormed);
    }
  }

  @Test
  void sees_no_code_where_there_is_none() {
    assertThat(
            SCANNER.unknown(
                """
                On 2026-03-05 at 10:00, 24-48 hours, 1-2 fractures, version 18.4.0, port 5432,
                1000000 rows, +1 555-0100, L34228, M84.48X, S12.0, Z87.31, PS3.16, 0123456, T12,
                {"system": "http://snomed.info/sct", "code": "42942008"}, 72514-3, 22511, 0QU03JZ
                """))
        .isEmpty();
  }

  private static List<Path> files() throws IOException {
    var files = new ArrayList<Path>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes a) {
            String name = String.valueOf(directory.getFileName());
            boolean hidden = name.startsWith(".") && !name.equals(".ci");
            return !directory.equals(ROOT) && (hidden || SKIPPED.contains(name))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
            if (a.isRegularFile() && !LISTS.contains(String.valueOf(file.getFileName()))) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  /** Empty for a file that is no text. */
  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      return "";
    }
  }
}
