package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What names its patient by her identifier and comes before her. */
class TokenAdoptionTest extends TokenCallers {

  private final String mrn = UUID.randomUUID().toString();

  @Test
  void aConsentThatCameBeforeItsPatientHoldsFromWhenSheComes() {
    String consent =
        "{'resourceType':'Consent','status':'active','scope':{'text':'privacy'},"
            + "'category':[{'text':'privacy'}],'patient':{'identifier':{'system':'urn:mrn','value':'%s'}},"
            + "'policyRule':{'text':'x'},'provision':{'type':'deny'}}";
    assertThat(post("/Consent", consent.formatted(mrn), sender("north")).status()).isEqualTo(201);
    String her = patientWith(mrn, sender("north"));

    assertThat(get("/Patient/" + her, clinician()).status()).isEqualTo(404);
    assertThat(get("/Patient/" + her, sender("north")).status()).isEqualTo(200);
  }

  @Test
  void aCareTeamThatCameBeforeItsPatientSharesHerFromWhenSheComes() {
    organization("east");
    assertThat(post("/CareTeam", team("east"), sender("north")).status()).isEqualTo(201);
    String her = patientWith(mrn, sender("north"));

    assertThat(get("/Patient/" + her, sender("east")).status()).isEqualTo(200);
  }

  @Test
  void nobodyIsLetInByATeamThatWaitedForAnothersPatient() {
    organization("north");
    assertThat(post("/CareTeam", team("north"), sender("north")).status()).isEqualTo(201);
    String souths = patientWith(mrn, sender("south"));
    String hospitals = patientWith(mrn, system("system/*.cruds"));

    assertThat(get("/Patient/" + souths, sender("north")).status()).isEqualTo(404);
    assertThat(get("/Patient/" + hospitals, sender("north")).status()).isEqualTo(404);
  }

  @Test
  void whoSendsAnIdentifierDoesNotGetWhatOthersSentUnderIt() {
    String finding = waiting(sender("south"));
    String guessed = patientWith(mrn, sender("north"));

    assertThat(total("/Observation?patient=" + guessed, sender("north"))).isZero();
    assertThat(get("/Observation/" + finding, sender("north")).status()).isEqualTo(404);
    assertThat(get("/Observation/" + finding, sender("south")).status()).isEqualTo(200);
  }

  @Test
  void aReferenceByIdentifierDoesNotTellWhetherAnotherHasThePatient() {
    patientWith(mrn, sender("south"));
    String known = waiting(sender("north"));

    assertThat(get("/Observation/" + known, sender("north")).status()).isEqualTo(200);
    assertThat(get("/Observation/" + known, sender("south")).status()).isEqualTo(404);
  }

  @Test
  void whoWorksWhereIsFoundWhoeverSendsIt() {
    String finding =
        post(
                "/Observation",
                ("{'resourceType':'Observation','status':'final','code':{'text':'x'},"
                        + "'subject':{'reference':'Patient/%s'},"
                        + "'performer':[{'type':'Practitioner','identifier':{'system':'urn:staff','value':'%s'}}]}")
                    .formatted(patientOf("north", "Arbeit"), mrn),
                sender("north"))
            .id();
    Response staff =
        post(
            "/Practitioner",
            "{'resourceType':'Practitioner','identifier':[{'system':'urn:staff','value':'%s'}],'active':true}"
                .formatted(mrn),
            sender("south"));

    assertThat(staff.status()).as(staff.text()).isEqualTo(201);
    assertThat(total("/Observation?_id=" + finding + "&performer=" + staff.id(), sender("north")))
        .isEqualTo(1);
    assertThat(
            total(
                "/Observation?_id=" + finding + "&performer:Practitioner.active=true",
                sender("north")))
        .isEqualTo(1);
  }

  private String waiting(String[] caller) {
    Response stored =
        post(
            "/Observation",
            ("{'resourceType':'Observation','status':'final','code':{'text':'x'},"
                    + "'subject':{'identifier':{'system':'urn:mrn','value':'%s'}}}")
                .formatted(mrn),
            caller);
    assertThat(stored.status()).as(stored.text()).isEqualTo(201);
    return stored.id();
  }

  private String patientWith(String value, String[] caller) {
    Response stored =
        post(
            "/Patient",
            "{'resourceType':'Patient','identifier':[{'system':'urn:mrn','value':'%s'}]}"
                .formatted(value),
            caller);
    assertThat(stored.status()).as(stored.text()).isEqualTo(201);
    return stored.id();
  }

  private String team(String organization) {
    return ("{'resourceType':'CareTeam','status':'active',"
            + "'subject':{'identifier':{'system':'urn:mrn','value':'%s'}},"
            + "'participant':[{'member':{'reference':'Organization/%s'}}]}")
        .formatted(mrn, organization);
  }

  private void organization(String id) {
    put(
        "/Organization/" + id,
        "{'resourceType':'Organization','id':'%1$s','name':'%1$s'}".formatted(id),
        system("system/*.cruds"));
  }
}
