package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Patches and requests within bundles, damaged in a thousand ways: what is refused is refused
 * whole, with an OperationOutcome, and none makes the service fail.
 */
class MutatedChangeTest extends FhirOverHttp {

  private static final int SEEDS = 300;

  private static final List<String> ODD =
      List.of(
          "",
          "/",
          "//",
          "/~",
          "/~2",
          "/name/-",
          "/name/-1",
          "/name/99999999999999999999",
          "/name/0/given/0/x",
          "/resourceType",
          "/id",
          "/meta/versionId",
          "\u0000",
          "\ud800",
          "replace",
          "move",
          "Patient",
          "Patient.name",
          "Patient.name.where(",
          "Patient.name.where(true).given.first()",
          "Patient.descendants()",
          "Observation.status",
          "(1 / 0)",
          "%resource",
          "$this",
          "'".repeat(50),
          "(".repeat(500),
          "Patient/x",
          "Patient?",
          "Patient?name=%zz",
          "Patient?name=%00",
          "/Patient//x",
          "../metadata",
          "http://127.0.0.1/fhir/Patient",
          "$everything",
          "Patient/$validate",
          "DELETE",
          "TRACE",
          "W/\"x\"",
          "2026-02-30",
          "profile",
          "http://example.org/|");

  @Autowired JdbcClient jdbc;

  private String patient = "";

  @BeforeEach
  void aPatient() {
    patient =
        "/Patient/"
            + post(
                    "/Patient",
                    "{'resourceType':'Patient','active':true,'birthDate':'1950-01-01',"
                        + "'name':[{'family':'Change-mutant','given':['A','B']}]}")
                .id();
    put(
        "/Patient/change-mutant-patched",
        "{'resourceType':'Patient','id':'change-mutant-patched','active':true}");
  }

  private long stored() {
    return jdbc.sql(
            "select (select count(*) from resource) + (select count(*) from resource_version)")
        .query(Long.class)
        .single();
  }

  @Test
  void noPatchFails() {
    sendAll("PATCH", patient, "application/json-patch+json", JSON_PATCH);
    sendAll("PATCH", patient, JSON, FHIRPATH_PATCH);
  }

  @Test
  void noRequestWithinATransactionFails() {
    sendAll("POST", "", JSON, BUNDLE.formatted("transaction").replace("SEED", "t.SEED"));
  }

  @Test
  void noRequestWithinABatchFails() {
    for (JsonNode answer :
        sendAll("POST", "", JSON, BUNDLE.formatted("batch").replace("SEED", "b.SEED"))) {
      for (JsonNode entry : answer.path("entry")) {
        String status = entry.at("/response/status").asString();
        assertThat(status).as(answer.toString()).matches("[234]\\d\\d .*");
        assertThat(entry.at("/response/outcome/resourceType").asString(""))
            .as(entry.toString())
            .isEqualTo(status.startsWith("4") ? "OperationOutcome" : "");
      }
    }
  }

  /** What was answered by 200. */
  private List<JsonNode> sendAll(String verb, String path, String contentType, String whole) {
    List<JsonNode> well = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      // What one of them stores shall not be in the way of the others.
      JsonNode body = Json.MAPPER.readTree(quoted(whole.replace("SEED", "" + seed)));
      var random = new Random(seed);
      for (int i = random.nextInt(2); i >= 0; i--) {
        mutate(body, random);
      }
      long before = stored();

      byte[] bytes = Json.MAPPER.writeValueAsBytes(body);
      Response answer = send(verb, path, bytes, "Content-Type", contentType);

      String what = "seed %d: %s %s %s%n%s".formatted(seed, verb, path, body, answer.text());
      assertThat(answer.status()).as(what).isBetween(200, 499);
      if (answer.status() >= 400) {
        assertThat(answer.json().path("resourceType").asString())
            .as(what)
            .isEqualTo("OperationOutcome");
        assertThat(stored()).as(what).isEqualTo(before);
      } else if (answer.status() == 200) {
        well.add(answer.json());
      }
    }
    // Were nearly all refused at the door, nothing behind it would have been tried.
    assertThat(well).as("%s %s", verb, path).hasSizeGreaterThan(SEEDS / 20);
    return well;
  }

  private static void mutate(JsonNode body, Random random) {
    List<JsonNode> containers = new ArrayList<>();
    collect(body, containers);
    JsonNode chosen = containers.get(random.nextInt(containers.size()));
    JsonNode odd =
        random.nextInt(6) == 0
            ? Json.MAPPER.readTree(List.of("null", "[]", "{}", "7", "true").get(random.nextInt(5)))
            : Json.MAPPER.valueToTree(ODD.get(random.nextInt(ODD.size())));
    if (chosen instanceof ObjectNode object) {
      List<String> names = List.copyOf(object.propertyNames());
      String name = names.get(random.nextInt(names.size()));
      switch (random.nextInt(4)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(names.get(random.nextInt(names.size())), object.get(name));
        default -> object.set(name, odd);
      }
    } else {
      var array = (ArrayNode) chosen;
      int index = random.nextInt(array.size());
      switch (random.nextInt(3)) {
        case 0 -> array.remove(index);
        case 1 -> array.add(array.get(index));
        default -> array.set(index, odd);
      }
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainer() && !node.isEmpty()) {
      containers.add(node);
    }
    node.forEach(child -> collect(child, containers));
  }

  private static final String JSON_PATCH =
      """
      [{'op':'test','path':'/resourceType','value':'Patient'},
       {'op':'replace','path':'/active','value':false},
       {'op':'add','path':'/name/0/given/-','value':'C'},
       {'op':'copy','from':'/name/0','path':'/name/1'},
       {'op':'move','from':'/birthDate','path':'/birthDate'},
       {'op':'remove','path':'/name/0/given/2'}]""";

  private static final String FHIRPATH_PATCH =
      """
      {'resourceType':'Parameters','parameter':[
       {'name':'operation','part':[{'name':'type','valueCode':'replace'},
        {'name':'path','valueString':'Patient.active'},{'name':'value','valueBoolean':true}]},
       {'name':'operation','part':[{'name':'type','valueCode':'add'},
        {'name':'path','valueString':'Patient'},{'name':'name','valueString':'contact'},
        {'name':'value','part':[{'name':'name','valueHumanName':{'text':'x'}}]}]},
       {'name':'operation','part':[{'name':'type','valueCode':'insert'},
        {'name':'path','valueString':'Patient.name[0].given'},{'name':'index','valueInteger':0},
        {'name':'value','valueString':'Z'}]},
       {'name':'operation','part':[{'name':'type','valueCode':'delete'},
        {'name':'path','valueString':'Patient.contact[0]'}]}]}""";

  private static final String BUNDLE =
      """
      {'resourceType':'Bundle','type':'%s','entry':[
       {'fullUrl':'urn:uuid:00000000-0000-4000-8000-000000000001',
        'request':{'method':'POST','url':'Patient','ifNoneExist':'identifier=urn:b:SEED|1'},
        'resource':{'resourceType':'Patient','identifier':[{'system':'urn:b:SEED','value':'1'}]}},
       {'request':{'method':'PUT','url':'Patient/change-mutant'},
        'resource':{'resourceType':'Patient','id':'change-mutant'}},
       {'request':{'method':'PUT','url':'Patient?identifier=urn:b:SEED|2'},
        'resource':{'resourceType':'Patient','identifier':[{'system':'urn:b:SEED','value':'2'}]}},
       {'request':{'method':'DELETE','url':'Patient?identifier=urn:b:SEED|3'}},
       {'request':{'method':'DELETE','url':'Observation/change-mutant'}},
       {'request':{'method':'PATCH','url':'Patient/change-mutant-patched'},
        'resource':{'resourceType':'Parameters','parameter':[{'name':'operation','part':[
         {'name':'type','valueCode':'delete'},{'name':'path','valueString':'Patient.active'}]}]}},
       {'request':{'method':'GET','url':'Patient?identifier=urn:b:SEED|1&_sort=family&_count=1'}},
       {'request':{'method':'GET','url':'Patient/change-mutant-patched/_history/1'}}]}""";
}
