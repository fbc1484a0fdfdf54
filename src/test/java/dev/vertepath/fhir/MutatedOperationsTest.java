package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.Json;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What operations are called with, damaged in hundreds of ways: none makes the service fail. */
class MutatedOperationsTest extends FhirOverHttp {

  private static final int SEEDS = 400;

  private static final List<String> CALLS =
      List.of(
          "/Patient/$match",
          "/Patient/$validate",
          "/Patient/known/$validate",
          "/Patient/known/$meta-add");

  private static final String PATIENT =
      """
      {'resourceType':'Patient','meta':{'profile':['http://hospital.example/p'],
        'tag':[{'system':'urn:t','code':'x'}]},
       'identifier':[{'system':'urn:m','value':'1'}],'active':true,
       'name':[{'use':'official','family':'Mutant','given':['A','B']}],
       'telecom':[{'system':'phone','value':'0731 5550199'}],'gender':'female',
       'birthDate':'1948-03-02','deceasedBoolean':false,
       'address':[{'line':['Am Markt 1'],'city':'Ulm','postalCode':'89073'}],
       'maritalStatus':{'coding':[{'system':'http://hospital.example/m','code':'x'}]},
       'contact':[{'name':{'family':'Other'}}],
       'link':[{'other':{'reference':'Patient/known'},'type':'seealso'}]}""";

  private static final String PARAMETERS =
      """
      {'resourceType':'Parameters','parameter':[
        {'name':'resource','resource':%s},
        {'name':'mode','valueCode':'update'},
        {'name':'count','valueInteger':3},
        {'name':'meta','valueMeta':{'profile':['http://hospital.example/q'],
          'tag':[{'system':'urn:t','code':'x'}],'security':[{'system':'urn:s','code':'R'}]}}]}"""
          .formatted(PATIENT);

  @Test
  void neverFailsTheService() {
    put("/Patient/known", PATIENT.replaceFirst("\\{", "{'id':'known',"));
    int answered = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      String call = CALLS.get(seed % CALLS.size());
      var sent = (ObjectNode) Json.MAPPER.readTree(quoted(PARAMETERS));
      keep(sent, call);
      for (int i = random.nextInt(3); i >= 0; i--) {
        Mutation.within(sent, random);
      }

      Response answer =
          send("POST", call, Json.MAPPER.writeValueAsBytes(sent), "Content-Type", JSON);

      assertThat(answer.status())
          .as("seed %d: %s", seed, answer.text())
          .isIn(200, 400, 404, 409, 412, 422);
      assertThat(answer.json().path("resourceType").asString())
          .as("seed %d", seed)
          .isIn("Bundle", "Parameters", "OperationOutcome");
      answered += answer.status() == 200 ? 1 : 0;
    }
    assertThat(answered).isBetween(SEEDS / 10, SEEDS - SEEDS / 10);
  }

  /** Leaves the parameters that the operation has. */
  private static void keep(ObjectNode parameters, String call) {
    List<String> known =
        call.endsWith("meta-add")
            ? List.of("meta")
            : call.endsWith("match") ? List.of("resource", "count") : List.of("resource", "mode");
    var kept = Json.MAPPER.createArrayNode();
    parameters
        .path("parameter")
        .forEach(
            parameter -> {
              if (known.contains(parameter.path("name").asString())) {
                kept.add(parameter);
              }
            });
    parameters.set("parameter", kept);
  }
}
