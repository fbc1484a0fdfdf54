package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a caller may do, whichever way it is tried. */
class TokenAccessTest extends TokenAccess {

  private static final String PATCH = "[{'op':'add','path':'/active','value':true}]";

  @Test
  void aRoleAndAScopeOpenWhatBothAllow() {
    String id = stored("Open");

    assertThat(get("/Patient/" + id, clinician()).status()).isEqualTo(200);
    assertThat(get("/Patient?family=Open", clinician()).status()).isEqualTo(200);
    assertThat(get("/Patient/" + id, system("system/Patient.r")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /Patient/{id}, system/Patient.s, read",
    "HEAD, /Patient/{id}, system/Patient.s, ''",
    "GET, /Patient/{id}/_history/1, system/Patient.s, read",
    "GET, /Patient/{id}/_history, system/Patient.s, read",
    "GET, /Patient/{id}?_asOf=2026-01-01T00:00:00Z, system/Patient.s, read",
    "GET, /Patient/nobody, system/Patient.s, read",
    "GET, /Patient, system/Patient.r, search",
    "GET, /Patient/_history, system/Patient.r, search",
    "GET, /_history, system/Patient.cruds, search",
    "DELETE, /Patient/{id}, system/Patient.crus, delete",
    "DELETE, /Patient?family=x, system/Patient.crud, search",
    "GET, /Patient/{id}/$meta, system/Patient.s, read",
    "GET, /Patient/{id}/$everything, system/Patient.s, read",
    "GET, /Patient/{id}/$everything, system/Patient.r, search",
    "GET, /SearchParameter/x/$reindex-status, system/Patient.cruds, read"
  })
  void withoutTheScopeItIsRefusedAndTheScopeNamed(
      String verb, String path, String scope, String missing) {
    Response refused =
        send(verb, path.replace("{id}", stored("Scope")), new byte[0], system(scope));

    assertThat(refused.status()).isEqualTo(403);
    if (!verb.equals("HEAD")) {
      assertThat(refused.issues()).containsExactly("forbidden");
      assertThat(words(refused)).startsWith("The token has no scope to " + missing);
    }
  }

  @Test
  void writesAreRefusedAlike() {
    String id = stored("Write");
    String body = "{'resourceType':'Patient','id':'" + id + "'}";

    assertThat(post("/Patient", patient("W"), system("system/Patient.ruds")).status())
        .isEqualTo(403);
    assertThat(put("/Patient/" + id, body, system("system/Patient.crds")).status()).isEqualTo(403);
    assertThat(put("/Patient?family=W", body, system("system/Patient.crud")).status())
        .isEqualTo(403);
    assertThat(patch(id, system("system/Patient.crds")).status()).isEqualTo(403);
    assertThat(
            post(
                    "/Patient/" + id + "/$meta-add",
                    "{'resourceType':'Parameters','parameter':[{'name':'meta','valueMeta':"
                        + "{'tag':[{'code':'a'}]}}]}",
                    system("system/Patient.crds"))
                .status())
        .isEqualTo(403);
    assertThat(get("/Patient/" + id, clinician()).header("ETag")).isEqualTo("W/\"1\"");
  }

  @Test
  void aPatchTellsWhatItMadeSoItNeedsTheRightToReadToo() {
    String id = stored("Patch");

    assertThat(words(patch(id, system("system/Patient.u")))).contains("system/Patient.r");
    assertThat(patch(id, system("system/Patient.ru")).status()).isEqualTo(200);
  }

  @Test
  void aConditionalCreateTellsWhatThereIs() {
    String[] token = system("system/Patient.c");
    String[] headers = {token[0], token[1], "If-None-Exist", "family=Condition"};

    assertThat(post("/Patient", patient("Condition"), headers).status()).isEqualTo(403);
    assertThat(post("/Patient", patient("Condition"), token).status()).isEqualTo(201);
  }

  @Test
  void aConditionalReferenceTellsWhatThereIs() {
    String body =
        "{'resourceType':'Observation','status':'final','code':{'text':'x'},'subject':"
            + "{'reference':'Patient?family=Secret'}}";

    Response refused = post("/Observation", body, system("system/Observation.cruds"));
    assertThat(words(refused)).contains("system/Patient.s");
  }

  @Test
  void soDoesOneThatAPatchMakes() {
    String id =
        post(
                "/Observation",
                "{'resourceType':'Observation','status':'final','code':{'text':'x'}}",
                system("system/*.cruds"))
            .id();
    String[] token = system("system/Observation.cruds");

    Response refused =
        send(
            "PATCH",
            "/Observation/" + id,
            quoted(
                "[{'op':'add','path':'/subject','value':{'reference':'Patient?family=Secret'}}]"),
            token[0],
            token[1],
            "Content-Type",
            "application/json-patch+json");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(words(refused)).contains("system/Patient.s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "subject:Patient.family=x",
        "patient.family=x",
        "subject.family=x",
        "encounter.patient.family=x",
        "patient._has:Condition:patient:code=x",
        "_has:Provenance:target:agent=x",
        "pa%74ient.family=x",
        "_list=1"
      })
  void aChainNeedsTheRightToSearchWhatItLeadsTo(String query) {
    assertThat(words(get("/Observation?" + query, system("system/Observation.cruds"))))
        .startsWith("The token has no scope to search");
    assertThat(get("/Observation?" + query, system("system/Observation.cruds system/*.s")).issues())
        .doesNotContain("forbidden");
  }

  @Test
  void anIncludeBringsOnlyWhatMayBeRead() {
    String patient = stored("Included");
    post(
        "/Observation",
        "{'resourceType':'Observation','status':'final','code':{'text':'x'},'subject':"
            + "{'reference':'Patient/"
            + patient
            + "'}}",
        system("system/*.cruds"));
    String query = "/Observation?patient=" + patient + "&_include=Observation:patient";

    assertThat(types(get(query, system("system/*.rs")))).containsExactly("Observation", "Patient");
    assertThat(types(get(query, system("system/Observation.rs")))).containsExactly("Observation");
    assertThat(
            types(
                get(
                    "/Patient?_id=" + patient + "&_revinclude=Observation:patient",
                    system("system/Patient.rs"))))
        .containsExactly("Patient");
  }

  @Test
  void everythingIsWhatMayBeReadOfIt() {
    String patient = stored("Everything");
    post(
        "/Observation",
        "{'resourceType':'Observation','status':'final','code':{'text':'x'},'subject':"
            + "{'reference':'Patient/"
            + patient
            + "'}}",
        system("system/*.cruds"));
    String path = "/Patient/" + patient + "/$everything";

    assertThat(types(get(path, system("system/*.rs")))).containsExactly("Patient", "Observation");
    assertThat(types(get(path, system("system/Patient.rs")))).containsExactly("Patient");
  }

  @ParameterizedTest
  @ValueSource(strings = {"registrar", "auditor", "administrator"})
  void whoIsNotToKnowPatientsFindsNone(String role) {
    String id = stored("Hidden");
    String[] token = with(ISSUER.person(role, "user/*.cruds"));

    for (String path :
        List.of(
            "/Patient/" + id,
            "/Patient?family=Hidden&_summary=count",
            "/Patient?_has:Observation:patient:code=x",
            "/Observation?patient.family=Hidden",
            "/Practitioner?_has:Patient:general-practitioner:family=Hidden",
            "/Patient/" + id + "/$everything")) {
      Response refused = get(path, token);
      assertThat(refused.status()).as(path).isEqualTo(403);
      assertThat(words(refused)).as(path).startsWith("The role " + role + " may not");
    }
  }

  @Test
  void aRefusalIsTheSameWhetherTheResourceIsThereOrNot() {
    String[] token = system("system/Observation.cruds");

    assertThat(get("/Patient/" + stored("There"), token).text())
        .isEqualTo(get("/Patient/not-there", token).text());
  }

  @Test
  void scopesThatAllowAPartOnlyAreNotTakenForAll() {
    String part = "user/Patient.rs?family=A patient/Observation.rs";
    String token =
        ISSUER.sign(
            ISSUER
                .claims()
                .claim("roles", List.of("clinician"))
                .claim("scope", part)
                .claim("patient", "p-1")
                .build());

    stored("Other");
    assertThat(get("/Patient", with(token)).json().path("entry").valueStream())
        .extracting(entry -> entry.at("/resource/name/0/family").asString())
        .allSatisfy(family -> assertThat(family).startsWith("A"));
    assertThat(get("/Observation", with(token)).json().path("total").asInt()).isZero();
  }

  @Test
  void profilesAreLookedUpForAValidationByTheServiceItself() {
    Response validated =
        post("/Patient/$validate", patient("Valid"), system("system/Patient.cruds"));

    assertThat(validated.status()).isEqualTo(200);
  }

  private Response patch(String id, String... token) {
    String[] headers = {token[0], token[1], "Content-Type", "application/json-patch+json"};
    return send("PATCH", "/Patient/" + id, quoted(PATCH), headers);
  }

  private static List<String> types(Response page) {
    List<String> types = new ArrayList<>();
    for (JsonNode entry : page.json().path("entry")) {
      types.add(entry.at("/resource/resourceType").asString());
    }
    return types;
  }
}
