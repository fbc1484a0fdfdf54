package dev.vertepath.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A patient whose hospital sends what it knows of her, and persons who look after her. */
abstract class PatientInBrowser extends DeskLoggedIn {

  static final String CASE = "pathway-case";

  private static final String OWN = "https://vertepath.dev/fhir/CodeSystem/";
  private static final List<String> THERE =
      List.of("site-tenderness", "marrow-oedema", "conservative-treatment-failed");
  private static final List<String> ABSENT =
      List.of("active-infection", "uncorrected-coagulopathy", "cement-allergy");

  @Autowired ZoneId zone;

  Someone his = new Someone("", "", "");
  Someone coordinator = his;
  Someone clinician = his;
  Someone auditor = his;

  String family = "";
  String id = "";

  /** The same all through a test, though midnight may come. */
  private LocalDate today = LocalDate.EPOCH;

  @BeforeEach
  void aPatientIsKnownAndPersonsHaveAccounts() {
    today = LocalDate.now(zone);
    his = someone("Hospital Information System", "integration-system");
    coordinator = someone("Cora Coordinator", "coordinator");
    clinician = someone("Clara Clinician", "clinician");
    auditor = someone("Aud Auditor", "auditor");
    isInTheDirectory(coordinator);
    family = "Browser" + System.nanoTime();
    id =
        told(
                "/Patient",
                "{'resourceType':'Patient','name':[{'family':'%s','given':['Ida']}],'birthDate':'1948-05-02','identifier':[{'system':'urn:mrn','value':'N%s'}]}",
                family,
                family)
            .path("id")
            .asString();
  }

  /** Who works on something is named by a reference, which has to lead somewhere. */
  void isInTheDirectory(Someone who) {
    write(
        "PUT",
        "/" + who.user(),
        "{'resourceType':'Practitioner','id':'%s','name':[{'text':'%s'}]}"
            .formatted(who.account(), who.name()),
        by(his));
  }

  private JsonNode told(String path, String json, Object... values) {
    return write("POST", path, json.formatted(values), by(his));
  }

  LocalDate day(int fromToday) {
    return today.plusDays(fromToday);
  }

  static Instant daysAgo(int days) {
    return Instant.now().minus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS);
  }

  /** A fracture of L1 of which nothing else is known. */
  void fractured() {
    told(
        "/Condition",
        """
        {'resourceType':'Condition','subject':{'reference':'Patient/%s'},
         'clinicalStatus':{'coding':[{
           'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]},
         'code':{'coding':[{'system':'http://hl7.org/fhir/sid/icd-10-cm','code':'M80.08XA'}]},
         'bodySite':[{'coding':[{'system':'http://snomed.info/sct','code':'66794005'}]}],
         'onsetDateTime':'%s'}
        """,
        id,
        day(-20));
  }

  /** All that speaks for the operation. */
  void fracturedWithEvidence() {
    fractured();
    THERE.forEach(finding -> found(OWN + "finding", finding, "'valueBoolean':true", daysAgo(9)));
    ABSENT.forEach(finding -> found(OWN + "finding", finding, "'valueBoolean':false", daysAgo(9)));
    pain(8, daysAgo(8));
  }

  void pain(int score, Instant at) {
    found("http://loinc.org", "72514-3", "'valueQuantity':{'value':%d}".formatted(score), at);
  }

  private void found(String system, String code, String value, Instant at) {
    told(
        "/Observation",
        """
        {'resourceType':'Observation','status':'final','subject':{'reference':'Patient/%s'},
         'code':{'coding':[{'system':'%s','code':'%s'}]},'effectiveDateTime':'%s',%s}
        """,
        id,
        system,
        code,
        at,
        value);
  }

  /** She had the operation a week ago. */
  void treated() {
    fractured();
    told(
        "/Procedure",
        """
        {'resourceType':'Procedure','status':'completed','subject':{'reference':'Patient/%s'},
         'code':{'coding':[{'system':'%sprocedure','code':'vertebroplasty'}]},
         'bodySite':[{'coding':[{'system':'http://snomed.info/sct','code':'66794005'}]}],
         'performedPeriod':{'start':'%s','end':'%s'}}
        """,
        id,
        OWN,
        daysAgo(7).minusSeconds(3600),
        daysAgo(7));
  }

  /** Her chest hurts after the operation. */
  void flagged() {
    treated();
    chestPain();
  }

  void chestPain() {
    found("http://snomed.info/sct", "29857009", "'valueBoolean':true", daysAgo(1));
  }

  /** The first Task of a code. */
  JsonNode task(String code) {
    return first(his, "/Task?code=%s&patient=%s".formatted(code, id));
  }

  String work(String code) {
    return "/desk/patients/%s/work/Task/%s".formatted(id, task(code).path("id").asString());
  }

  String patientPage() {
    return "/desk/patients/" + id;
  }

  /** Of which versions there are, the last one. */
  static int version(JsonNode resource) {
    return Integer.parseInt(resource.at("/meta/versionId").asString());
  }

  static String reference(JsonNode resource) {
    return resource.path("resourceType").asString() + "/" + resource.path("id").asString();
  }

  /** That the page says what was done, and axe finds nothing on it. */
  void assertDone(Page page, String done) {
    page.waitForURL("**done=" + done);
    assertThat(page.locator("[role=status]").textContent())
        .isEqualTo(words("patient.done." + done));
    assertAccessible(page);
  }

  /** That this person is told of as who did it. */
  void assertInTheTrail(Someone who, String action, JsonNode resource) {
    assertThat(acts(auditor, who, action, reference(resource))).isEqualTo(1);
  }
}
