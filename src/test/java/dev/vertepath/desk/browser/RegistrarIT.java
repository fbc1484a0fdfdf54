package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A registrar logs in and counts: an operation of July 2019 with scores and a leak. */
class RegistrarIT extends DeskLoggedIn {

  private static final String JULY = "?from=2019-07&to=2019-07";
  private static boolean there;

  private Someone registrar = new Someone("", "", "");

  @BeforeEach
  void aPatientWasTreated() {
    registrar = someone("Reg Registrar", "registrar");
    if (there) {
      return;
    }
    there = true;
    Someone his = someone("Hospital Information System", "integration-system");
    String patient =
        stored(his, "/Patient", "{'resourceType':'Patient','name':[{'family':'Secret'}]}");
    String fracture =
        stored(
            his,
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
                .formatted(patient));
    pain(his, patient, 8, "2019-07-03T09:00:00Z");
    stored(
        his,
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
    pain(his, patient, 3, "2019-07-11T22:00:00Z");
  }

  private String stored(Someone his, String path, String json) {
    return write("POST", path, json, by(his)).path("id").asString();
  }

  private void pain(Someone his, String patient, int score, String at) {
    stored(
        his,
        "/Observation",
        ("{'resourceType':'Observation','status':'final','code':{'coding':[{'system':"
                + "'http://loinc.org','code':'72514-3'}]},'subject':{'reference':'Patient/%s'},"
                + "'effectiveDateTime':'%s','valueQuantity':{'value':%d}}")
            .formatted(patient, at, score));
  }

  @Test
  void theLoginLeadsToTheRegistryAndNoPatientIsSeenThere() {
    Page page = logIn(registrar, "/");
    page.waitForURL("**/desk/registry");

    assertThat(page.locator("h1").textContent()).isEqualTo(words("registry.title"));
    assertThat(page.locator("nav a[href='/']").count()).isZero();
    open(page, "/desk/worklist");
    assertThat(page.locator("h1").textContent()).isEqualTo(words("frame.refused.forbidden"));
    assertThat(tries(registrar, "POST", "/Patient/_search", "").statusCode()).isNotEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "month", "organization", "cause", "level"})
  void everyFigureHasItsDefinitionAndEveryPlotItsTable(String group) {
    Page page = logIn(registrar, "/desk/registry" + JULY + "&group=" + group);
    page.locator("details summary").all().forEach(summary -> summary.click());

    assertThat(page.locator("svg[role=img]").count()).isEqualTo(6);
    assertAccessible(page);
    assertNoSidewaysScrolling(page);
    if (group.equals("level")) {
      assertForEverybody(page, "registry-open");
    }
  }

  @Test
  void filtersAreSetByKeyboardAndStandInTheUrl() {
    Page page = logIn(registrar, "/desk/registry" + JULY);

    page.locator("#cause").selectOption("osteoporotic");
    page.locator("#level").selectOption("L1");
    page.locator("#group").focus();
    // No other begins so; of more letters, some would count as a word of their own after a pause.
    page.keyboard().type(words("registry.group.level").substring(0, 1));
    assertThat(page.locator("#group").inputValue()).isEqualTo("level");
    page.keyboard().press("Tab");
    enter(page);
    page.waitForURL("**group=level**");

    assertThat(page.url()).contains("from=2019-07", "to=2019-07", "cause=osteoporotic", "level=L1");
    assertThat(page.locator("#group").inputValue()).isEqualTo("level");
    assertThat(
            page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName("L1"))
                .first()
                .textContent())
        .contains("1");
    page.locator("#level").selectOption("T12");
    follow(page, page.locator("form button.primary"));
    page.waitForURL("**level=T12**");
    assertThat(said(page)).contains(words("registry.empty"));
  }

  @Test
  void exportsAreFilesThatPagesAndProgramsRead() throws IOException {
    Page page = logIn(registrar, "/desk/registry" + JULY + "&group=level");

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
    Someone auditor = someone("Aud Auditor", "auditor");
    assertThat(
            api(auditor, "/AuditEvent?_total=accurate&agent=" + registrar.user())
                .path("total")
                .asInt())
        .as("counts are in the trail as well")
        .isPositive();
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
