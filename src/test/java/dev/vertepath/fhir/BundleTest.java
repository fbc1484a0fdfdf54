package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** R4 http.html, "batch/transaction". */
class BundleTest extends FhirOverHttp {

  private static final String ENTRY =
      """
      {'fullUrl':'%s','resource':%s,'request':{'method':'%s','url':'%s'}}""";

  private static String bundle(String type, String... entries) {
    return "{'resourceType':'Bundle','type':'%s','entry':[%s]}"
        .formatted(type, String.join(",", entries));
  }

  private static String entry(String fullUrl, String resource, String method, String url) {
    return ENTRY.formatted(fullUrl, resource, method, url);
  }

  private static String condition(String subject) {
    return "{'resourceType':'Condition','code':{'text':'c'},'subject':{'reference':'%s'}}"
        .formatted(subject);
  }

  @Nested
  class Transaction {

    @Test
    void storesAllAndLinksThem() {
      Response answer =
          post(
              "",
              bundle(
                  "transaction",
                  entry("urn:uuid:1b", condition("urn:uuid:1a"), "POST", "Condition"),
                  entry("urn:uuid:1a", patient("Ulv"), "POST", "Patient")));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().path("type").asString()).isEqualTo("transaction-response");
      JsonNode stored = get("/" + location(answer, 0)).json();
      assertThat(stored.path("subject").path("reference").asString())
          .isEqualTo(location(answer, 1).replaceFirst("/_history/1", ""));
    }

    @Test
    void storesNothingWhenOneEntryIsRefused() {
      Response refused =
          post(
              "",
              bundle(
                  "transaction",
                  entry("urn:uuid:2a", patient("Vik-nothing"), "POST", "Patient"),
                  entry("urn:uuid:2b", condition("Patient?family=nobody"), "POST", "Condition")));

      assertThat(refused.status()).isEqualTo(412);
      assertThat(refused.issues())
          .containsExactly("not-found Bundle.entry[1].resource.subject.reference");
      assertThat(get("/Patient?family=vik-nothing").json().path("total").asInt()).isZero();
    }

    @Test
    void namesEveryPlaceThatIsWrong() {
      Response refused =
          post(
              "",
              bundle(
                  "transaction",
                  entry("urn:uuid:3a", "{'resourceType':'Patient','foo':1}", "POST", "Patient"),
                  entry("urn:uuid:3b", "{'resourceType':'Observation'}", "POST", "Observation")));

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.issues())
          .containsExactly(
              "structure Bundle.entry[0].resource.foo",
              "required Bundle.entry[1].resource.status",
              "required Bundle.entry[1].resource.code");
    }

    @Test
    void namesEveryEntryWhoseRequestIsWrong() {
      Response refused =
          post(
              "",
              bundle(
                  "transaction",
                  entry("urn:uuid:4a", patient("W"), "POST", "Observation"),
                  "{'resource':" + patient("X") + "}",
                  entry("urn:uuid:4c", patient("Y"), "PUT", "Patient/y"),
                  entry("urn:uuid:4d", patient("Z"), "POST", "Patient/z")));

      assertThat(refused.issues())
          .containsExactly(
              "value Bundle.entry[0].resource",
              "required Bundle.entry[1].request",
              "value Bundle.entry[2].resource.id",
              "not-supported Bundle.entry[3]");
    }

    @Test
    void refusesTwoEntriesForTheSameTarget() {
      String same = "{'resourceType':'Patient','id':'same'}";

      Response refused =
          post(
              "",
              bundle(
                  "transaction",
                  entry("urn:uuid:5a", same, "PUT", "Patient/same"),
                  entry("urn:uuid:5b", same, "PUT", "Patient/same")));

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.issues())
          .containsExactly("duplicate Bundle.entry[0]", "duplicate Bundle.entry[1]");
    }

    @Test
    void saysOfEveryProblemInWordsWhichEntryItIsAbout() {
      String orphan = entry("urn:uuid:9", condition("Patient/nobody"), "POST", "Condition");
      String unsound = entry("urn:uuid:9", "{'resourceType':'Patient','x':1}", "POST", "Patient");

      for (String sent : List.of(orphan, unsound)) {
        Response refused = post("", bundle("transaction", sent));
        JsonNode batch = post("", bundle("batch", sent)).json();

        assertThat(refused.status()).isBetween(400, 422);
        assertThat(refused.text()).contains("(Bundle.entry[0], urn:uuid:9)");
        assertThat(batch.at("/entry/0/response/outcome/issue/0/diagnostics").asString())
            .contains("(Bundle.entry[0], urn:uuid:9)");
      }
    }

    @Test
    void givesBackTheResourcesWhenTheyArePreferred() {
      String one = bundle("transaction", entry("urn:uuid:6", patient("Ask"), "POST", "Patient"));

      JsonNode answer = post("", one, "Prefer", "return=representation").json();

      assertThat(answer.path("entry").path(0).path("resource").path("resourceType").asString())
          .isEqualTo("Patient");
    }

    @Test
    void readsAndSearchesAfterItHasWritten() {
      JsonNode answer =
          post(
                  "",
                  bundle(
                      "transaction",
                      "{'request':{'method':'GET','url':'Patient?family=birk-late'}}",
                      entry("urn:uuid:7", patient("Birk-late"), "POST", "Patient")))
              .json();

      assertThat(answer.path("entry").path(0).path("resource").path("total").asInt()).isEqualTo(1);
    }
  }

  @Nested
  class Batch {

    @Test
    void goesOnPastAnEntryThatIsRefused() {
      JsonNode answer =
          post(
                  "",
                  bundle(
                      "batch",
                      entry("urn:uuid:8a", "{'resourceType':'Patient','x':1}", "POST", "Patient"),
                      entry("urn:uuid:8b", patient("Dal"), "POST", "Patient"),
                      "{'request':{'method':'GET','url':'Patient/nobody'}}",
                      "{'request':{'method':'DELETE','url':'Patient/nobody'}}",
                      "{'request':{'method':'POST','url':'Patient/1'}}"))
              .json();

      assertThat(answer.path("type").asString()).isEqualTo("batch-response");
      assertThat(answer.path("entry").valueStream())
          .extracting(e -> e.path("response").path("status").asString())
          .containsExactly(
              "400 Bad Request",
              "201 Created",
              "404 Not Found",
              "204 No Content",
              "400 Bad Request");
      JsonNode issue = answer.at("/entry/0/response/outcome/issue/0");
      assertThat(issue.path("expression").path(0).asString())
          .isEqualTo("Bundle.entry[0].resource.x");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "transaction"})
  void searchesAreHandledAsTheRequestPrefers(String type) {
    String id = post("/Patient", patient("Esk-" + type)).id();
    String sent =
        bundle(
            type,
            "{'request':{'method':'GET','url':'Patient?family=esk-%s&shoe=42'}}".formatted(type),
            "{'request':{'method':'GET','url':'?_type=Patient,Basic&_id=%s&shoe=42'}}"
                .formatted(id));

    JsonNode lenient = post("", sent, "Prefer", "handling=lenient").json();
    JsonNode strict = post("", sent).json();

    for (int i = 0; i < 2; i++) {
      JsonNode page = lenient.at("/entry/" + i + "/resource");
      assertThat(page.at("/entry/0/resource/id").asString()).as(page.toString()).isEqualTo(id);
      assertThat(page.at("/entry/1/search/mode").asString()).isEqualTo("outcome");
    }
    JsonNode outcome = type.equals("batch") ? strict.at("/entry/0/response/outcome") : strict;
    assertThat(outcome.at("/issue/0/code").asString()).isEqualTo("not-supported");
    assertThat(outcome.at("/issue/0/expression/0").asString()).isEqualTo("Bundle.entry[0]");
  }

  @Test
  void whatIsNotServedWithinABundleIsToldSo() {
    Response refused =
        post("", bundle("transaction", "{'request':{'method':'GET','url':'Patient/1/_history'}}"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.issues()).containsExactly("not-supported Bundle.entry[0].request.url");
  }

  @Test
  void otherBundlesAreRefusedWithWhatToSend() {
    Response refused = post("", "{'resourceType':'Bundle','type':'collection'}");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.issues()).containsExactly("value Bundle.type");
  }

  private static String location(Response answer, int entry) {
    return answer.json().at("/entry/" + entry + "/response/location").asString();
  }
}
