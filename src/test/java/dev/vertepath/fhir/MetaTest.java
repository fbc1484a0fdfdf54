package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code $meta}, {@code $meta-add} and {@code $meta-delete} (R4 resource-operations.html). */
class MetaTest extends FhirOverHttp {

  private static final String TAG = "{'tag':[{'system':'urn:t','code':'%s'}]}";

  private Response change(String operation, String id, String meta, String... headers) {
    return post("/Patient/" + id + "/$meta-" + operation, parameters(meta), headers);
  }

  private static String parameters(String meta) {
    return "{'resourceType':'Parameters','parameter':[{'name':'meta','valueMeta':%s}]}"
        .formatted(meta);
  }

  private static JsonNode meta(Response answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().at("/parameter/0/valueMeta");
  }

  private static List<String> tags(JsonNode meta) {
    return meta.path("tag").valueStream().map(tag -> tag.path("code").asString()).toList();
  }

  @Nested
  class Meta {

    @Test
    void tellsTheLabelsOfAResourceAndOfEachVersion() {
      String id =
          post("/Patient", "{'resourceType':'Patient','meta':" + TAG.formatted("old") + "}").id();
      put(
          "/Patient/" + id,
          "{'resourceType':'Patient','id':'%s','meta':%s}".formatted(id, TAG.formatted("new")));

      JsonNode now = meta(get("/Patient/" + id + "/$meta"));
      JsonNode before = meta(get("/Patient/" + id + "/_history/1/$meta"));

      assertThat(tags(now)).containsExactly("new");
      assertThat(now.path("versionId").asString()).isEqualTo("2");
      assertThat(tags(before)).containsExactly("old");
      assertThat(before.path("versionId").asString()).isEqualTo("1");
    }

    @Test
    void tellsThatThereIsNoSuchResource() {
      String id = post("/Patient", patient("Abt")).id();
      delete("/Patient/" + id);

      assertThat(get("/Patient/nobody/$meta").status()).isEqualTo(404);
      assertThat(get("/Patient/" + id + "/$meta").status()).isEqualTo(410);
      assertThat(get("/Patient/" + id + "/_history/x/$meta").status()).isEqualTo(400);
    }
  }

  @Nested
  class Add {

    @Test
    void addsProfilesTagsAndSecurityLabelsAsANewVersion() {
      String id = post("/Patient", patient("Bahr")).id();

      JsonNode meta =
          meta(
              change(
                  "add",
                  id,
                  "{'profile':['http://hospital.example/p'],"
                      + "'security':[{'system':'urn:s','code':'R'}],"
                      + "'tag':[{'system':'urn:t','code':'seen','display':'Seen'}]}"));

      assertThat(meta.path("versionId").asString()).isEqualTo("2");
      assertThat(meta.at("/profile/0").asString()).isEqualTo("http://hospital.example/p");
      assertThat(meta.at("/security/0/code").asString()).isEqualTo("R");
      assertThat(meta.at("/tag/0/display").asString()).isEqualTo("Seen");
      JsonNode stored = get("/Patient/" + id).json();
      assertThat(stored.path("meta")).isEqualTo(meta);
      assertThat(stored.at("/name/0/family").asString()).isEqualTo("Bahr");
      assertThat(meta(get("/Patient/" + id + "/_history/1/$meta")).has("tag")).isFalse();
    }

    @Test
    void isFoundBySearch() {
      String id = post("/Patient", patient("Cray")).id();

      change("add", id, TAG.formatted("searched"));

      assertThat(get("/Patient?_tag=urn:t%7Csearched").json().at("/entry/0/resource/id").asString())
          .isEqualTo(id);
    }

    @Test
    void keepsWhatIsThereAndMakesNoVersionOfIt() {
      String id = post("/Patient", patient("Dell")).id();
      change("add", id, "{'tag':[{'system':'urn:t','code':'a','display':'First'}]}");

      JsonNode again =
          meta(
              change(
                  "add",
                  id,
                  "{'tag':[{'system':'urn:t','code':'a','version':'2','display':'Other'}]}"));

      assertThat(again.path("versionId").asString()).isEqualTo("2");
      assertThat(again.at("/tag/0/display").asString()).isEqualTo("First");
    }

    @Test
    void losesNothingWhenTwoAddAtOnce() throws Exception {
      String id = post("/Patient", patient("Ebel")).id();
      for (String round : List.of("1", "2", "3")) {
        try (var threads = Executors.newFixedThreadPool(2)) {
          Callable<Response> one = () -> change("add", id, TAG.formatted("a" + round));
          Callable<Response> other = () -> change("add", id, TAG.formatted("b" + round));
          for (Future<Response> done : threads.invokeAll(List.of(one, other))) {
            assertThat(done.get().status()).isEqualTo(200);
          }
        }
      }

      assertThat(tags(meta(get("/Patient/" + id + "/$meta"))))
          .containsExactlyInAnyOrder("a1", "b1", "a2", "b2", "a3", "b3");
    }

    @Test
    void refusesAStaleVersion() {
      String id = post("/Patient", patient("Fink")).id();
      change("add", id, TAG.formatted("x"));

      Response stale = change("add", id, TAG.formatted("y"), "If-Match", "W/\"1\"");

      assertThat(stale.status()).isEqualTo(412);
      assertThat(stale.text()).contains("the current version");
      assertThat(tags(meta(get("/Patient/" + id + "/$meta")))).containsExactly("x");
    }
  }

  @Nested
  class Delete {

    @Test
    void removesLabelsWhateverTheirDisplay() {
      String id =
          post(
                  "/Patient",
                  "{'resourceType':'Patient','meta':{'profile':['http://hospital.example/p'],"
                      + "'tag':[{'system':'urn:t','code':'a','display':'A'},"
                      + "{'system':'urn:other','code':'a'}]}}")
              .id();

      JsonNode meta =
          meta(
              change(
                  "delete",
                  id,
                  "{'profile':['http://hospital.example/p'],"
                      + "'tag':[{'system':'urn:t','code':'a'}]}"));

      assertThat(meta.has("profile")).isFalse();
      assertThat(meta.path("tag")).hasSize(1);
      assertThat(meta.at("/tag/0/system").asString()).isEqualTo("urn:other");
      assertThat(meta.path("versionId").asString()).isEqualTo("2");
    }

    @Test
    void ofWhatIsNotThereIsNoErrorAndMakesNoVersion() {
      String id = post("/Patient", patient("Gans")).id();

      assertThat(meta(change("delete", id, TAG.formatted("none"))).path("versionId").asString())
          .isEqualTo("1");
    }
  }

  @Nested
  class IsRefused {

    @ParameterizedTest
    @CsvSource(
        delimiter = '~',
        quoteCharacter = '`',
        value = {
          "{} ~ structure Parameters.parameter[0].value",
          "{'source':'urn:x'} ~ required Parameters.parameter[0].value",
          "{'tag':[{'system':'urn:t'}]} ~ required Parameters.parameter[0].value.tag[0].code",
          "{'tog':[]} ~ structure Parameters.parameter[0].value.tog",
          "{'profile':['no url']} ~ value Parameters.parameter[0].value.profile[0]",
        })
    void withALabelThatIsNone(String meta, String issue) {
      String id = post("/Patient", patient("Hart")).id();

      Response refused = change("add", id, meta);

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.issues()).containsExactly(issue);
      assertThat(get("/Patient/" + id).header("ETag")).isEqualTo("W/\"1\"");
    }

    @Test
    void withoutAMeta() {
      String path = "/Patient/" + post("/Patient", patient("Ihle")).id() + "/$meta-add";

      assertThat(post(path, "{'resourceType':'Parameters'}").issues())
          .containsExactly("required Parameters");
      assertThat(
              post(
                      path,
                      "{'resourceType':'Parameters','parameter':"
                          + "[{'name':'meta','valueString':'x'}]}")
                  .issues())
          .containsExactly("value Parameters.parameter[0].value");
      assertThat(send("POST", path, new byte[0]).status()).isEqualTo(400);
    }

    @Test
    void byGet() {
      Response refused = get("/Patient/1/$meta-add");

      assertThat(refused.status()).isEqualTo(405);
      assertThat(refused.header("Allow")).isEqualTo("POST, OPTIONS");
      assertThat(refused.text()).contains("may change what is stored");
    }

    @Test
    void onAVersionBecauseNoneEverChanges() {
      Response refused = post("/Patient/1/_history/1/$meta-add", parameters(TAG.formatted("x")));

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text()).contains("[base]/[type]/[id]/$meta-add");
    }

    @Test
    void forWhatIsNotThere() {
      assertThat(change("add", "nobody", TAG.formatted("x")).status()).isEqualTo(404);
    }
  }
}
