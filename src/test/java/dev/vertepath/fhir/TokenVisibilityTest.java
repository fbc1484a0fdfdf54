package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Of what a role and a scope open, a caller sees what is the caller's. */
class TokenVisibilityTest extends TokenAccess {

  private static final String CONFIDENTIALITY =
      "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";

  private static String[] sender(String organization) {
    return with(
        ISSUER.sign(
            ISSUER
                .claims()
                .subject("system-of-" + organization)
                .claim("client_id", "system-of-" + organization)
                .claim("scope", "system/*.cruds")
                .claim("organization", organization)
                .build()));
  }

  private static String[] person(String role, String subject) {
    return with(
        ISSUER.sign(
            ISSUER
                .claims()
                .subject(subject)
                .claim("roles", List.of(role))
                .claim("scope", "user/*.cruds")
                .claim("fhirUser", "https://his.example/fhir/Practitioner/" + subject)
                .claim("name", subject)
                .build()));
  }

  private static String[] forPatient(String id, String scope) {
    return with(
        ISSUER.sign(
            ISSUER
                .claims()
                .claim("roles", List.of("clinician"))
                .claim("scope", scope)
                .claim("fhirUser", "Practitioner/u-1")
                .claim("patient", id)
                .build()));
  }

  private String patientOf(String organization, String family) {
    Response created = post("/Patient", patient(family), sender(organization));
    assertThat(created.status()).isEqualTo(201);
    return created.id();
  }

  private String observation(String patient, String[] caller, String meta) {
    Response created = post("/Observation", observationOf(patient, meta), caller);
    assertThat(created.status()).isEqualTo(201);
    return created.id();
  }

  private static String observationOf(String patient, String meta) {
    return ("{'resourceType':'Observation','status':'final','code':{'text':'x'},"
            + "'subject':{'reference':'Patient/%s'}%s}")
        .formatted(patient, meta.isEmpty() ? "" : "," + meta);
  }

  private static String labelled(String code) {
    return "'meta':{'security':[{'system':'%s','code':'%s'}]}".formatted(CONFIDENTIALITY, code);
  }

  private int total(String url, String[] caller) {
    JsonNode page = get(url + (url.contains("?") ? "&" : "?") + "_total=accurate", caller).json();
    return page.path("total").asInt(-1);
  }

  @Test
  void aSenderSeesItsOwnPatientsAndNotThoseOfOthers() {
    String north = patientOf("north", "Nordmann");
    String south = patientOf("south", "Nordmann");
    observation(south, sender("south"), "");

    assertThat(get("/Patient/" + north, sender("north")).status()).isEqualTo(200);
    assertThat(get("/Patient/" + south, sender("north")).status()).isEqualTo(404);
    assertThat(total("/Patient?family=nordmann", sender("north"))).isEqualTo(1);
    assertThat(total("/Patient?family=nordmann", clinician())).isEqualTo(2);
    assertThat(total("/Observation?patient=" + south, sender("north"))).isZero();
    assertThat(total("/Observation?patient.family=nordmann", sender("north"))).isZero();
    assertThat(total("/Observation?patient.family=nordmann", sender("south"))).isEqualTo(1);
    assertThat(get("/Patient/" + south + "/$everything", sender("north")).status()).isEqualTo(404);
    assertThat(get("/Patient/" + south + "/_history", sender("north")).status()).isEqualTo(404);
  }

  @Test
  void aSenderWritesForItsOwnPatientsOnly() {
    String south = patientOf("south", "Suedmann");
    String body = "{'resourceType':'Patient','id':'%s','active':false}".formatted(south);

    Response refused = put("/Patient/" + south, body, sender("north"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.issues()).containsExactly("forbidden Patient");
    assertThat(refused.text()).doesNotContain("version").doesNotContain("Suedmann");
    assertThat(delete("/Patient/" + south, sender("north")).status()).isEqualTo(204);
    assertThat(post("/Observation", observationOf(south, ""), sender("north")).status())
        .isBetween(400, 422);
    assertThat(get("/Patient/" + south, sender("south")).header("ETag")).isEqualTo("W/\"1\"");
    assertThat(total("/Observation?patient=" + south, sender("south"))).isZero();
  }

  @Test
  void aPatientIsSharedThroughHerManagerAndHerCareTeam() {
    post(
        "/Organization", "{'resourceType':'Organization','name':'West'}", system("system/*.cruds"));
    for (String id : List.of("west", "east")) {
      put(
          "/Organization/" + id,
          "{'resourceType':'Organization','id':'%1$s','name':'%1$s'}".formatted(id),
          system("system/*.cruds"));
    }
    String shared =
        post(
                "/Patient",
                "{'resourceType':'Patient','name':[{'family':'Geteilt'}],"
                    + "'managingOrganization':{'reference':'Organization/west'}}",
                sender("north"))
            .id();
    assertThat(get("/Patient/" + shared, sender("west")).status()).isEqualTo(200);
    assertThat(get("/Patient/" + shared, sender("east")).status()).isEqualTo(404);

    String team =
        "{'resourceType':'CareTeam','id':'team-%1$s','status':'%2$s','subject':{'reference':'Patient/%1$s'},"
            + "'participant':[{'member':{'reference':'Organization/east'}}]}";
    put("/CareTeam/team-" + shared, team.formatted(shared, "active"), sender("north"));
    assertThat(get("/Patient/" + shared, sender("east")).status()).isEqualTo(200);
    put("/CareTeam/team-" + shared, team.formatted(shared, "inactive"), sender("north"));
    assertThat(get("/Patient/" + shared, sender("east")).status()).isEqualTo(404);
  }

  @Test
  void whatBelongsToNobodyIsSeenByItsSender() {
    String schedule = "{'resourceType':'Schedule','actor':[{'display':'Room 1'}]}";
    String id = post("/Schedule", schedule, sender("north")).id();

    assertThat(get("/Schedule/" + id, sender("north")).status()).isEqualTo(200);
    assertThat(get("/Schedule/" + id, sender("south")).status()).isEqualTo(404);
    assertThat(get("/Schedule/" + id, clinician()).status()).isEqualTo(200);
  }

  @Test
  void anAccessForOnePatientIsBoundToHer() {
    String hers = stored("Fokus");
    String others = stored("Fokus");
    String observed = observation(others, system("system/*.cruds"), "");
    String[] app = forPatient(hers, "launch/patient patient/*.cruds");

    assertThat(get("/Patient/" + hers, app).status()).isEqualTo(200);
    assertThat(get("/Patient/" + others, app).status()).isEqualTo(404);
    assertThat(get("/Observation/" + observed, app).status()).isEqualTo(404);
    assertThat(total("/Patient?family=fokus", app)).isEqualTo(1);
    assertThat(total("/Observation?patient=" + others, app)).isZero();
    assertThat(total("/Patient?family=fokus&_revinclude=Observation:patient", app)).isEqualTo(1);
    assertThat(post("/Observation", observationOf(hers, ""), app).status()).isEqualTo(201);
    assertThat(post("/Observation", observationOf(others, ""), app).status()).isBetween(400, 422);
  }

  @Test
  void aWriteForOnePatientIsBoundToHerThoughReadsAreNot() {
    String hers = stored("Schreib");
    String others = stored("Schreib");
    String[] app = forPatient(hers, "user/*.rs patient/Observation.c");

    assertThat(get("/Patient/" + others, app).status()).isEqualTo(200);
    assertThat(post("/Observation", observationOf(hers, ""), app).status()).isEqualTo(201);
    assertThat(post("/Observation", observationOf(others, ""), app).status()).isEqualTo(403);
  }

  @Test
  void whatIsRestrictedIsSeenByCliniciansAndWhatIsVeryRestrictedByThoseWhoBreakTheGlass() {
    String id = stored("Label");
    String restricted = observation(id, system("system/*.cruds"), labelled("R"));
    String secret = observation(id, system("system/*.cruds"), labelled("V"));
    String[] coordinator = person("coordinator", "cora");
    String[] clinician = person("clinician", "clara");

    assertThat(get("/Observation/" + restricted, coordinator).status()).isEqualTo(404);
    assertThat(get("/Observation/" + restricted, clinician).status()).isEqualTo(200);
    assertThat(get("/Observation/" + secret, clinician).status()).isEqualTo(404);
    assertThat(total("/Observation?patient=" + id, coordinator)).isZero();
    assertThat(total("/Observation?patient=" + id, clinician)).isEqualTo(1);
    assertThat(total("/Observation?patient=" + id, system("system/*.cruds"))).isEqualTo(2);

    assertThat(broken(id, clinician).status()).isEqualTo(200);
    assertThat(get("/Observation/" + secret, clinician).status()).isEqualTo(200);
    assertThat(get("/Observation/" + secret, person("clinician", "other")).status()).isEqualTo(404);
  }

  @Test
  void aLabelThatIsTakenAwayOpensWhatItHid() {
    String id = stored("Label");
    String seen = observation(id, system("system/*.cruds"), labelled("V"));
    String body = observationOf(id, "'id':'" + seen + "'");

    assertThat(get("/Observation/" + seen, clinician()).status()).isEqualTo(404);
    assertThat(put("/Observation/" + seen, body, system("system/*.cruds")).status()).isEqualTo(200);
    assertThat(get("/Observation/" + seen, clinician()).status()).isEqualTo(200);
    assertThat(get("/Observation/" + seen + "/_history/1", clinician()).status()).isEqualTo(404);
  }

  @Test
  void aLabelledPatientHidesAllThatIsHers() {
    String vip =
        post(
                "/Patient",
                "{'resourceType':'Patient',%s,'name':[{'family':'Vip'}]}".formatted(labelled("V")),
                system("system/*.cruds"))
            .id();
    String observed = observation(vip, system("system/*.cruds"), "");

    assertThat(get("/Patient/" + vip, clinician()).status()).isEqualTo(404);
    assertThat(get("/Observation/" + observed, clinician()).status()).isEqualTo(404);
    assertThat(total("/Patient?family=vip", clinician())).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'type':'deny'",
        "'type':'deny','actor':[{'role':{'text':'x'},'reference':{'reference':'Practitioner/dora'}}]",
        "'type':'permit','provision':[{'type':'deny','purpose':[{'system':'http://terminology.hl7.org/CodeSystem/v3-ActReason','code':'TREAT'}]}]",
        "'type':'deny','period':{'start':'2020-01-01','end':'2099-01-01'}"
      })
  void anActiveConsentIsHonoured(String provision) {
    String id = stored("Consent");
    String[] denied = person("clinician", "dora");
    put(
        "/Practitioner/dora",
        "{'resourceType':'Practitioner','id':'dora'}",
        system("system/*.cruds"));
    String consent =
        "{'resourceType':'Consent','id':'c-%1$s','status':'%2$s',"
            + "'scope':{'text':'privacy'},'category':[{'text':'privacy'}],"
            + "'patient':{'reference':'Patient/%1$s'},'policyRule':{'text':'x'},'provision':{%3$s}}";
    assertThat(get("/Patient/" + id, denied).status()).isEqualTo(200);

    Response stored =
        put(
            "/Consent/c-" + id,
            consent.formatted(id, "active", provision),
            system("system/*.cruds"));
    assertThat(stored.status()).as(stored.text()).isEqualTo(201);
    assertThat(get("/Patient/" + id, denied).status()).isEqualTo(404);
    assertThat(total("/Patient?_id=" + id, denied)).isZero();

    assertThat(broken(id, denied).status()).isEqualTo(200);
    assertThat(get("/Patient/" + id, denied).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'type':'permit'",
        "'type':'deny','actor':[{'role':{'text':'x'},'reference':{'reference':'Organization/elsewhere'}}]",
        "'type':'deny','purpose':[{'system':'http://terminology.hl7.org/CodeSystem/v3-ActReason','code':'HRESCH'}]",
        "'type':'deny','period':{'end':'2020-01-01'}"
      })
  void aConsentThatDeniesOthersOrOtherPurposesOrIsOverHidesNothing(String provision) {
    String id = stored("Consent");
    put(
        "/Organization/elsewhere",
        "{'resourceType':'Organization','id':'elsewhere','name':'E'}",
        system("system/*.cruds"));
    String consent =
        "{'resourceType':'Consent','status':'active','scope':{'text':'privacy'},"
            + "'category':[{'text':'privacy'}],'patient':{'reference':'Patient/%s'},"
            + "'policyRule':{'text':'x'},'provision':{%s}}";

    assertThat(
            post("/Consent", consent.formatted(id, provision), system("system/*.cruds")).status())
        .isEqualTo(201);
    assertThat(get("/Patient/" + id, clinician()).status()).isEqualTo(200);
  }

  @Test
  void whoBreaksTheGlassLandsOnAListThatOthersGoThrough() {
    String id = stored("Glas");
    String[] breaker = person("clinician", "gina");
    String[] auditor = person("auditor", "aron");

    assertThat(broken(id, breaker).status()).isEqualTo(200);
    Response list = get("/Patient/$broken-glass", auditor);
    assertThat(list.text())
        .contains("gina")
        .contains("Patient/" + id)
        .contains("found unconscious");
    assertThat(get("/Patient/$broken-glass", breaker).status()).isEqualTo(403);

    String number = list.json().at("/parameter/0/part/0/valueString").asString();
    String which =
        "{'resourceType':'Parameters','parameter':[{'name':'id','valueString':'" + number + "'}]}";
    assertThat(post("/Patient/$review-broken-glass", which, breaker).status()).isEqualTo(403);
    assertThat(post("/Patient/$review-broken-glass", which, auditor).status()).isEqualTo(200);
    assertThat(post("/Patient/$review-broken-glass", which, auditor).status()).isEqualTo(404);
    assertThat(get("/Patient/$broken-glass", auditor).text()).doesNotContain("Patient/" + id);
    assertThat(get("/Patient/$broken-glass?reviewed=true", auditor).text())
        .contains("Patient/" + id);
  }

  @Test
  void theGlassIsBrokenByPersonsWhoSayWhatForOnly() {
    String id = stored("Glas");

    assertThat(broken(id, system("system/*.cruds")).status()).isEqualTo(403);
    assertThat(broken(id, person("auditor", "aron")).status()).isEqualTo(403);
    assertThat(broken("nobody", person("clinician", "gina")).status()).isEqualTo(404);
    assertThat(
            post(
                    "/Patient/" + id + "/$break-glass",
                    "{'resourceType':'Parameters','parameter':[{'name':'purpose','valueCode':'ETREAT'}]}",
                    person("clinician", "gina"))
                .status())
        .isEqualTo(400);
  }

  private Response broken(String patient, String[] caller) {
    return post(
        "/Patient/" + patient + "/$break-glass",
        "{'resourceType':'Parameters','parameter':[{'name':'purpose','valueCode':'ETREAT'},"
            + "{'name':'reason','valueString':'found unconscious'}]}",
        caller);
  }
}
