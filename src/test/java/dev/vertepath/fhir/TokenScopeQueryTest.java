package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Scopes that allow what a search would find: {@code user/Observation.rs?category=laboratory}. */
class TokenScopeQueryTest extends TokenCallers {

  private static final String CATEGORIES =
      "http://terminology.hl7.org/CodeSystem/observation-category";

  private String her = "";
  private String lab = "";
  private String social = "";

  @BeforeEach
  void twoFindings() {
    her = stored("Teil");
    lab = post("/Observation", finding("laboratory"), system("system/*.cruds")).id();
    social = post("/Observation", finding("social-history"), system("system/*.cruds")).id();
  }

  @Test
  void whatTheQueryDoesNotFindIsNotThere() {
    String[] part =
        person("user/Patient.rs user/Observation.rs?category=" + CATEGORIES + "|laboratory");

    assertThat(get("/Observation/" + lab, part).status()).isEqualTo(200);
    assertThat(get("/Observation/" + social, part).status()).isEqualTo(404);
    assertThat(total("/Observation?patient=" + her, part)).isEqualTo(1);
    assertThat(total("/Observation?patient=" + her + "&category=social-history", part)).isZero();
    assertThat(total("/Patient?_id=" + her + "&_has:Observation:patient:_id=" + social, part))
        .isZero();
    assertThat(total("/Patient?_id=" + her + "&_has:Observation:patient:_id=" + lab, part))
        .isEqualTo(1);
    assertThat(included(get("/Patient?_id=" + her + "&_revinclude=Observation:patient", part)))
        .containsExactly("Observation/" + lab);
    assertThat(included(get("/Patient/" + her + "/$everything", part)))
        .contains("Observation/" + lab)
        .doesNotContain("Observation/" + social);
    assertThat(get("/Observation/" + social + "/_history", part).status()).isEqualTo(404);
  }

  @Test
  void anOlderVersionIsNotSeenWhateverTheCurrentOneIs() {
    String[] part = person("user/Observation.rs?category=laboratory");
    put(
        "/Observation/" + social,
        finding("laboratory").replace("'status'", "'id':'" + social + "','status'"),
        system("system/*.cruds"));

    assertThat(get("/Observation/" + social, part).status()).isEqualTo(200);
    assertThat(get("/Observation/" + social + "/_history/1", part).status()).isEqualTo(404);
    assertThat(get("/Observation/" + social + "/_history", part).text())
        .doesNotContain("social-history");
  }

  @Test
  void nothingIsWrittenThatTheQueryDoesNotFind() {
    String[] part = system("system/Patient.rs system/Observation.cruds?category=laboratory");

    assertThat(post("/Observation", finding("laboratory"), part).status()).isEqualTo(201);
    assertThat(post("/Observation", finding("vital-signs"), part).status()).isEqualTo(403);
    assertThat(
            put(
                    "/Observation/" + social,
                    finding("laboratory").replace("'status'", "'id':'" + social + "','status'"),
                    part)
                .status())
        .isEqualTo(403);
    assertThat(
            put(
                    "/Observation/" + lab,
                    finding("vital-signs").replace("'status'", "'id':'" + lab + "','status'"),
                    part)
                .status())
        .isEqualTo(403);
    assertThat(delete("/Observation/" + social, part).status()).isEqualTo(204);
    assertThat(get("/Observation/" + social, clinician()).status()).isEqualTo(200);
  }

  @Test
  void ofSeveralScopesEachAddsItsOwn() {
    String[] both =
        person(
            "user/Observation.rs?category=laboratory user/Observation.rs?category=social-history");
    String[] all = person("user/Observation.rs?category=laboratory user/Observation.rs");
    String[] dated = person("user/Observation.rs?category=laboratory&date=ge2030");

    assertThat(total("/Observation?patient=" + her, both)).isEqualTo(2);
    assertThat(get("/Observation/" + social, all).status()).isEqualTo(200);
    assertThat(get("/Observation/" + lab, dated).status()).isEqualTo(404);
  }

  @Test
  void aQueryOfAScopeForOnePatientIsOfHers() {
    String others = stored("Andere");
    String theirs =
        post("/Observation", finding("laboratory").replace(her, others), system("system/*.cruds"))
            .id();
    String[] app = forPatient(her, "launch/patient patient/Observation.rs?category=laboratory");

    assertThat(get("/Observation/" + lab, app).status()).isEqualTo(200);
    assertThat(get("/Observation/" + social, app).status()).isEqualTo(404);
    assertThat(get("/Observation/" + theirs, app).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user/*.rs?_id=1",
        "user/Observation.rs?nonsense=1",
        "user/Observation.rs?patient.family=x",
        "user/Observation.rs?_has:Provenance:target:_id=1",
        "user/Observation.rs?category:in=x",
        "user/Observation.rs?category:text=x",
        "user/Observation.rs?_list=1",
        "user/Observation.rs?_include=Observation:patient",
        "user/Observation.rs?date=nonsense",
        "user/Observation.rs?&"
      })
  void aQueryThatCannotBeKeptToLetsNobodyIn(String scope) {
    Response refused = get("/Observation/" + lab, person(scope));

    assertThat(refused.status()).as(refused.text()).isEqualTo(401);
    assertThat(words(refused)).contains("of its scopes");
    assertThat(refused.header("WWW-Authenticate")).contains("invalid_token");
  }

  @Test
  void aScopeThatIsMissingIsNamedForProgramsToo() {
    Response refused = get("/Condition", person("user/Observation.rs"));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.header("WWW-Authenticate"))
        .isEqualTo(
            "Bearer realm=\"VertePath\", error=\"insufficient_scope\", scope=\"user/Condition.s\"");
    Response byRole = get("/AuditEvent", clinician());
    assertThat(byRole.status()).isEqualTo(403);
    assertThat(byRole.header("WWW-Authenticate")).as("no scope would help").isEmpty();
    Response inABundle =
        post(
            "",
            "{'resourceType':'Bundle','type':'transaction','entry':[{'request':{'method':'GET','url':'Condition/1'}}]}",
            person("user/Observation.rs"));
    assertThat(inABundle.header("WWW-Authenticate")).contains("scope=\"user/Condition.r\"");
  }

  private String finding(String category) {
    return ("{'resourceType':'Observation','status':'final','code':{'text':'x'},"
            + "'category':[{'coding':[{'system':'%s','code':'%s'}]}],"
            + "'effectiveDateTime':'2026-01-01','subject':{'reference':'Patient/%s'}}")
        .formatted(CATEGORIES, category, her);
  }

  private static List<String> included(Response page) {
    return page.json()
        .path("entry")
        .valueStream()
        .map(entry -> entry.path("resource"))
        .filter(resource -> resource.path("resourceType").asString().equals("Observation"))
        .map(TokenScopeQueryTest::reference)
        .toList();
  }

  private static String reference(JsonNode resource) {
    return resource.path("resourceType").asString() + "/" + resource.path("id").asString();
  }

  private static String[] person(String scope) {
    return with(ISSUER.person("clinician", scope));
  }
}
