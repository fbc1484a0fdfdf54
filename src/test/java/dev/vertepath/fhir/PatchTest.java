package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** R4 http.html, "patch". */
class PatchTest extends PatchOverHttp {

  @Nested
  class Target {

    @Test
    void mustBeThere() {
      String patch = "{'op':'add','path':'/active','value':true}";
      String id = post("/Patient", patient("Gone")).id();
      delete("/Patient/" + id);

      assertThat(jsonPatch("/Patient/nobody-here", patch).status()).isEqualTo(404);
      assertThat(jsonPatch("/Patient/" + id, patch).status()).isEqualTo(410);
    }

    @Test
    void isTheOneThatMatchesACondition() {
      String patch = "{'op':'add','path':'/active','value':true}";
      String id = post("/Patient", patient("Patch-only")).id();
      post("/Patient", patient("Patch-twice"));
      post("/Patient", patient("Patch-twice"));

      assertThat(jsonPatch("/Patient?family=Patch-only", patch).id()).isEqualTo(id);
      assertThat(jsonPatch("/Patient?family=Patch-none", patch).status()).isEqualTo(404);
      assertThat(jsonPatch("/Patient?family=Patch-twice", patch).status()).isEqualTo(412);
      assertThat(jsonPatch("/Patient", patch).status()).isEqualTo(412);
    }

    @Test
    void mustBeTheVersionThatIfMatchNames() {
      String id = post("/Patient", patient("Versioned")).id();
      String patch = "{'op':'add','path':'/active','value':true}";

      assertThat(jsonPatch("/Patient/" + id, patch, "If-Match", "W/\"1\"").status()).isEqualTo(200);
      Response stale = jsonPatch("/Patient/" + id, patch, "If-Match", "W/\"1\"");

      assertThat(stale.status()).isEqualTo(412);
      assertThat(stale.text()).contains("is 2");
      assertThat(jsonPatch("/Patient?family=Versioned", patch, "If-Match", "W/\"1\"").status())
          .isEqualTo(412);
    }

    @Test
    void isAnsweredAsThePreferHeaderWants() {
      String id = post("/Patient", patient("Preferred")).id();
      String patch = "{'op':'add','path':'/active','value':true}";

      assertThat(jsonPatch("/Patient/" + id, patch, "Prefer", "return=minimal").text()).isEmpty();
    }
  }

  @Test
  void narrativesThatMayBeWrongDoNotStay() {
    String body =
        """
        {'resourceType':'Patient','text':{'status':'%s',
         'div':'<div xmlns=\\"http://www.w3.org/1999/xhtml\\">x</div>'}}""";
    String generated = post("/Patient", body.formatted("generated")).id();
    String additional = post("/Patient", body.formatted("additional")).id();
    String patch = "{'op':'add','path':'/active','value':true}";

    assertThat(jsonPatch("/Patient/" + generated, patch).json().has("text")).isFalse();
    assertThat(jsonPatch("/Patient/" + additional, patch).issues())
        .containsExactly("business-rule Patient.text");
  }

  @Test
  void otherFormatsAreRefusedWithThoseThatAreRead() {
    Response refused = patch("/Patient/1", "application/xml-patch+xml", "<diff/>");

    assertThat(refused.status()).isEqualTo(415);
    assertThat(refused.header("Accept-Patch")).contains(JSON_PATCH);
  }

  @Nested
  class InABundle {

    private static String entry(String resource, String url, String... more) {
      return "{'fullUrl':'urn:uuid:p','resource':%s,'request':{'method':'PATCH','url':'%s'%s}}"
          .formatted(resource, url, String.join("", more));
    }

    private static String binary(String patch) {
      String data =
          Base64.getEncoder()
              .encodeToString(
                  ("[" + patch + "]").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
      return "{'resourceType':'Binary','contentType':'application/json-patch+json','data':'%s'}"
          .formatted(data);
    }

    private Response bundle(String type, String... entries) {
      return post(
          "",
          "{'resourceType':'Bundle','type':'%s','entry':[%s]}"
              .formatted(type, String.join(",", entries)));
    }

    @Test
    void isABinaryWithAJsonPatchOrParameters() {
      String one = post("/Patient", patient("One-entry")).id();
      String two = post("/Patient", patient("Two-entry")).id();

      Response answer =
          bundle(
              "transaction",
              entry(
                  binary("{'op':'add','path':'/active','value':true}"),
                  "Patient/" + one,
                  ",'ifMatch':'W/\\\"1\\\"'"),
              "{'resource':"
                  + parameters(
                      operation(
                          "add",
                          "Patient",
                          "name valueString 'gender'",
                          "value valueCode 'female'"))
                  + ",'request':{'method':'PATCH','url':'Patient?family=Two-entry'}}");

      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.json().at("/entry/0/response/status").asString()).isEqualTo("200 OK");
      assertThat(get("/Patient/" + one).json().path("active").asBoolean()).isTrue();
      assertThat(get("/Patient/" + two).json().path("gender").asString()).isEqualTo("female");
    }

    @Test
    void isRefusedWithTheEntry() {
      String id = post("/Patient", patient("Refused-entry")).id();

      Response refused =
          bundle(
              "transaction",
              entry(binary("{'op':'test','path':'/active','value':true}"), "Patient/" + id));
      Response batch =
          bundle(
              "batch",
              entry(parameters(operation("delete", "Patient.name.foo(")), "Patient/" + id),
              entry(patient("No-patch"), "Patient/" + id));

      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.issues()).containsExactly("conflict Bundle.entry[0].resource");
      assertThat(batch.json().at("/entry/0/response/outcome/issue/0/expression/0").asString())
          .isEqualTo("Bundle.entry[0].resource.parameter[0]");
      assertThat(batch.json().at("/entry/1/response/status").asString())
          .isEqualTo("400 Bad Request");
    }
  }
}
