package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What labels and Consents keep from callers. */
class TokenSecrecyTest extends TokenCallers {

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
  void whatTheServiceMakesOfALabelledFindingBearsItsLabel() {
    String id = stored("Abgeleitet");
    String[] coordinator = person("coordinator", "cora");
    String fracture =
        post("/Condition", fracture(id, "," + labelled("R")), system("system/*.cruds")).id();

    assertThat(total("/Task?patient=" + id, coordinator)).isZero();
    assertThat(total("/GuidanceResponse?patient=" + id, coordinator)).isZero();
    assertThat(total("/Task?patient=" + id, person("clinician", "clara"))).isPositive();

    put(
        "/Condition/" + fracture,
        fracture(id, ",'id':'" + fracture + "'"),
        system("system/*.cruds"));
    assertThat(total("/Task?patient=" + id, coordinator)).isPositive();
    assertThat(total("/GuidanceResponse?patient=" + id, coordinator)).isPositive();
  }

  @Test
  void aLabelThatAPersonGaveAWorkItemStaysWhenTheFindingsIsTakenAway() {
    String id = stored("Abgeleitet");
    String fracture = post("/Condition", fracture(id, ""), system("system/*.cruds")).id();
    String task =
        get("/Task?patient=" + id + "&code=pathway-case", clinician())
            .json()
            .at("/entry/0/resource/id")
            .asString();
    post(
        "/Task/" + task + "/$meta-add",
        "{'resourceType':'Parameters','parameter':[{'name':'meta','valueMeta':{'security':[{'system':'%s','code':'R'}]}}]}"
            .formatted(CONFIDENTIALITY),
        system("system/*.cruds"));
    put(
        "/Condition/" + fracture,
        fracture(id, ",'id':'" + fracture + "'," + labelled("R")),
        system("system/*.cruds"));
    put(
        "/Condition/" + fracture,
        fracture(id, ",'id':'" + fracture + "'"),
        system("system/*.cruds"));

    assertThat(get("/Task/" + task, person("coordinator", "cora")).status()).isEqualTo(404);
    assertThat(get("/Task/" + task, clinician()).status()).isEqualTo(200);
  }

  private static String fracture(String patient, String more) {
    return ("{'resourceType':'Condition'%s,'subject':{'reference':'Patient/%s'},"
            + "'code':{'coding':[{'system':'http://hl7.org/fhir/sid/icd-10-cm','code':'M80.08XA'}]},"
            + "'verificationStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-ver-status','code':'confirmed'}]}}")
        .formatted(more, patient);
  }
}
