package dev.vertepath.desk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.issuer.Accounts;
import dev.vertepath.access.issuer.NewAccount;
import dev.vertepath.desk.DeskOverHttp;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who counts what. In June 2017 seven cases are opened in one hospital and three in another; one of
 * the seven is a patient whose Consent denies all, and one bears a label.
 */
@TestPropertySource(
    properties = {
      "vertepath.authorization-server=true",
      "vertepath.base-url=http://vertepath/fhir"
    })
class RegistrySightTest extends DeskOverHttp {

  private static final String PASSWORD = "correct horse battery";
  private static final String JUNE = "from=2017-06&to=2017-06";
  private static final int LARGE = 7;
  private static final int SMALL = 3;
  private static boolean there;

  @Autowired private Accounts accounts;
  @Autowired private ClinicalRecord record;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void twoHospitals() {
    if (there) {
      return;
    }
    there = true;
    put("Organization/large", "{'resourceType':'Organization','name':'Large'}");
    put("Organization/small", "{'resourceType':'Organization','name':'Small'}");
    for (int i = 0; i < LARGE; i++) {
      fractured("large", "large-" + i, "");
    }
    for (int i = 0; i < SMALL; i++) {
      fractured("small", "small-" + i, "");
    }
    put(
        "Consent/large-0",
        """
        {'resourceType':'Consent','status':'active','patient':{'reference':'Patient/large-0'},
         'scope':{'text':'privacy'},'category':[{'text':'privacy'}],'policyRule':{'text':'law'},
         'provision':{'type':'deny'}}
        """);
    // None of the figures is made of a document.
    put(
        "DocumentReference/large-2",
        """
        {'resourceType':'DocumentReference','status':'current',
         'subject':{'reference':'Patient/large-2'},
         'content':[{'attachment':{'title':'x'}}],
         'meta':{'security':[{'system':
           'http://terminology.hl7.org/CodeSystem/v3-Confidentiality','code':'R'}]}}
        """);
    put(
        "Observation/large-1",
        """
        {'resourceType':'Observation','status':'final','code':{'text':'x'},
         'subject':{'reference':'Patient/large-1'},
         'meta':{'security':[{'system':
           'http://terminology.hl7.org/CodeSystem/v3-Confidentiality','code':'R'}]}}
        """);
  }

  private void fractured(String hospital, String id, String more) {
    put(
        "Patient/" + id,
        "{'resourceType':'Patient','managingOrganization':{'reference':'Organization/%s'}%s}"
            .formatted(hospital, more));
    put(
        "Condition/" + id,
        """
        {'resourceType':'Condition','subject':{'reference':'Patient/%s'},
         'recordedDate':'2017-06-10T09:00:00Z',
         'clinicalStatus':{'coding':[{
           'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]},
         'code':{'coding':[{'system':'http://hl7.org/fhir/sid/icd-10-cm','code':'M80.08XA'}]}}
        """
            .formatted(id));
  }

  private void put(String reference, String json) {
    String[] parts = reference.split("/");
    var body = (ObjectNode) Json.MAPPER.readTree(json.replace('\'', '"'));
    body.put("id", parts[1]);
    CurrentCaller.<RuntimeException>during(
        Caller.LOCAL,
        () ->
            record.apply(
                new Interaction.Update(null, new ResourceKey(parts[0], parts[1]), body, null)));
  }

  private void logIn(String role, @Nullable String organization) {
    String name = role + "-" + UUID.randomUUID();
    accounts.create(
        new NewAccount(
            name, "Rea Example", List.of(role), "Practitioner/" + name, organization, null),
        PASSWORD);
    HttpResponse<String> form = follow(get("/desk/registry/definitions"));
    Matcher token = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"").matcher(form.body());
    assertThat(token.find()).as(form.body()).isTrue();
    follow(post("/login", "username", name, "password", PASSWORD, "_csrf", token.group(1)));
  }

  private HttpResponse<String> follow(HttpResponse<String> answer) {
    HttpResponse<String> at = answer;
    for (int i = 0; i < 10 && at.statusCode() / 100 == 3; i++) {
      at =
          get(
              at.headers()
                  .firstValue("Location")
                  .orElseThrow()
                  .replaceFirst("^http://vertepath", base()));
    }
    return at;
  }

  /** What the page says of the cases that were opened. */
  private String opened() {
    Matcher first =
        Pattern.compile("<li><strong>([^<]+)</strong>").matcher(page("/desk/registry?" + JUNE));
    return first.find() ? first.group(1).replace("&lt;", "<") : "none";
  }

  @Test
  void aClinicianCountsThoseOfTheOwnHospitalAndWhatIsRestricted() {
    logIn("clinician", "Organization/large");

    assertThat(opened()).isEqualTo("6");
  }

  @Test
  void aCoordinatorDoesNotCountWhoBearsALabelBeyondTheRole() {
    logIn("coordinator", "Organization/large");

    assertThat(opened()).isEqualTo("5");
  }

  @Test
  void aCoordinatorIsToldSmallNumbersOfCasesThatMayBeSeen() {
    logIn("coordinator", "Organization/small");

    assertThat(opened()).isEqualTo("3");
    assertThat(page("/desk/registry?" + JUNE)).doesNotContain("Large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"registrar", "administrator"})
  void whoSeesNoPatientCountsAllHospitalsWithoutSmallNumbers(String role) {
    logIn(role, null);

    assertThat(opened()).isEqualTo("8");
    assertThat(page("/desk/registry?" + JUNE + "&group=organization"))
        .contains("Large", "Small", "&lt;5", "Counts below 5 are not told");
    assertThat(page("/desk/registry.csv?" + JUNE + "&group=organization"))
        .contains(
            "organization,large,Large,cases,all,*,,",
            "organization,large,Large,cases,awaiting-evidence,*,*,",
            "organization,small,Small,cases,all,<5,,")
        .doesNotContainPattern("Large,.*\\b5\\b");
    assertThat(get("/desk/worklist").statusCode()).isEqualTo(403);
  }

  @Test
  void aRegistrarOfAHospitalCountsThatHospital() {
    logIn("registrar", "Organization/small");

    assertThat(opened()).isEqualTo("<5");
  }

  @Test
  void exportsHideSmallNumbersFromEverybody() {
    logIn("clinician", "Organization/small");

    assertThat(page("/desk/registry.csv?" + JUNE)).contains("cases,all,<5,");
    assertThat(page("/desk/registry.ndjson?" + JUNE)).contains("\"count\":\"<5\"");
  }

  @Test
  void anAuditorCountsNothing() {
    logIn("auditor", null);

    for (String path : List.of("/desk/registry", "/desk/registry.csv", "/desk/registry.ndjson")) {
      HttpResponse<String> refused = get(path);
      assertThat(refused.statusCode()).as(path).isEqualTo(403);
      assertThat(refused.body()).contains("Counts over cases are for persons in the role");
    }
  }

  @Test
  void looksAndExportsAreToldWithTheirQueryAndWithoutPatients() {
    logIn("registrar", null);
    String mark = "from=2016-01&to=" + "2016-0" + (1 + Math.abs(UUID.randomUUID().hashCode() % 9));
    page("/desk/registry?" + mark);
    page("/desk/registry.csv?" + mark);

    assertThat(told("registry?" + mark)).containsExactly("search-type - 0");
    assertThat(told("csv?" + mark)).containsExactly("operation registry-export 0");
  }

  private List<String> told(String query) {
    return jdbc.sql(
            """
            select concat_ws(' ', act, coalesce(operation, '-'), cardinality(patients))
            from audit_event where query = ? order by seq desc limit 1
            """)
        .param(query)
        .query((row, number) -> String.valueOf(row.getString(1)))
        .list();
  }
}
