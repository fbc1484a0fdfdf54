package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Operations within a transaction (R4 http.html, "Transaction Processing Rules"). */
class OperationsInTransactionTest extends FhirOverHttp {

  private static final String LABEL =
      "{'resourceType':'Parameters','parameter':[{'name':'meta',"
          + "'valueMeta':{'tag':[{'system':'urn:t','code':'of-a-batch'}]}}]}";

  @Test
  void seeWhatItWrites() {
    String id = post("/Patient", patient("Gry")).id();
    String person =
        "{'resourceType':'Patient','birthDate':'1950-02-03',"
            + "'name':[{'family':'Hedvig-of-a-transaction','given':['Gry']}]}";

    JsonNode answer =
        bundle(
            "{'request':{'method':'GET','url':'Patient/%s/$meta'}}".formatted(id),
            "{'request':{'method':'POST','url':'Patient/$match'},'resource':%s}".formatted(person),
            "{'request':{'method':'PUT','url':'Patient/%1$s'},'resource':".formatted(id)
                + "{'resourceType':'Patient','id':'%s','active':true}}".formatted(id),
            "{'request':{'method':'POST','url':'Patient'},'resource':%s}".formatted(person),
            "{'request':{'method':'GET','url':'Patient/%s/$everything'}}".formatted(id));

    assertThat(answer.at("/entry/0/resource/parameter/0/valueMeta/versionId").asString())
        .isEqualTo("2");
    assertThat(answer.at("/entry/1/resource/entry/0/resource/name/0/family").asString())
        .isEqualTo("Hedvig-of-a-transaction");
    assertThat(answer.at("/entry/4/resource/entry/0/resource/active").asBoolean()).isTrue();
    assertThat(statuses(answer))
        .containsExactly("200 OK", "200 OK", "200 OK", "201 Created", "200 OK");
  }

  @Test
  void changeLabelsWithTheRestOfATransactionOrNotAtAll() {
    String id = post("/Patient", patient("Ib")).id();
    String add =
        "{'request':{'method':'POST','url':'Patient/%s/$meta-add'},'resource':%s}"
            .formatted(id, LABEL);

    JsonNode answer =
        bundle(
            "{'request':{'method':'GET','url':'Patient/%s/$meta'}}".formatted(id),
            add,
            "{'request':{'method':'POST','url':'Patient'},'resource':%s}".formatted(patient("J")));

    assertThat(answer.at("/entry/1/resource/parameter/0/valueMeta/tag/0/code").asString())
        .isEqualTo("of-a-batch");
    assertThat(answer.at("/entry/0/resource")).isEqualTo(answer.at("/entry/1/resource"));
    Response twice =
        transaction(add, "{'request':{'method':'DELETE','url':'Patient/%s'}}".formatted(id));
    assertThat(twice.status()).isEqualTo(400);
    assertThat(twice.issues())
        .containsExactly("duplicate Bundle.entry[0]", "duplicate Bundle.entry[1]");
    assertThat(get("/Patient/" + id).header("ETag")).isEqualTo("W/\"2\"");
  }

  @Test
  void tryWhatTheyDoNotWrite() {
    String id = post("/Patient", patient("Kaj")).id();
    String update =
        "{'request':{'method':'POST','url':'Patient/%s/$validate?mode=update'},".formatted(id);

    JsonNode answer =
        bundle(
            "{'fullUrl':'urn:uuid:f1','request':{'method':'PUT','url':'Patient/of-a-trial'},"
                + "'resource':{'resourceType':'Patient','id':'of-a-trial'}}",
            update
                + "'resource':{'resourceType':'Patient','id':'%s','link':[{'type':'seealso',"
                    .formatted(id)
                + "'other':{'reference':'Patient/of-a-trial'}}]}}",
            update
                + "'resource':{'resourceType':'Patient','id':'%s','link':[{'type':'seealso',"
                    .formatted(id)
                + "'other':{'reference':'Patient/nobody'}}]}}");

    assertThat(answer.at("/entry/1/resource/issue/0/severity").asString()).isEqualTo("information");
    assertThat(answer.at("/entry/2/resource/issue").toString()).contains("Patient/nobody");
    assertThat(get("/Patient/of-a-trial").status()).isEqualTo(200);
    assertThat(get("/Patient/" + id).header("ETag")).isEqualTo("W/\"1\"");
  }

  @Test
  void areRefusedWithTheirPlace() {
    Response unknown =
        transaction("{'fullUrl':'urn:x','request':{'method':'GET','url':'Patient/1/$none'}}");
    Response late =
        transaction(
            "{'request':{'method':'POST','url':'Patient'},'resource':%s}"
                .formatted(patient("Lis-of-none")),
            "{'request':{'method':'GET','url':'Patient/nobody/$meta'}}");
    Response apart =
        transaction(
            "{'request':{'method':'POST','url':'Patient/$validate'},'resource':%s}"
                .formatted(patient("Mo")),
            "{'request':{'method':'DELETE','url':'ValueSet/1'}}");

    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.issues()).containsExactly("not-supported Bundle.entry[0]");
    assertThat(unknown.text()).contains("urn:x");
    assertThat(late.status()).isEqualTo(404);
    assertThat(late.issues()).containsExactly("not-found Bundle.entry[1]");
    assertThat(get("/Patient?family=Lis-of-none").json().path("total").asInt()).isZero();
    assertThat(apart.status()).isEqualTo(400);
    assertThat(apart.text()).contains("CodeSystem, StructureDefinition, ValueSet");
  }

  private Response transaction(String... entries) {
    return post(
        "",
        "{'resourceType':'Bundle','type':'transaction','entry':[%s]}"
            .formatted(String.join(",", entries)));
  }

  private JsonNode bundle(String... entries) {
    Response answer = transaction(entries);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static Stream<String> statuses(JsonNode answer) {
    return answer.path("entry").valueStream().map(entry -> entry.at("/response/status").asString());
  }
}
