package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** R4 operations.html, "Executing an Operation": how operations are found and called. */
class OperationsTest extends FhirOverHttp {

  @Autowired FhirContext context;

  private static final String LABEL =
      "{'resourceType':'Parameters','parameter':[{'name':'meta',"
          + "'valueMeta':{'tag':[{'system':'urn:t','code':'of-a-batch'}]}}]}";

  @Test
  void areCalledByGetAndByPostWithAndWithoutABody() {
    String id = post("/Patient", patient("Abel")).id();

    for (Response called :
        new Response[] {
          get("/Patient/" + id + "/$meta"),
          send("POST", "/Patient/" + id + "/$meta", new byte[0]),
          post("/Patient/" + id + "/$meta", "{'resourceType':'Parameters'}"),
          postXml(
              "/Patient/" + id + "/$meta",
              "<Parameters xmlns='http://hl7.org/fhir'/>",
              "Accept",
              JSON)
        }) {
      assertThat(called.status()).isEqualTo(200);
      assertThat(called.json().at("/parameter/0/valueMeta/versionId").asString()).isEqualTo("1");
    }
  }

  @Test
  void areCalledByHapisClient() {
    context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
    IGenericClient client = context.newRestfulGenericClient(base());
    var patient = new Patient();
    patient.addName().setFamily("Client").addGiven("Clio");
    patient.setBirthDateElement(new DateType("1931-08-09"));
    IIdType id = client.create().resource(patient).execute().getId().toUnqualifiedVersionless();
    var label = new Meta();
    label.addTag("urn:t", "client", null);

    Meta added = client.meta().add().onResource(id).meta(label).execute();
    Meta read = client.meta().get(Meta.class).fromResource(id).execute();
    var outcome =
        (OperationOutcome) client.validate().resource(patient).execute().getOperationOutcome();
    Bundle matches =
        client
            .operation()
            .onType(Patient.class)
            .named("$match")
            .withParameter(Parameters.class, "resource", patient)
            .returnResourceType(Bundle.class)
            .execute();

    assertThat(added.getTag("urn:t", "client")).isNotNull();
    assertThat(read.getVersionId()).isEqualTo("2");
    assertThat(outcome.getIssue()).isNotEmpty();
    assertThat(matches.getEntryFirstRep().getResource().getIdElement().getIdPart())
        .isEqualTo(id.getIdPart());
    assertThat(matches.getEntryFirstRep().getSearch().getScore()).isGreaterThan(BigDecimal.ZERO);
  }

  @Test
  void answerInTheFormatThatIsAskedFor() {
    String id = post("/Patient", patient("Bea")).id();

    Response xml = get("/Patient/" + id + "/$meta?_format=xml");

    assertThat(xml.header("Content-Type")).startsWith(XML);
    assertThat(xml.text()).contains("<versionId value=\"1\">");
  }

  @Test
  void answerNoBodyToHead() {
    String id = post("/Patient", patient("Cid")).id();

    Response head = send("HEAD", "/Patient/" + id + "/$meta", new byte[0]);

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.text()).isEmpty();
  }

  @Test
  void thatAreUnknownAre404WithThoseThatAreThere() {
    Response ofType = get("/Patient/$none");
    Response ofSystem = get("/$none");
    Response ofUnknownType = get("/Foo/$meta");

    assertThat(ofType.status()).isEqualTo(404);
    assertThat(ofType.issues()).containsExactly("not-supported");
    assertThat(ofType.text()).contains("no operation $none").contains("$meta");
    assertThat(ofSystem.status()).isEqualTo(404);
    assertThat(ofUnknownType.status()).isEqualTo(404);
    assertThat(ofUnknownType.text()).contains("'Foo' is no resource type");
  }

  @ParameterizedTest
  @CsvSource({"/$everything,the whole system", "/Patient/$everything,the type"})
  void onAnotherLevelAreRefusedWithTheRightOne(String path, String level) {
    Response refused = get(path);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text())
        .contains("$everything is not called on " + level)
        .contains("[base]/[type]/[id]/$everything");
  }

  @Test
  void byOtherVerbsAre405WithThoseThatAreServed() {
    Response refused = delete("/Patient/1/$meta");

    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.header("Allow")).contains("GET").contains("POST").doesNotContain("DELETE");
    assertThat(send("PUT", "/Patient/1/$meta", quoted("{}"), "Content-Type", JSON).status())
        .isEqualTo(405);
  }

  @Test
  void belowAPathThatR4DoesNotHaveAreRefused() {
    assertThat(get("/Patient/1/2/$meta").status()).isEqualTo(400);
    assertThat(get("/Patient/1/_other/2/$meta").status()).isEqualTo(400);
  }

  @Test
  void refuseParametersThatTheyDoNotHave() {
    String id = post("/Patient", patient("Dag")).id();
    String path = "/Patient/" + id + "/$meta";

    Response inUrl = get(path + "?colour=red");
    Response inBody =
        post(
            path,
            "{'resourceType':'Parameters','parameter':[{'name':'colour','valueString':'red'}]}");

    assertThat(inUrl.status()).isEqualTo(400);
    assertThat(inUrl.text()).contains("$meta has no parameter 'colour'");
    assertThat(inBody.status()).isEqualTo(400);
    assertThat(inBody.issues()).containsExactly("not-supported Parameters.parameter[0].value");
  }

  @Test
  void refuseParametersThatAreNotSound() {
    String path = "/Patient/" + post("/Patient", patient("Eve")).id() + "/$meta";

    assertThat(post(path, "{'resourceType':'Parameters','parametr':[]}").issues())
        .containsExactly("structure Parameters.parametr");
    assertThat(post(path, "{'resourceType':'Parameters','parameter':[{'name':'x'}]}").issues())
        .containsExactly("invariant Parameters.parameter[0]");
    assertThat(post(path, patient("Eve")).issues()).containsExactly("value Patient");
    assertThat(
            send("POST", path, "x".getBytes(StandardCharsets.UTF_8), "Content-Type", "text/plain")
                .status())
        .isEqualTo(415);
  }

  @Test
  void areCalledByEntriesOfABatch() {
    String id = post("/Patient", patient("Fay")).id();

    JsonNode answer =
        bundle(
            "batch",
            "{'request':{'method':'GET','url':'Patient/%s/$meta'}}".formatted(id),
            "{'request':{'method':'POST','url':'Patient/$validate'},"
                + "'resource':{'resourceType':'Patient','foo':1}}",
            "{'request':{'method':'POST','url':'%s/Patient/%s/$meta-add'},'resource':%s}"
                .formatted(base(), id, LABEL));

    assertThat(statuses(answer)).containsOnly("200 OK");
    assertThat(answer.at("/entry/0/resource/parameter/0/valueMeta/versionId").asString())
        .isEqualTo("1");
    assertThat(answer.at("/entry/1/resource/issue/0/code").asString()).isEqualTo("structure");
    assertThat(get("/Patient/" + id + "/$meta").text()).contains("of-a-batch");
  }

  @Test
  void areRefusedInAnEntryOfABatchWithItsPlace() {
    JsonNode answer =
        bundle(
            "batch",
            "{'request':{'method':'GET','url':'Patient/1/$none'}}",
            "{'request':{'method':'GET','url':'Foo/1/$meta'}}",
            "{'request':{'method':'GET','url':'Patient/1/$meta-add'}}",
            "{'request':{'method':'GET','url':'Patient/nobody/$meta?colour=%zz'}}",
            "{'request':{'method':'POST','url':'Patient/1/$meta-add'},"
                + "'resource':{'resourceType':'Parameters','parameter':[{'name':'meta'}]}}");

    assertThat(statuses(answer))
        .containsExactly(
            "404 Not Found",
            "404 Not Found",
            "400 Bad Request",
            "400 Bad Request",
            "400 Bad Request");
    assertThat(answer.at("/entry/0/response/outcome/issue/0/diagnostics").asString())
        .contains("no operation $none");
    assertThat(answer.at("/entry/4/response/outcome/issue/0/expression/0").asString())
        .isEqualTo("Bundle.entry[4].resource.parameter[0]");
  }

  private JsonNode bundle(String type, String... entries) {
    Response answer =
        post(
            "",
            "{'resourceType':'Bundle','type':'%s','entry':[%s]}"
                .formatted(type, String.join(",", entries)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static Stream<String> statuses(JsonNode answer) {
    return answer.path("entry").valueStream().map(entry -> entry.at("/response/status").asString());
  }
}
