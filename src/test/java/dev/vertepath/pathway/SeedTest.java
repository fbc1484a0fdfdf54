package dev.vertepath.pathway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of codes holds together, as far as a list can be checked without its sources. */
class SeedTest {
  private static final String OURS = "https://vertepath.dev/fhir/CodeSystem/";

  private record Line(String system, String pattern, String use, String tag) {
    List<String> codes() {
      return Seed.spellOut(pattern);
    }

    String family() {
      return use.replaceFirst(":.*", "");
    }
  }

  private static List<Line> lines() {
    try (Stream<String> lines = Files.lines(Path.of("src/main/resources/codes/seed.tsv"))) {
      return lines
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(cells -> new Line(cells[0], cells[1], cells[2], cells[3]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> codes(String system) {
    return lines().stream().filter(l -> l.system().equals(system)).flatMap(l -> l.codes().stream());
  }

  @Test
  void every_line_names_its_source() {
    assertThat(lines())
        .allSatisfy(
            line -> {
              assertThat(line.tag()).isIn("A", "B", "issue", "ours");
              assertThat(line.tag().equals("ours")).isEqualTo(line.system().startsWith(OURS));
              assertThat(line.tag().equals("issue")).isEqualTo(line.pattern().equals("1734006"));
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void every_line_is_of_a_system_that_the_scanner_knows_or_of_ours() {
    assertThat(lines())
        .extracting(Line::system)
        .allMatch(system -> CodeScanner.SYSTEMS.contains(system) || system.startsWith(OURS));
  }

  @Test
  void check_digits_are_right() {
    assertThat(codes(Given.SNOMED))
        .isNotEmpty()
        .allMatch(code -> code.matches("[1-9]\\d{5,17}") && CheckDigit.snomed(code));
    assertThat(codes(Given.LOINC))
        .isNotEmpty()
        .allMatch(code -> code.matches("\\d{3,7}-\\d") && CheckDigit.loinc(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"42942009", "42942080", "4294208", "447766" + "008"})
  void a_wrong_check_digit_of_snomed_is_seen(String code) {
    assertThat(CheckDigit.snomed(code)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"72514-4", "75214-3", "24968" + "-2"})
  void a_wrong_check_digit_of_loinc_is_seen(String code) {
    assertThat(CheckDigit.loinc(code)).isFalse();
  }

  /** Which 7th characters a category allows. */
  private static final Map<String, String> SEVENTH =
      Map.of(
          "M80", "ADGKPS", "M84", "ADGKPS", "M48", "ADGS", "S12", "ABDGKS", "S22", "ABDGKS", "S32",
          "ABDGKS", "T81", "A", "T84", "A");

  @Test
  void codes_of_icd_are_well_formed_and_have_a_seventh_character_that_exists() {
    assertThat(codes(Given.ICD))
        .isNotEmpty()
        .allMatch(code -> code.matches("[A-Z]\\d\\d(\\.[0-9A-Z]{1,4})?"))
        .filteredOn(code -> code.length() == 8)
        .allSatisfy(
            code ->
                assertThat(SEVENTH.getOrDefault(code.substring(0, 3), ""))
                    .contains(code.substring(7)));
  }

  @Test
  void codes_of_procedures_are_well_formed() {
    assertThat(codes(Given.CPT)).isNotEmpty().allMatch(code -> code.matches("\\d{5}"));
    assertThat(codes(Given.PCS)).isNotEmpty().allMatch(code -> code.matches("[0-9A-HJ-NP-Z]{7}"));
  }

  static Stream<Code> rejected() throws IOException {
    return RepositoryCodesTest.rejected();
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void codes_that_are_wrong_or_verified_nowhere_are_not_known(Code code) {
    assertThat(Seed.CODES.knows(code)).isFalse();
  }

  @Test
  void every_use_is_asked_for_by_a_rule_or_is_vocabulary() {
    Set<String> rules =
        Set.of(
            "fracture",
            "fracture-if-sited",
            "needs-person",
            "healed",
            "vertebra",
            "site",
            "region",
            "pain-score",
            "operation",
            "conservative-care",
            "outcome",
            "finding",
            "measure",
            "red-flag",
            "complication");
    Set<String> vocabulary =
        Set.of(
            "fatigue-fracture",
            "morphology",
            "side",
            "tumour",
            "osteoporosis",
            "bone-disease",
            "status",
            "aftercare",
            "pain",
            "severity",
            "goal-start",
            "procedure-category",
            "anaesthesia",
            "guidance",
            "safety-check",
            "follow-up",
            "care-plan-category",
            "measurement");

    Set<String> families = lines().stream().map(Line::family).collect(Collectors.toSet());

    assertThat(families)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(rules.stream(), vocabulary.stream()).toList());
  }

  @Test
  void every_finding_is_one_that_a_protocol_asks_for() {
    Set<String> asked =
        Stream.of(
                Protocols.candidacyDefault(),
                Protocols.candidacySevereEarlyPain(),
                Protocols.candidacyCoverage())
            .flatMap(protocol -> protocol.criteria().stream())
            .map(Criterion::code)
            .collect(Collectors.toSet());
    asked.addAll(
        Set.of(
            "height-loss-percent", "roland-morris-score", "kyphosis", "severe-functional-impact"));

    assertThat(lines())
        .filteredOn(l -> l.family().equals("finding") || l.family().equals("measure"))
        .extracting(l -> l.use().replaceFirst(".*:", ""))
        .isNotEmpty()
        .allMatch(asked::contains);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "marrow-oedema",
        "site-tenderness",
        "conservative-treatment-failed",
        "active-infection",
        "uncorrected-coagulopathy",
        "cement-allergy",
        "neurological-deficit",
        "retropulsed-fragment",
        "improving-on-medical-therapy"
      })
  void the_findings_of_the_project_are_known(String code) {
    assertThat(Seed.CODES.is(new Code(Given.FINDING, code), "finding:" + code)).isTrue();
  }

  @Test
  void every_vertebra_has_a_code() {
    assertThat(lines())
        .filteredOn(l -> l.family().equals("vertebra"))
        .extracting(l -> Vertebra.valueOf(l.use().substring("vertebra:".length())))
        .containsExactlyInAnyOrder(Vertebra.values());
  }

  @Test
  void classes_of_characters_are_spelled_out() {
    assertThat(Seed.spellOut("T81.4[12]XA")).containsExactly("T81.41XA", "T81.42XA");
    assertThat(Seed.spellOut("C90.0[0-2]")).containsExactly("C90.00", "C90.01", "C90.02");
    assertThat(Seed.spellOut("M46.[24][46]"))
        .containsExactlyInAnyOrder("M46.24", "M46.26", "M46.44", "M46.46");
    assertThat(Seed.spellOut("Z09")).containsExactly("Z09");
  }

  @Test
  void a_list_that_is_missing_is_told_by_its_name() {
    assertThatThrownBy(() -> new Seed("/codes/none.tsv")).hasMessage("/codes/none.tsv is missing");
  }
}
