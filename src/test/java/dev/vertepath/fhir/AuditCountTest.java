package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every interaction is one event, whatever came of it; what the rules wrote is one more. */
class AuditCountTest extends AuditOverHttp {

  private static final String FRACTURE =
      "{'resourceType':'Condition','subject':{'reference':'%s'},"
          + "'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-clinical',"
          + "'code':'active'}]},'code':{'coding':[{'system':'http://snomed.info/sct','code':'42942008'}]}}";

  @Test
  void whatIsWrittenIsToldWithItsVersions() {
    String id = post("/Patient", patient("Ada")).id();
    put("/Patient/" + id, "{'resourceType':'Patient','id':'" + id + "','active':true}");
    send(
        "PATCH",
        "/Patient/" + id,
        quoted("[{'op':'add','path':'/gender','value':'female'}]"),
        "Content-Type",
        "application/json-patch+json");
    delete("/Patient/" + id);

    String key = "Patient/" + id + "/_history/";
    assertThat(told())
        .containsExactly(
            "create 0 " + key + 1,
            "update 0 " + key + 2,
            "patch 0 " + key + 3,
            "delete 0 " + key + 4);
  }

  @Test
  void whatChangesNothingIsToldAsWell() {
    put("/Patient/same", "{'resourceType':'Patient','id':'same'}");
    told();
    put("/Patient/same", "{'resourceType':'Patient','id':'same'}");
    delete("/Patient/never-there");
    delete("/Patient?identifier=urn:t%7Cnone");

    assertThat(told())
        .containsExactly(
            "update 0 Patient/same/_history/1", "delete 0 Patient/never-there", "delete 0");
  }

  @Test
  void whatIsReadIsTold() {
    String id = post("/Patient", patient("Bo")).id();
    told();
    get("/Patient/" + id);
    get("/Patient/" + id + "/_history/1");
    get("/Patient/" + id, "If-None-Match", "W/\"1\"");
    send("HEAD", "/Patient/" + id, new byte[0]);
    get("/Patient?family=Bo");
    get("/Patient/" + id + "/_history");
    get("/Patient/_history?_count=1");
    get("/_history?_count=1");
    get("/Patient/" + id + "/$everything");
    get("/Patient/" + id + "/$meta");

    String version = "Patient/" + id + "/_history/1";
    assertThat(told())
        .containsExactly(
            "read 0 " + version,
            "vread 0 " + version,
            "read 0 " + version,
            "read 0 " + version,
            "search-type 0",
            "history-instance 0 Patient/" + id,
            "history-type 0",
            "history-system 0",
            "operation everything 0 Patient/" + id,
            "operation meta 0 Patient/%s %s".formatted(id, version));
  }

  @Test
  void anOperationThatWritesIsToldByWhatItWrote() {
    String id = post("/Patient", patient("Cy")).id();
    told();
    String label =
        "{'resourceType':'Parameters','parameter':[{'name':'meta',"
            + "'valueMeta':{'tag':[{'system':'urn:t','code':'x'}]}}]}";
    post("/Patient/" + id + "/$meta-add", label);
    post("/Patient/" + id + "/$meta-add", label);
    post("/Patient/none-of-these/$meta-add", label);
    post("/Patient/$validate", patient("Cy"));

    assertThat(told())
        .hasSize(4)
        .satisfiesExactly(
            one -> assertThat(one).endsWith(" meta-add 0 Patient/" + id + "/_history/2"),
            one -> assertThat(one).startsWith("operation meta-add 0 Patient/" + id),
            one -> assertThat(one).startsWith("operation meta-add 4 not-found"),
            one -> assertThat(one).startsWith("operation validate 0"));
  }

  @Test
  void eachEntryOfATransactionIsOneEvent() {
    put("/Patient/t-old", "{'resourceType':'Patient','id':'t-old'}");
    told();
    Response answer =
        post(
            "",
            transaction(
                entry("POST", "Patient", patient("Di")),
                entry("PUT", "Patient/t-old", "{'resourceType':'Patient','id':'t-old'}"),
                entry("DELETE", "Patient/t-none"),
                entry("GET", "Patient/t-old"),
                entry("GET", "Patient?family=Di")));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(told())
        .hasSize(5)
        .satisfiesExactly(
            one -> assertThat(one).startsWith("create 0 Patient/"),
            one -> assertThat(one).isEqualTo("update 0 Patient/t-old/_history/1"),
            one -> assertThat(one).isEqualTo("delete 0 Patient/t-none"),
            one -> assertThat(one).isEqualTo("read 0 Patient/t-old/_history/1"),
            one -> assertThat(one).isEqualTo("search-type 0"));
  }

  @Test
  void aTransactionThatIsRefusedIsAnEventForEachEntryAndNoneOfAWrite() {
    post(
        "",
        transaction(
            entry("POST", "Patient", patient("Eve")), entry("GET", "Patient/not-there-at-all")));

    assertThat(told())
        .containsExactly("create 4 not-found", "read 4 not-found Patient/not-there-at-all");
  }

  @Test
  void eachEntryOfABatchIsOneEventHoweverItGoes() {
    post(
        "",
        bundle(
            "batch",
            entry("POST", "Patient", patient("Flo")),
            entry("GET", "Patient/no-such"),
            entry("GET", "Foo/1"),
            entry("POST", "Patient", "{'resourceType':'Patient','colour':'red'}"),
            entry("POST", "Patient/1"),
            entry("GET", "Patient/$match")));

    assertThat(told().stream().map(one -> one.replaceFirst("Patient/.*", "...")))
        .containsExactly(
            "create 0 ...",
            "read 4 not-found ...",
            "read 4 not-supported Foo/1",
            "request 4 structure",
            "request 4 HTTP 405",
            "operation match 4 required Patient");
  }

  @Test
  void whatTheRulesWroteIsOneEventOfTheServiceItself() {
    String id = post("/Patient", patient("Gil")).id();
    told();
    Response stored = post("/Condition", FRACTURE.formatted("Patient/" + id));

    assertThat(stored.status()).isEqualTo(201);
    assertThat(told())
        .satisfiesExactly(
            one -> assertThat(one).isEqualTo("create 0 Condition/" + stored.id() + "/_history/1"),
            one ->
                assertThat(one)
                    .startsWith("rules 0 ")
                    .contains("/_history/1", "Task/", "GuidanceResponse/"));
    assertThat(
            jdbc.sql("select kind from audit_event order by seq desc limit 1")
                .query(String.class)
                .single())
        .isEqualTo("SERVICE");
  }

  @Test
  void whatIsRefusedIsTold() throws IOException {
    put("/Patient/r", "{'resourceType':'Patient','id':'r'}");
    told();
    get("/Patient/no-such-one"); // 404
    get("/Foo"); // 404
    get("/Patient?colour=red"); // 400
    put("/Patient/r", "{'resourceType':'Patient','id':'r','active':true}", "If-Match", "W/\"9\"");
    put("/Patient/r", "{'resourceType':'Patient','id':'other'}"); // 400
    post("/Patient", "{"); // 400
    send("POST", "/Patient", new byte[0], "Content-Type", "text/csv"); // 415
    get("/Patient/r", "Accept", "text/csv"); // 406
    get("/Patient/r", ROLE, "registrar"); // 403
    post("/Patient", patient("Hal"), ROLE, "auditor"); // 403
    get("/Patient/$nothing"); // 404
    post("", "{'resourceType':'Bundle','type':'collection'}"); // 422
    new RawHttp(port).send("TURN", "/Patient/r", List.of(), new byte[0]); // 405
    get("http://127.0.0.1:" + port + "/elsewhere"); // 404
    get("/Patient/r", "Host-Of-Nobody", "x"); // 200

    List<String> told = told();
    assertThat(told).hasSize(15);
    assertThat(told.subList(0, 14)).noneMatch(one -> one.matches("\\S+ 0.*"));
    assertThat(told)
        .contains(
            "read 4 not-found Patient/no-such-one",
            "update 4 conflict Patient/r",
            "read 4 forbidden Patient/r",
            "create 4 forbidden",
            "request 4 HTTP 405",
            "request 4 HTTP 415");
  }

  @Test
  void whoCallsByAnotherNameIsTold() throws IOException {
    var answer =
        new RawHttp(port).send("GET", "/Patient/x", List.of("Host: evil.example"), new byte[0]);

    // Tomcat itself refuses two hosts, before anything of the service is asked.
    assertThat(answer.status()).isEqualTo(400);
    assertThat(told()).isEmpty();
  }
}
