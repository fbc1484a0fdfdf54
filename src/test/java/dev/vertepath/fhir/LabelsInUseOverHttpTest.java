package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code [base]/[type]/$meta} and {@code [base]/$meta} (R4 resource-operation-meta.html). */
class LabelsInUseOverHttpTest extends FhirOverHttp {

  private static final String TAG = "{'tag':[{'system':'urn:t','code':'%s'}]}";

  @Test
  void tellsEachLabelOfATypeOnce() {
    String tags = "'tag':[{'system':'urn:used','code':'%s'}]";
    post("/Basic", basic("'profile':['http://hospital.example/b']," + tags.formatted("a")));
    post("/Basic", basic("'security':[{'system':'urn:s','code':'R'}]," + tags.formatted("a")));
    post("/Basic", basic(tags.formatted("b")));
    post("/Basic", "{'resourceType':'Basic','code':{'text':'none'}}");

    JsonNode meta = meta(get("/Basic/$meta"));

    assertThat(tags(meta)).containsOnlyOnce("a", "b");
    assertThat(meta.at("/profile/0").asString()).isEqualTo("http://hospital.example/b");
    assertThat(meta.at("/security/0/code").asString()).isEqualTo("R");
    assertThat(meta.has("versionId")).isFalse();
    assertThat(tags(meta(get("/$meta")))).contains("a", "b");
    assertThat(get("/Basic/$meta?_format=xml").text()).contains("<profile value=\"http://hos");
  }

  @Test
  void doesNotTellWhatNoResourceBearsAnyMore() {
    String id = post("/Substance", substance("once")).id();
    String other = post("/Substance", substance("deleted")).id();
    post(
        "/Substance/" + id + "/$meta-delete",
        "{'resourceType':'Parameters','parameter':[{'name':'meta','valueMeta':%s}]}"
            .formatted(TAG.formatted("once")));
    delete("/Substance/" + other);

    assertThat(get("/Substance/$meta").json().has("parameter")).isFalse();
    assertThat(tags(meta(get("/$meta")))).doesNotContain("once", "deleted");
  }

  @Test
  void leavesOutWhatTheServiceNotesForItself() {
    String given = "https://vertepath.dev/fhir/CodeSystem/given-status";
    String id =
        post(
                "/Library",
                "{'resourceType':'Library','status':'draft','type':{'text':'x'},'meta':{'tag':["
                    + "{'system':'%s','code':'draft'},{'system':'urn:t','code':'own'}]}}"
                        .formatted(given))
            .id();

    assertThat(tags(meta(get("/Library/$meta")))).containsExactly("own");
    assertThat(tags(meta(get("/Library/" + id + "/$meta")))).containsExactly("draft", "own");
  }

  @Test
  void tellsOfATypeThatIsNotThere() {
    assertThat(get("/Patent/$meta").status()).isEqualTo(404);
    assertThat(get("/$meta?_since=2026").issues()).containsExactly("not-supported");
  }

  private static String basic(String meta) {
    return "{'resourceType':'Basic','code':{'text':'x'},'meta':{" + meta + "}}";
  }

  private static String substance(String tag) {
    return "{'resourceType':'Substance','code':{'text':'x'},'meta':%s}"
        .formatted(TAG.formatted(tag));
  }

  private static JsonNode meta(Response answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().at("/parameter/0/valueMeta");
  }

  private static List<String> tags(JsonNode meta) {
    return meta.path("tag").valueStream().map(tag -> tag.path("code").asString()).toList();
  }
}
