package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who sees a Binary, which says nothing itself of whose it is, and a stored Bundle. */
class TokenAttachmentTest extends TokenCallers {

  private static final String[] SYSTEM = system("system/*.cruds");
  private static final String[] COORDINATOR = person("coordinator", "cora");
  private static final String[] CLINICIAN = person("clinician", "clara");

  @Test
  void aBinaryIsSeenByWhomItsSecurityContextIsSeenBy() {
    String id = stored("Anhang");
    String plain = binary("DocumentReference/" + document(id, ""), SYSTEM);
    String restricted = binary("DocumentReference/" + document(id, labelled("R")), SYSTEM);

    assertThat(get("/Binary/" + plain, COORDINATOR).status()).isEqualTo(200);
    assertThat(get("/Binary/" + restricted, COORDINATOR).status()).isEqualTo(404);
    assertThat(get("/Binary/" + restricted, CLINICIAN).status()).isEqualTo(200);
    assertThat(total("/Binary?_id=" + restricted, COORDINATOR)).isZero();
  }

  @Test
  void itIsHiddenByALabelOfThePatientAndByAConsentAndOpensBehindTheGlass() {
    String id = stored("Anhang");
    String direct = binary("Patient/" + id, SYSTEM);
    String byDocument = binary("DocumentReference/" + document(id, ""), SYSTEM);
    Response consent =
        post(
            "/Consent",
            ("{'resourceType':'Consent','status':'active','scope':{'text':'privacy'},"
                    + "'category':[{'text':'privacy'}],'patient':{'reference':'Patient/%s'},"
                    + "'policyRule':{'text':'x'},'provision':{'type':'deny'}}")
                .formatted(id),
            SYSTEM);
    assertThat(consent.status()).isEqualTo(201);

    assertThat(get("/Binary/" + direct, CLINICIAN).status()).isEqualTo(404);
    assertThat(get("/Binary/" + byDocument, CLINICIAN).status()).isEqualTo(404);
    assertThat(broken(id, CLINICIAN).status()).isEqualTo(200);
    assertThat(get("/Binary/" + direct, CLINICIAN).status()).isEqualTo(200);
    assertThat(get("/Binary/" + byDocument, CLINICIAN).status()).isEqualTo(200);
  }

  @Test
  void itIsThePatientsOwnAndNoOthers() {
    String id = stored("Anhang");
    String own = binary("DocumentReference/" + document(id, ""), SYSTEM);
    String others = binary("Patient/" + stored("Fremd"), SYSTEM);
    String[] app = forPatient(id, "patient/*.rs");

    assertThat(get("/Binary/" + own, app).status()).isEqualTo(200);
    assertThat(get("/Binary/" + others, app).status()).isEqualTo(404);
    assertThat(get("/Patient/" + id + "/$everything", app).text()).contains("Binary/" + own);
    assertThat(get("/Patient/" + id + "/$accesses", app).text())
        .as("who read it is told as who looked at her record")
        .contains("read something of your record");
  }

  @Test
  void organizationsSeeThoseOfTheirPatients() {
    organization("lake");
    organization("hill");
    String id = patientOf("lake", "Anhang");
    String binary = binary("Patient/" + id, sender("lake"));

    assertThat(get("/Binary/" + binary, sender("lake")).status()).isEqualTo(200);
    assertThat(get("/Binary/" + binary, sender("hill")).status()).isEqualTo(404);
    String team =
        "{'resourceType':'CareTeam','status':'active','subject':{'reference':'Patient/%s'},"
            + "'participant':[{'member':{'reference':'Organization/hill'}}]}";
    assertThat(post("/CareTeam", team.formatted(id), sender("lake")).status()).isEqualTo(201);
    assertThat(get("/Binary/" + binary, sender("hill")).status()).isEqualTo(200);
  }

  @Test
  void oneThatDoesNotSayWhoseItIsIsForSystemsOnly() {
    String binary = post("/Binary", "{'resourceType':'Binary','contentType':'a/b'}", SYSTEM).id();

    assertThat(get("/Binary/" + binary, SYSTEM).status()).isEqualTo(200);
    assertThat(get("/Binary/" + binary, CLINICIAN).status()).isEqualTo(404);
    assertThat(total("/Binary?_id=" + binary, CLINICIAN)).isZero();
  }

  @Test
  void itComesWithItsDocumentInOneTransactionAndFollowsItToAnotherPatient() {
    String wrong = stored("Falsch");
    String right = stored("Richtig");
    String document = UUID.randomUUID().toString();
    String binary = UUID.randomUUID().toString();
    Response both =
        post(
            "",
            ("{'resourceType':'Bundle','type':'transaction','entry':["
                    + "{'resource':{'resourceType':'Binary','id':'%2$s','contentType':'a/b',"
                    + "'securityContext':{'reference':'DocumentReference/%1$s'}},"
                    + "'request':{'method':'PUT','url':'Binary/%2$s'}},"
                    + "{'resource':%3$s,'request':{'method':'PUT','url':'DocumentReference/%1$s'}}]}")
                .formatted(document, binary, documentOf(wrong, document, "")),
            SYSTEM);
    assertThat(both.status()).as(both.text()).isEqualTo(200);
    assertThat(get("/Binary/" + binary, forPatient(wrong, "patient/*.rs")).status()).isEqualTo(200);

    assertThat(
            put("/DocumentReference/" + document, documentOf(right, document, ""), SYSTEM).status())
        .isEqualTo(200);

    assertThat(get("/Binary/" + binary, forPatient(wrong, "patient/*.rs")).status()).isEqualTo(404);
    assertThat(get("/Binary/" + binary, forPatient(right, "patient/*.rs")).status()).isEqualTo(200);
  }

  @Test
  void aBundleIsThatOfTheOnePatientWhomItNamesAndAsSecretAsWhatItHolds() {
    String id = stored("Brief");
    String plain = bundle(entry(observationOf(id, "")));
    String restricted = bundle(entry(observationOf(id, labelled("R"))));

    assertThat(get("/Bundle/" + plain, COORDINATOR).status()).isEqualTo(200);
    assertThat(get("/Bundle/" + restricted, COORDINATOR).status()).isEqualTo(404);
    assertThat(get("/Bundle/" + restricted, CLINICIAN).status()).isEqualTo(200);
    assertThat(get("/Bundle/" + plain, forPatient(id, "patient/*.rs")).status()).isEqualTo(200);
    assertThat(get("/Bundle/" + plain, forPatient(stored("X"), "patient/*.rs")).status())
        .isEqualTo(404);
  }

  @Test
  void aBundleOfSeveralPatientsOrOfOneFromElsewhereIsForSystemsOnly() {
    String one = stored("Brief");
    String two = stored("Brief");
    String observation = observationOf(one, "");
    for (String bundle :
        new String[] {
          bundle(entry(observation) + "," + entry(observationOf(two, ""))),
          bundle("{'fullUrl':'https://his.example/Observation/1','resource':" + observation + "}"),
          bundle(entry(patient("Fremd"))),
          bundle(entry("{'resourceType':'Basic','code':{'text':'x'}}")),
          bundle(
              entry(
                  observation.replace(
                      "'reference':'Patient/" + one + "'", "'identifier':{'value':'1'}")))
        }) {
      assertThat(get("/Bundle/" + bundle, CLINICIAN).status()).isEqualTo(404);
      assertThat(get("/Bundle/" + bundle, SYSTEM).status()).isEqualTo(200);
    }
  }

  @Test
  void whatCarriesAnIdentifierOfItsOwnOrAUrnOfItsOwnNamesNobodyElseByThat() {
    String id = stored("Brief");
    String composition =
        "{'resourceType':'Composition','identifier':{'system':'urn:letters','value':'1'},'status':'final',"
            + "'type':{'text':'x'},'date':'2026-03-01','author':[{'display':'x'}],'title':'x',"
            + "'subject':{'reference':'Patient/%s'}}".formatted(id);
    String urn = "{'fullUrl':'urn:uuid:" + UUID.randomUUID() + "','resource':%s}";

    String letter = bundle(urn.formatted(composition));
    assertThat(get("/Bundle/" + letter, CLINICIAN).status()).isEqualTo(200);
    String withPatient = bundle(urn.formatted(composition) + "," + urn.formatted(patient("X")));
    assertThat(get("/Bundle/" + withPatient, CLINICIAN).status())
        .as("who the patient under the URN is cannot be told")
        .isEqualTo(404);
  }

  @Test
  void aLabelOfAContextThatWasCorrectedHidesTheOlderVersionsOnly() {
    String id = stored("Anhang");
    String binary = binary("DocumentReference/" + document(id, labelled("R")), SYSTEM);
    String corrected =
        "{'resourceType':'Binary','id':'%s','contentType':'text/plain','securityContext':{'reference':'Patient/%s'}}"
            .formatted(binary, id);
    assertThat(put("/Binary/" + binary, corrected, SYSTEM).status()).isEqualTo(200);

    assertThat(get("/Binary/" + binary, COORDINATOR).status()).isEqualTo(200);
    assertThat(get("/Binary/" + binary + "/_history/1", COORDINATOR).status()).isEqualTo(404);
    assertThat(get("/Binary/" + binary + "/_history/1", CLINICIAN).status()).isEqualTo(200);
  }

  @Test
  void whatWasALabelledPatientsStaysHiddenAfterAllWasDeleted() {
    String vip =
        post("/Patient", patient("Vip").replace("'name'", labelled("V") + ",'name'"), SYSTEM).id();
    String observed = observation(vip, SYSTEM, "");
    assertThat(delete("/Observation/" + observed, SYSTEM).status()).isEqualTo(204);
    assertThat(delete("/Patient/" + vip, SYSTEM).status()).isEqualTo(204);

    assertThat(get("/Observation/" + observed + "/_history/1", SYSTEM).status()).isEqualTo(200);
    assertThat(get("/Observation/" + observed + "/_history/1", CLINICIAN).status()).isEqualTo(404);
    assertThat(get("/Patient/" + vip + "/_history/1", CLINICIAN).status()).isEqualTo(404);
    assertThat(get("/Observation/_history", CLINICIAN).text()).doesNotContain(observed);
  }

  private String document(String patient, String meta) {
    Response created = post("/DocumentReference", documentOf(patient, "x", meta), SYSTEM);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    return created.id();
  }

  private static String documentOf(String patient, String id, String meta) {
    return ("{'resourceType':'DocumentReference','id':'%s','status':'current',"
            + "'subject':{'reference':'Patient/%s'},'content':[{'attachment':{'title':'x'}}]%s}")
        .formatted(id, patient, meta.isEmpty() ? "" : "," + meta);
  }

  private String binary(String context, String[] caller) {
    Response created =
        post(
            "/Binary",
            ("{'resourceType':'Binary','contentType':'text/plain','data':'R2VoZWlt',"
                    + "'securityContext':{'reference':'%s'}}")
                .formatted(context),
            caller);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    return created.id();
  }

  private static String entry(String resource) {
    return "{'resource':" + resource + "}";
  }

  private String bundle(String entries) {
    Response created =
        post(
            "/Bundle",
            "{'resourceType':'Bundle','type':'collection','entry':[" + entries + "]}",
            SYSTEM);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    return created.id();
  }

  private void organization(String id) {
    put(
        "/Organization/" + id,
        "{'resourceType':'Organization','id':'" + id + "','name':'X'}",
        SYSTEM);
  }
}
