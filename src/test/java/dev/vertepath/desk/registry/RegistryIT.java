package dev.vertepath.desk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.vertepath.desk.browser.DeskInBrowser;
import dev.vertepath.record.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The registry in Chromium: an operation of July 2019 with scores and a leak, and what is counted.
 */
class RegistryIT extends DeskInBrowser {

  private static final String JULY = "?from=2019-07&to=2019-07";
  private static boolean there;

  @BeforeEach
  void aPatientWasTreated() {
    if (there) {
      return;
    }
    there = true;
    String patient =
        write("POST", "/Patient", "{'resourceType':'Patient','name':[{'family':'Secret'}]}")
            .path("id")
            .asString();
    String fracture =
        write(
                "POST",
                "/Condition",
                """
                {'resourceType':'Condition','subject':{'reference':'Patient/%s'},
                 'clinicalStatus':{'coding':[{
                   'system':'http://terminology.hl7.org/CodeSystem/condition-clinical',
                   'code':'active'}]},
                 'code':{'coding':[{
                   'system':'http://hl7.org/fhir/sid/icd-10-cm','code':'M80.08XA'}]},
                 'bodySite':[{'coding':[{'system':'http://snomed.info/sct','code':'66794005'}]}],
                 'recordedDate':'2019-07-02T09:00:00Z'}
                """
                    .formatted(patient))
            .path("id")
            .asString();
    pain(patient, 8, "2019-07-03T09:00:00Z");
    write(
        "POST",
        "/Procedure",
        """
        {'resourceType':'Procedure','status':'completed','subject':{'reference':'Patient/%s'},
         'reasonReference':[{'reference':'Condition/%s'}],
         'code':{'coding':[{
           'system':'https://vertepath.dev/fhir/CodeSystem/procedure','code':'vertebroplasty'}]},
         'performedPeriod':{'start':'2019-07-10T09:00:00Z','end':'2019-07-10T10:00:00Z'},
         'complication':[{'coding':[{
           'system':'https://vertepath.dev/fhir/CodeSystem/complication',
           'code':'cement-leakage-asymptomatic'}]}]}
        """
            .formatted(patient, fracture));
    pain(patient, 3, "2019-07-11T22:00:00Z");
  }

  private void pain(String patient, int score, String at) {
    write(
        "POST",
        "/Observation",
        ("{'resourceType':'Observation','status':'final','code':{'coding':[{'system':"
                + "'http://loinc.org','code':'72514-3'}]},'subject':{'reference':'Patient/%s'},"
                + "'effectiveDateTime':'%s','valueQuantity':{'value':%d}}")
            .formatted(patient, at, score));
  }

  @ParameterizedTest
  @CsvSource({
    "360,false,",
    "800,false,level",
    "1440,false,month",
    "360,true,level",
    "1440,true,",
  })
  void thePageIsForEverybody(int width, boolean dark, String group) {
    Page page =
        open(
            person(width, dark),
            "/desk/registry" + JULY + (group == null ? "" : "&group=" + group));
    page.locator("details summary").all().forEach(summary -> summary.click());

    assertAccessible(page);
    assertNoSidewaysScrolling(page);
    assertThat(page.locator("svg[role=img]").count()).isEqualTo(6);
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(
                Path.of(
                    "target/screenshots/registry-%d%s.png".formatted(width, dark ? "-dark" : ""))));
  }

  @ParameterizedTest
  @CsvSource({"360,true", "1440,false"})
  void theDefinitionsAreForEverybody(int width, boolean dark) {
    Page page = open(person(width, dark), "/desk/registry/definitions");

    assertAccessible(page);
    assertNoSidewaysScrolling(page);
  }

  @Test
  void filtersAreSetByKeyboardAndStandInTheUrl() {
    Page page = open(person(), "/desk/registry" + JULY);

    page.getByLabel("Told apart by").focus();
    page.keyboard().type("Level");
    page.keyboard().press("Tab");
    assertThat(page.evaluate("() => document.activeElement.textContent")).isEqualTo("Count");
    page.keyboard().press("Enter");
    page.waitForURL("**group=level**");

    assertThat(page.url()).contains("from=2019-07", "to=2019-07");
    assertThat(page.getByLabel("Told apart by").inputValue()).isEqualTo("level");
    assertThat(
            page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName("L1"))
                .first()
                .textContent())
        .contains("1");
  }

  @Test
  void exportsAreFilesThatPagesAndProgramsRead() throws IOException {
    Page page = open(person(), "/desk/registry" + JULY + "&group=level");

    List<CSVRecord> csv;
    try (var parser =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(Files.newBufferedReader(file(page, "CSV"), StandardCharsets.UTF_8))) {
      csv = parser.getRecords();
    }
    List<JsonNode> ndjson =
        Files.readAllLines(file(page, "NDJSON")).stream().map(Json.MAPPER::readTree).toList();

    // One of each is few, and hidden.
    assertThat(csv)
        .anySatisfy(
            line -> {
              assertThat(line.get("group")).isEqualTo("L1");
              assertThat(line.get("measure")).isEqualTo("operations");
              assertThat(line.get("count [1]")).isEqualTo("<5");
            });
    assertThat(ndjson).hasSameSizeAs(csv);
    assertThat(ndjson.toString()).doesNotContain("Secret", "median", "2019-07-");
  }

  private static Path file(Page page, String name) {
    Download download =
        page.waitForDownload(
            () ->
                page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name + ","))
                    .click());
    assertThat(download.suggestedFilename()).startsWith("registry-2019-07-to-2019-07.");
    return download.path();
  }
}
