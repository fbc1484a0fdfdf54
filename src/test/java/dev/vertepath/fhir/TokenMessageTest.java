package dev.vertepath.fhir;

import static dev.vertepath.fhir.Messaging.code;
import static dev.vertepath.fhir.Messaging.issues;
import static dev.vertepath.fhir.Messaging.named;
import static dev.vertepath.fhir.Messaging.pain;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Who sends messages is known by token, and does by a message what it might do alone. */
class TokenMessageTest extends TokenCallers {

  @Autowired JdbcClient jdbc;

  private static String update(String id, String mrn, String family) {
    return named(id, "patient-update", "", Messaging.patient(mrn, family));
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  @Test
  void aSystemSendsMessagesAndOthersDoNot() {
    assertThat(post("/$process-message", update(id(), "tm-1", "A"), sender("tm-one")).status())
        .isEqualTo(200);
    Response clinician = post("/$process-message", update(id(), "tm-1", "B"), clinician());
    assertThat(clinician.status()).isEqualTo(403);
    assertThat(words(clinician)).contains("may not create MessageHeader");
    Response scope =
        post("/$process-message", update(id(), "tm-1", "B"), system("system/Patient.cruds"));
    assertThat(scope.status()).isEqualTo(403);
    assertThat(words(scope)).contains("system/MessageHeader.c");
    assertThat(post("/$process-message", update(id(), "tm-1", "B")).status()).isEqualTo(401);
  }

  @Test
  void theSenderIsInTheLedgerAsTheTokenProvesIt() {
    String id = id();
    post("/$process-message", update(id, "tm-2", "A"), sender("tm-two"));

    assertThat(
            jdbc.sql(
                    "select subject || ' ' || organization || ' ' || source from message where id = ?")
                .param(id)
                .query(String.class)
                .single())
        .isEqualTo("system-of-tm-two tm-two https://his.example/out");
  }

  @Test
  void theIdsOfOneSenderAreNotThoseOfAnother() {
    String id = id();
    JsonNode one = post("/$process-message", update(id, "tm-3", "A"), sender("tm-three")).json();
    JsonNode other = post("/$process-message", update(id, "tm-3", "B"), sender("tm-four")).json();

    assertThat(code(one)).isEqualTo("ok");
    assertThat(code(other)).isEqualTo("ok");
  }

  @Test
  void noSenderTakesOverThePatientOfAnotherOrganizationByHerIdentifier() {
    post("/$process-message", update(id(), "tm-5", "Amsel"), sender("tm-five"));
    post("/$process-message", update(id(), "tm-5", "Raven"), sender("tm-six"));

    JsonNode own = get("/Patient?identifier=urn:mrn%7Ctm-5", sender("tm-five")).json();
    assertThat(own.path("total").asInt()).isEqualTo(1);
    assertThat(own.at("/entry/0/resource/name/0/family").asString()).isEqualTo("Amsel");
    assertThat(own.at("/entry/0/resource/meta/versionId").asString()).isEqualTo("1");
  }

  @Test
  void whatTheScopesDoNotAllowIsRefusedWithinTheMessageAndNothingIsStored() {
    Response refused =
        post(
            "/$process-message",
            named(id(), "observation", "", pain("tm-7-pain", "tm-7", 3)),
            system("system/MessageHeader.c system/Patient.cruds"));

    assertThat(code(refused.json())).isEqualTo("fatal-error");
    assertThat(issues(refused.json())).containsExactly("forbidden Bundle.entry[1]");
    assertThat(total("/Observation?identifier=urn:his%7Ctm-7-pain", system("system/*.cruds")))
        .isZero();
  }

  @Test
  void aSystemSeesTheMessagesOfItsOrganizationOnly() {
    String id = id();
    post("/$process-message", update(id, "tm-8", "A"), sender("tm-eight"));

    assertThat(get("/$messages", sender("tm-eight")).text()).contains(id);
    assertThat(get("/$messages", sender("tm-nine")).text()).doesNotContain(id);
    String number =
        jdbc.sql("select seq::text from message where id = ?")
            .param(id)
            .query(String.class)
            .single();
    assertThat(get("/$message?message=" + number, sender("tm-eight")).status()).isEqualTo(200);
    assertThat(get("/$message?message=" + number, sender("tm-nine")).status()).isEqualTo(404);
  }

  @Test
  void aMessageThatFailedIsHiddenWithThePatientWhomItNames() {
    String id = id();
    post("/$process-message", update(id(), "tm-12", "A"), sender("tm-twelve"));
    post(
        "/$process-message",
        named(id, "observation", "", pain("tm-12", "tm-12", 3).replace("final", "done")),
        sender("tm-twelve"));
    String number = number(id);
    assertThat(get("/$message?message=" + number, sender("tm-twelve")).status()).isEqualTo(200);

    String patient =
        get("/Patient?identifier=urn:mrn%7Ctm-12", sender("tm-twelve"))
            .json()
            .at("/entry/0/resource/id")
            .asString();
    put(
        "/Organization/tm-twelve",
        "{'resourceType':'Organization','id':'tm-twelve','name':'x'}",
        system("system/*.cruds"));
    assertThat(
            post(
                    "/Consent",
                    ("{'resourceType':'Consent','status':'active','scope':{'text':'privacy'},"
                            + "'category':[{'text':'privacy'}],'policyRule':{'text':'x'},"
                            + "'patient':{'reference':'Patient/%s'},'provision':{'type':'deny',"
                            + "'actor':[{'role':{'text':'x'},'reference':{'reference':'Organization/tm-twelve'}}]}}")
                        .formatted(patient),
                    system("system/*.cruds"))
                .status())
        .isEqualTo(201);

    assertThat(get("/$message?message=" + number, sender("tm-twelve")).status()).isEqualTo(404);
    assertThat(get("/$message?message=" + number, system("system/*.cruds")).status())
        .isEqualTo(200);
  }

  @Test
  void aMessageThatFailedTellsNothingOfAnothersPatientWhomItNames() {
    String id = id();
    post("/$process-message", update(id(), "tm-13", "A"), sender("tm-thirteen"));
    post(
        "/$process-message",
        named(id, "observation", "", pain("tm-13", "tm-13", 3).replace("final", "done")),
        sender("tm-fourteen"));

    assertThat(get("/$message?message=" + number(id), sender("tm-fourteen")).status())
        .isEqualTo(200);
  }

  private String number(String id) {
    return jdbc.sql("select seq::text from message where id = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  @Test
  void anAdministratorSeesThatMessagesCameAndNotWhatTheySay() {
    String id = id();
    post(
        "/$process-message",
        named(id, "observation", "", pain("tm-10", "tm-10", 3).replace("final", "done")),
        system("system/*.cruds"));
    String[] administrator = person("administrator", "adm-1");

    Response listed = get("/$messages", administrator);

    assertThat(listed.status()).isEqualTo(200);
    assertThat(listed.text()).contains(id).doesNotContain("reason");
    assertThat(get("/$messages?patient=1", administrator).status()).isEqualTo(403);
    assertThat(get("/$message?message=1", administrator).status()).isEqualTo(403);
    assertThat(get("/$messages", person("coordinator", "co-1")).status()).isEqualTo(403);
  }

  @Test
  void aMessageIsAnEventOfTheAuditTrailBesideWhatItWrites() {
    String id = id();
    post("/$process-message", update(id, "tm-11", "A"), sender("tm-eleven"));

    assertThat(
            jdbc.sql(
                    """
                    select act || ' ' || operation || ' ' || cardinality(patients) from audit_event
                    where query like ? or (operation = 'process-message' and client = ?
                      and act = 'create')
                    order by seq
                    """)
                .params("%" + id + "%", "system-of-tm-eleven")
                .query(String.class)
                .list())
        .containsExactly("create process-message 1", "message process-message 1");
  }

  @Test
  void whoOrdersTheOperationIsAPersonByMessagesToo() {
    String order =
        """
        {'resourceType':'ServiceRequest','identifier':[{'system':'urn:his','value':'tm-12'}],
         'status':'active','intent':'order','subject':{'identifier':{'system':'urn:mrn','value':'tm-12'}},
         'code':{'coding':[
           {'system':'https://vertepath.dev/fhir/CodeSystem/procedure','code':'vertebroplasty'}]},
         'authoredOn':'2026-02-27T09:00:00Z'}
        """;
    Response refused =
        post("/$process-message", named(id(), "order", "", order), sender("tm-twelve"));

    assertThat(code(refused.json())).isEqualTo("fatal-error");
    assertThat(Messaging.words(refused.json())).contains("is a clinician's act");
  }
}
