package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** R4 http.html, "conditional read", "Managing Resource Contention" and "Prefer". */
class PreconditionsTest extends FhirOverHttp {

  private String changedOnce() {
    String id = post("/Patient", patient("Twice")).id();
    put("/Patient/" + id, "{'resourceType':'Patient','id':'" + id + "','active':true}");
    return id;
  }

  @Nested
  class Reads {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            W/"2"               | 304
            "2"                 | 304
            W/"1", W/"2"        | 304
            *                   | 304
            W/"1"               | 200
            W/"22", nonsense    | 200
            """)
    void areSparedByIfNoneMatch(String tags, int status) {
      Response read = get("/Patient/" + changedOnce(), "If-None-Match", tags);

      assertThat(read.status()).isEqualTo(status);
      assertThat(read.header("ETag")).isEqualTo("W/\"2\"");
    }

    @Test
    void areSparedByIfModifiedSince() {
      String id = changedOnce();
      String modified = get("/Patient/" + id).header("Last-Modified");
      String earlier = "Thu, 01 Jan 2015 00:00:00 GMT";

      assertThat(get("/Patient/" + id, "If-Modified-Since", modified).status()).isEqualTo(304);
      assertThat(get("/Patient/" + id, "If-Modified-Since", earlier).status()).isEqualTo(200);
      assertThat(get("/Patient/" + id, "If-Modified-Since", "yesterday").status()).isEqualTo(200);
      assertThat(
              get("/Patient/" + id, "If-Modified-Since", modified, "If-None-Match", "W/\"1\"")
                  .status())
          .isEqualTo(200);
    }

    @Test
    void areSparedInBundlesToo() {
      String entry =
          "{'resourceType':'Bundle','type':'batch','entry':[{'request':{'method':'GET',"
              + "'url':'Patient/%s','ifNoneMatch':'W/\\\"2\\\"'}}]}";

      JsonNode answer = post("", entry.formatted(changedOnce())).json().at("/entry/0");

      assertThat(answer.at("/response/status").asString()).isEqualTo("304 Not Modified");
      assertThat(answer.has("resource")).isFalse();
    }
  }

  @Nested
  class Writes {

    @Test
    void thatAreStaleAreToldTheCurrentVersion() {
      String id = changedOnce();

      Response stale = delete("/Patient/" + id, "If-Match", "W/\"1\"");

      assertThat(stale.status()).isEqualTo(412);
      assertThat(stale.header("ETag")).isEqualTo("W/\"2\"");
      assertThat(stale.text()).contains("is 2");
    }

    @Test
    void mayDemandThatNothingIsThere() {
      String body = "{'resourceType':'Patient','id':'only-new'}";

      assertThat(put("/Patient/only-new", body, "If-None-Match", "*").status()).isEqualTo(201);
      Response refused = put("/Patient/only-new", body, "If-None-Match", "*");
      assertThat(refused.status()).isEqualTo(412);
      assertThat(refused.header("ETag")).isEqualTo("W/\"1\"");
      delete("/Patient/only-new");
      assertThat(put("/Patient/only-new", body, "If-None-Match", "*").status()).isEqualTo(201);
      assertThat(put("/Patient/only-new", body, "If-None-Match", "W/\"1\"").status())
          .isEqualTo(400);
    }

    @Test
    void underAConditionMayNameTheVersionAsWell() {
      String id = post("/Patient", patient("Condition-version")).id();
      String query = "/Patient?family=Condition-version";
      String body =
          "{'resourceType':'Patient','id':'%s','name':[{'family':'Other'}]}".formatted(id);

      assertThat(put(query, body, "If-Match", "W/\"7\"").status()).isEqualTo(412);
      assertThat(delete(query, "If-Match", "W/\"7\"").status()).isEqualTo(412);
      assertThat(delete("/Patient?family=Nobody-here", "If-Match", "W/\"7\"").status())
          .isEqualTo(412);
      assertThat(put(query, body, "If-Match", "W/\"1\"").status()).isEqualTo(200);
    }
  }

  @Nested
  class Prefers {

    @Test
    void anOutcomeForEveryEntry() {
      String bundle =
          "{'resourceType':'Bundle','type':'transaction','entry':[{'resource':%s,"
              + "'request':{'method':'POST','url':'Patient'}}]}";

      JsonNode entry =
          post("", bundle.formatted(patient("Outcome")), "Prefer", "return=OperationOutcome")
              .json()
              .at("/entry/0");

      assertThat(entry.at("/response/outcome/issue/0/severity").asString())
          .isEqualTo("information");
      assertThat(entry.has("resource")).isFalse();
    }

    @Test
    void unknownSearchParametersRefusedOrIgnored() {
      Response lenient = get("/Patient?nonsense=1", "Prefer", "handling=lenient");

      assertThat(get("/Patient?nonsense=1", "Prefer", "handling=strict").status()).isEqualTo(400);
      assertThat(lenient.status()).isEqualTo(200);
      assertThat(lenient.text()).contains("nonsense");
    }

    @Test
    void severalThingsAtOnceAndWhatIsUnknownIsIgnored() {
      Response created =
          post("/Patient", patient("Several"), "Prefer", "respond-async, return=\"minimal\"; x=1");

      assertThat(created.status()).isEqualTo(201);
      assertThat(created.text()).isEmpty();
    }
  }

  @Nested
  class RequestIds {

    @Test
    void areTakenOverWhenTheyAreSaneAndEchoedOnErrorsToo() {
      assertThat(get("/Patient/nobody", "X-Request-Id", "mine-42").header("X-Request-Id"))
          .isEqualTo("mine-42");
      assertThat(get("/metadata", "X-Request-Id", "mine-43").header("X-Request-Id"))
          .isEqualTo("mine-43");
    }

    @Test
    void areMadeWhenTheyAreNotSane() {
      assertThat(get("/Patient/nobody", "X-Request-Id", "a b\"<script>").header("X-Request-Id"))
          .matches("[A-Za-z0-9]{16}");
      assertThat(get("/Patient/nobody", "X-Request-Id", "x".repeat(65)).header("X-Request-Id"))
          .matches("[A-Za-z0-9]{16}");
    }
  }

  @Test
  void noPageOfAnotherOriginIsLetInByDefault() {
    Response read = get("/metadata", "Origin", "https://app.example");

    assertThat(read.header("Access-Control-Allow-Origin")).isEmpty();
  }
}
