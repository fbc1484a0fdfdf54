package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is sent is in sight of its sender before anything follows from it, and afterwards. */
class TokenWritesTest extends TokenCallers {

  @Test
  void aNewPatientWithAFindingIsStoredAndLookedAtByOneRoundTrip() {
    sentFor(bundle(post(patient("Neu"), "urn:uuid:1"), post(finding("urn:uuid:1"), "urn:uuid:2")));

    assertThat(
            sentFor(
                bundle(
                    post(patient("Neu"), "urn:uuid:1"), post(finding("urn:uuid:1"), "urn:uuid:2"))))
        .as("locked and looked for; written, shared, told and looked at")
        .hasSize(2)
        .last()
        .asString()
        .contains("insert into resource", "insert into patient_share", "with sight");
  }

  @Test
  void aFindingOfAPatientIsLookedAtOnceWithAllThatItRefersTo() {
    String id = patientOf("north", "Bekannt");
    String one = bundle(post(finding("Patient/" + id), "urn:uuid:1"));
    sentFor(one);

    assertThat(sentFor(one)).as("locked and looked for; written and looked at; told").hasSize(3);
  }

  /** With a label that hides it, which is noted after it was looked at first. */
  @Test
  void nobodyStoresWhatTheyWouldNotSee() {
    String id = stored("Selbst");
    String[] clinician = person("clinician", "selma");

    Response refused = post("/Observation", observationOf(id, labelled("V")), clinician);

    assertThat(refused.status()).as(refused.text()).isEqualTo(403);
    assertThat(refused.issues()).containsExactly("forbidden Observation");
    assertThat(total("/Observation?patient=" + id, system("system/*.cruds"))).isZero();
    assertThat(post("/Observation", observationOf(id, labelled("R")), clinician).status())
        .isEqualTo(201);
  }

  @Test
  void whoTakesAPatientOutOfTheirSightStoresNothingOfHersBesides() {
    String id = lentTo("lent");
    String given = "{'resourceType':'Patient','id':'%s','name':[{'family':'Leih'}]}".formatted(id);

    Response refused =
        post(
            "",
            bundle(post(finding("Patient/" + id), "urn:uuid:1"), put(given, "Patient/" + id)),
            sender("lent"));

    assertThat(refused.status()).as(refused.text()).isEqualTo(403);
    assertThat(refused.issues())
        .containsExactly(
            "forbidden Bundle.entry[0].resource", "forbidden Bundle.entry[1].resource");
    assertThat(get("/Patient/" + id, sender("lent")).header("ETag")).isEqualTo("W/\"1\"");
    assertThat(total("/Observation?patient=" + id, sender("north"))).isZero();
  }

  /** Systems see a Consent that denies them: it can be stored, and nothing that it hides named. */
  @Test
  void whatIsReferredToIsLookedAtAgainWhenItWasTakenOutOfSight() {
    String id = lentTo("lent");
    String derived =
        observationOf(
            patientOf("lent", "Eigen"),
            "'derivedFrom':[{'reference':'Observation/%s'}]"
                .formatted(observation(id, sender("lent"), "")));
    String consent =
        consent(
            id,
            "'type':'deny','actor':[{'role':{'text':'x'},"
                + "'reference':{'reference':'Organization/lent'}}]");

    assertThat(post("", bundle(post(derived, "urn:uuid:1")), sender("lent")).status())
        .isEqualTo(200);
    Response refused =
        post("", bundle(post(derived, "urn:uuid:1"), post(consent, "urn:uuid:2")), sender("lent"));

    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.text()).contains("Bundle.entry[0].resource.derivedFrom[0].reference");
    assertThat(total("/Consent?patient=" + id, system("system/*.cruds"))).isZero();
  }

  @Test
  void whoDeniesThemselvesByAConsentStoresNothingWithIt() {
    String id = stored("Widerruf");
    String consent = consent(id, "'type':'deny'");
    String[] clinician = person("clinician", "dora");

    Response refused =
        post(
            "",
            bundle(post(finding("Patient/" + id), "urn:uuid:1"), post(consent, "urn:uuid:2")),
            clinician);

    assertThat(refused.status()).as(refused.text()).isEqualTo(403);
    assertThat(total("/Observation?patient=" + id, system("system/*.cruds"))).isZero();
    assertThat(total("/Consent?patient=" + id, system("system/*.cruds"))).isZero();
  }

  /** A patient of the north who is managed by another organization. */
  private String lentTo(String organization) {
    put(
        "/Organization/" + organization,
        "{'resourceType':'Organization','id':'%1$s','name':'%1$s'}".formatted(organization),
        system("system/*.cruds"));
    return post(
            "/Patient",
            ("{'resourceType':'Patient','name':[{'family':'Leih'}],"
                    + "'managingOrganization':{'reference':'Organization/%s'}}")
                .formatted(organization),
            sender("north"))
        .id();
  }

  private List<String> sentFor(String bundle) {
    CountedStatements.STATEMENTS.sent();
    assertThat(post("", bundle, sender("north")).status()).isEqualTo(200);
    return CountedStatements.STATEMENTS.sent().stream()
        .filter(sql -> !sql.contains("resource_rid"))
        .toList();
  }

  private static String consent(String patient, String provision) {
    return ("{'resourceType':'Consent','status':'active','scope':{'text':'privacy'},"
            + "'category':[{'text':'privacy'}],'patient':{'reference':'Patient/%s'},"
            + "'policyRule':{'text':'x'},'provision':{%s}}")
        .formatted(patient, provision);
  }

  private static String finding(String patient) {
    return ("{'resourceType':'Observation','status':'final','code':{'text':'x'},"
            + "'subject':{'reference':'%s'}}")
        .formatted(patient);
  }

  private static String post(String resource, String fullUrl) {
    String type = resource.split("'resourceType':'")[1].split("'")[0];
    return "{'fullUrl':'%s','resource':%s,'request':{'method':'POST','url':'%s'}}"
        .formatted(fullUrl, resource, type);
  }

  private static String put(String resource, String url) {
    return "{'resource':%s,'request':{'method':'PUT','url':'%s'}}".formatted(resource, url);
  }

  private static String bundle(String... entries) {
    return "{'resourceType':'Bundle','type':'transaction','entry':[%s]}"
        .formatted(String.join(",", entries));
  }
}
