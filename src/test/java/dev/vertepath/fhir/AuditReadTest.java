package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The audit trail as FHIR, for those who may read it. */
class AuditReadTest extends AuditOverHttp {

  private static final String PROFILE =
      "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";

  @Test
  void aReadIsToldAfterThePatternOfIhe() {
    String id = post("/Patient", patient("Ann")).id();
    get("/Patient/" + id, ROLE, "clinician", "X-Request-ID", "request-7");

    JsonNode event = newest("patient=" + id);
    assertThat(event.at("/meta/profile/0").asString()).isEqualTo(PROFILE + "PatientRead");
    assertThat(event.at("/type/code").asString()).isEqualTo("rest");
    assertThat(event.at("/subtype/0/code").asString()).isEqualTo("read");
    assertThat(event.path("action").asString()).isEqualTo("R");
    assertThat(event.path("outcome").asString()).isEqualTo("0");
    assertThat(event.at("/purposeOfEvent/0/coding/0/code").asString()).isEqualTo("TREAT");
    assertThat(event.path("agent").valueStream())
        .extracting(agent -> agent.at("/type/coding/0/code").asString(""))
        .containsExactly("IRCP", "110152", "", "110153");
    JsonNode user = event.at("/agent/0");
    assertThat(user.at("/who/reference").asString()).isEqualTo("Practitioner/clinician");
    assertThat(user.path("name").asString()).isEqualTo("Dr. clinician");
    assertThat(user.path("requestor").asBoolean()).isTrue();
    assertThat(user.at("/role/0/coding/0/code").asString()).isEqualTo("clinician");
    assertThat(event.at("/agent/1/who/identifier/value").asString())
        .isEqualTo("client-of-clinician");
    assertThat(event.at("/agent/1/network/address").asString()).isEqualTo("127.0.0.1");
    assertThat(event.at("/agent/2/who/reference").asString()).isEqualTo("Organization/one");
    assertThat(event.path("entity").valueStream())
        .extracting(
            entity ->
                entity.at("/type/code").asString()
                    + " "
                    + entity.at("/what/reference").asString("")
                    + entity.at("/what/identifier/value").asString(""))
        .containsExactly(
            "1 Patient/" + id, "2 Patient/" + id + "/_history/1", "XrequestId request-7");
  }

  @Test
  void aSearchIsToldWithItsQuery() {
    String id = post("/Patient", patient("Zuckmayer")).id();
    get("/Patient?family=Zuckmayer");

    JsonNode event = newest("subtype=search-type&patient=" + id);
    assertThat(event.at("/meta/profile/0").asString()).isEqualTo(PROFILE + "PatientQuery");
    assertThat(event.path("action").asString()).isEqualTo("E");
    String query = event.path("entity").get(1).path("query").asString();
    assertThat(new String(Base64.getDecoder().decode(query), StandardCharsets.UTF_8))
        .isEqualTo("Patient?family=Zuckmayer");
  }

  @Test
  void aRefusalIsToldWithoutAPatternAndWithoutWords() {
    get("/Patient/nobody-of-that-id", ROLE, "registrar");

    JsonNode event = newest("patient=nobody-of-that-id");
    assertThat(event.at("/meta/profile").isMissingNode()).isTrue();
    assertThat(event.path("outcome").asString()).isEqualTo("4");
    assertThat(event.path("outcomeDesc").asString()).isEqualTo("forbidden");
    assertThat(event.at("/agent/0/name").asString()).isEqualTo("Dr. registrar");
  }

  @Test
  void eventsAreSoundResources() {
    String id = post("/Patient", patient("Ben")).id();
    get("/Patient/" + id, ROLE, "clinician");
    get("/Patient?family=Ben", ROLE, "clinician");
    delete("/Patient/" + id);
    get("/Patient/" + id);
    get("/Foo/1");

    for (JsonNode entry : auditOf("_count=20").path("entry")) {
      Response valid =
          send(
              "POST",
              "/AuditEvent/$validate",
              entry.path("resource").toString().getBytes(StandardCharsets.UTF_8),
              "Content-Type",
              JSON);
      assertThat(valid.json().path("issue").valueStream())
          .as(entry.path("resource").toPrettyString() + valid.text())
          .noneMatch(issue -> issue.path("severity").asString().matches("error|fatal"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "patient=Patient/%s",
        "patient:Patient=%s",
        "entity=Patient/%s",
        "entity=Patient/%s&action=C,D",
        "patient=%s&agent=Practitioner/coordinator",
        "patient=%s&agent:identifier=%%7Csubject-of-coordinator",
        "patient=%s&agent-name=dr. coord",
        "patient=%s&agent-name:contains=COORD",
        "patient=%s&action=C&outcome=0",
        "patient=%s&type=rest&subtype=create",
        "patient=%s&type=http://terminology.hl7.org/CodeSystem/audit-event-type%%7Crest",
        "patient=%s&date=ge2020-01-01&date=lt2100",
        "patient=%s&_lastUpdated=gt2020-01-01",
        "patient=%s&source:identifier=https://vertepath.dev/fhir/device%%7Cvertepath",
      })
  void isFoundByEachParameterThatIsServed(String query) {
    String id = post("/Patient", patient("Cora"), ROLE, "coordinator").id();

    JsonNode found = auditOf(query.formatted(id).replace(" ", "%20") + "&_total=accurate");

    assertThat(found.path("total").asInt()).as(found.toPrettyString()).isEqualTo(1);
    assertThat(found.at("/entry/0/resource/action").asString()).isEqualTo("C");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "patient=%s&action=R",
        "patient=%s&outcome=4",
        "patient=%s&type=other",
        "patient=%s&subtype=http://elsewhere%%7Ccreate",
        "patient=%s&date=lt2020-01-01",
        "patient=%s&agent=Practitioner/other",
        "patient=%s&agent-name=coordinator",
        "patient=%s&source=Device/1",
        "patient=%s&_id=1.5",
        "entity=Observation/%s",
      })
  void isNotFoundByWhatDoesNotFit(String query) {
    String id = post("/Patient", patient("Dora"), ROLE, "coordinator").id();

    assertThat(auditOf(query.formatted(id)).path("entry")).isEmpty();
  }

  @Test
  void theParametersThatAreServedAreThoseOfTheCapabilityStatement() {
    JsonNode served =
        get("/metadata")
            .json()
            .at("/rest/0/resource")
            .valueStream()
            .filter(resource -> resource.path("type").asString().equals("AuditEvent"))
            .findFirst()
            .orElseThrow();
    assertThat(served.path("interaction").valueStream())
        .extracting(i -> i.path("code").asString())
        .containsExactly("read", "vread", "search-type");
    assertThat(served.path("searchParam").valueStream())
        .extracting(p -> p.path("name").asString())
        .containsExactly(
            "_id",
            "_lastUpdated",
            "action",
            "agent",
            "agent-name",
            "date",
            "entity",
            "outcome",
            "patient",
            "source",
            "subtype",
            "type");
    for (String other :
        List.of("address", "policy", "site", "altid", "_tag", "patient.name", "_has:x:y:z")) {
      Response refused = get("/AuditEvent?" + other + "=x");
      assertThat(refused.status()).as(other).isEqualTo(400);
      assertThat(refused.issues()).containsExactly("not-supported");
    }
  }

  @Test
  void pagesGoOnWhereTheLastOneEndedWhateverIsToldMeanwhile() {
    String id = post("/Patient", patient("Edda")).id();
    for (int i = 0; i < 6; i++) {
      get("/Patient/" + id);
    }
    List<String> seen = new ArrayList<>();
    String next = "/AuditEvent?entity=Patient/" + id + "&_sort=-date&_count=3";
    while (next != null) {
      JsonNode page = get(next).json();
      page.path("entry").forEach(entry -> seen.add(entry.at("/resource/id").asString()));
      next = null;
      for (JsonNode link : page.path("link")) {
        next = link.path("relation").asString().equals("next") ? link.path("url").asString() : next;
      }
      get("/Patient/" + id);
    }

    assertThat(seen).hasSize(7).doesNotHaveDuplicates();
    assertThat(seen.stream().map(Long::valueOf)).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    JsonNode oldest = auditOf("entity=Patient/" + id + "&_sort=date&_count=1");
    assertThat(oldest.at("/entry/0/resource/id").asString()).isEqualTo(seen.getLast());
  }

  @Test
  void oneIsReadInBothFormatsAndReadingItIsToldToo() {
    post("/Patient", patient("Fay"));
    String id = newest("action=C").path("id").asString();
    told();

    assertThat(get("/AuditEvent/" + id).json().path("id").asString()).isEqualTo(id);
    assertThat(get("/AuditEvent/" + id + "/_history/1").status()).isEqualTo(200);
    assertThat(get("/AuditEvent/" + id + "?_format=xml").text()).startsWith("<AuditEvent");
    assertThat(get("/AuditEvent/" + id + "/_history/2").status()).isEqualTo(404);
    assertThat(get("/AuditEvent/99999999999").status()).isEqualTo(404);
    assertThat(get("/AuditEvent/x").status()).isEqualTo(404);
    assertThat(get("/AuditEvent?_count=1").status()).isEqualTo(200);
    assertThat(told()).hasSize(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"coordinator", "clinician", "integration-system", "registrar", "administrator"})
  void isReadByNobodyButAuditors(String role) {
    assertThat(get("/AuditEvent?_count=1", ROLE, "auditor").status()).isEqualTo(200);
    Response refused = get("/AuditEvent?_count=1", ROLE, role);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("The role " + role + " may not search AuditEvent");
    assertThat(get("/AuditEvent/1", ROLE, role).status()).isEqualTo(403);
  }

  @Test
  void nobodyWritesIt() {
    String event =
        "{'resourceType':'AuditEvent','id':'1','type':{'code':'rest'},"
            + "'recorded':'2026-03-01T08:00:00Z','agent':[{'requestor':true}],"
            + "'source':{'observer':{'display':'x'}}}";
    String patch = "[{'op':'add','path':'/outcome','value':'8'}]";

    for (Response refused :
        List.of(
            post("/AuditEvent", event.replace("'id':'1',", "")),
            put("/AuditEvent/1", event),
            put("/AuditEvent?action=C", event.replace("'id':'1',", "")),
            delete("/AuditEvent/1"),
            delete("/AuditEvent?action=C"),
            send(
                "PATCH",
                "/AuditEvent/1",
                quoted(patch),
                "Content-Type",
                "application/json-patch+json"),
            post("", transaction(entry("PUT", "AuditEvent/1", event))))) {
      assertThat(refused.status()).as(refused.text()).isEqualTo(403);
      assertThat(refused.text()).contains("Nobody writes AuditEvents");
    }
    JsonNode batch =
        post(
                "",
                bundle(
                    "batch", entry("DELETE", "AuditEvent/1"), entry("GET", "AuditEvent?_count=1")))
            .json();
    assertThat(batch.at("/entry/0/response/status").asString()).startsWith("403");
    assertThat(batch.at("/entry/1/resource/entry")).hasSize(1);
    assertThat(get("/AuditEvent/1/_history").status()).isEqualTo(400);
    assertThat(post("", transaction(entry("GET", "AuditEvent/1"))).status()).isEqualTo(400);
  }

  private JsonNode newest(String query) {
    JsonNode page = auditOf(query + "&_count=1");
    assertThat(page.path("entry")).as(page.toPrettyString()).hasSize(1);
    return page.at("/entry/0/resource");
  }
}
