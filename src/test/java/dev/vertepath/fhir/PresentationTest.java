package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** R4 http.html, "General Parameters"; search.html, "_summary" and "_elements". */
class PresentationTest extends FhirOverHttp {

  private static final String OBSERVATION =
      """
      {'resourceType':'Observation','status':'final','language':'en',
       'text':{'status':'generated','div':'<div xmlns=\\"http://www.w3.org/1999/xhtml\\">x</div>'},
       'meta':{'tag':[{'system':'urn:t','code':'kept'}]},
       'code':{'text':'x','extension':[{'url':'http://example.org/e','valueString':'y'}]},
       'valueQuantity':{'value':1.50,'unit':'mL'},'note':[{'text':'n'}],
       'method':{'text':'m'}}""";

  private String path;

  @BeforeEach
  void store() {
    path = "/Observation/" + post("/Observation", OBSERVATION).id();
  }

  private static boolean isMarked(JsonNode resource) {
    return resource
        .path("meta")
        .path("tag")
        .valueStream()
        .anyMatch(tag -> tag.path("code").asString().equals("SUBSETTED"));
  }

  @Nested
  class Format {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "json",
          "application/json",
          "application/fhir+json",
          "application/fhir%2Bjson",
          "text/json"
        })
    void isJsonInAnySpelling(String format) {
      assertThat(get(path + "?_format=" + format, "Accept", XML).header("Content-Type"))
          .isEqualTo("application/fhir+json;charset=UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xml", "application/xml", "application/fhir+xml", "text/xml"})
    void isXmlInAnySpelling(String format) {
      assertThat(get(path + "?_format=" + format).header("Content-Type"))
          .isEqualTo("application/fhir+xml;charset=UTF-8");
    }

    @Test
    void isTheBestThatIsAccepted() {
      assertThat(get(path, "Accept", "application/fhir+json;q=0.2, application/fhir+xml").text())
          .startsWith("<Observation");
      assertThat(get(path, "Accept", "text/html, */*;q=0.1").text()).startsWith("{");
    }

    @Test
    void thatIsNotWrittenIsRefusedBeforeAnythingIsDone() {
      Response refused = post("/Patient?_format=ttl", patient("Not-written"));

      assertThat(refused.status()).isEqualTo(406);
      assertThat(refused.issues()).containsExactly("not-supported");
      assertThat(get("/Patient?family=not-written").json().path("total").asInt()).isZero();
      assertThat(get(path, "Accept", "application/pdf").status()).isEqualTo(406);
      assertThat(get("/metadata?_format=ttl").status()).isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_pretty=maybe", "_summary=some", "_summary=true&_elements=code"})
    void wishesThatR4DoesNotKnowAreRefused(String query) {
      Response refused = get(path + "?" + query);

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.issues()).containsExactly("invalid");
    }
  }

  @Nested
  class Summary {

    @Test
    void ofTrueHoldsWhatR4MarksAndIsMarkedItself() {
      JsonNode read = get(path + "?_summary=true").json();

      assertThat(read.propertyNames())
          .contains("status", "code", "valueQuantity")
          .doesNotContain("text", "note", "method");
      assertThat(read.path("code").propertyNames()).containsExactly("text");
      assertThat(isMarked(read)).isTrue();
      assertThat(read.path("meta").path("tag")).hasSize(2);
    }

    @Test
    void ofTextHoldsTheNarrativeAndWhatIsMandatory() {
      assertThat(get(path + "?_summary=text").json().propertyNames())
          .containsExactlyInAnyOrder("resourceType", "id", "meta", "text", "status", "code");
    }

    @Test
    void ofDataHoldsAllButTheNarrative() {
      JsonNode read = get(path + "?_summary=data").json();

      assertThat(read.has("text")).isFalse();
      assertThat(read.has("note")).isTrue();
      assertThat(isMarked(read)).isTrue();
    }

    @Test
    void ofFalseIsTheWhole() {
      assertThat(get(path + "?_summary=false").text()).isEqualTo(get(path).text());
    }

    @Test
    void ofCountIsForSearches() {
      JsonNode counted = get("/Observation?_summary=count&_id=" + path.substring(13)).json();

      assertThat(counted.path("total").asInt()).isEqualTo(1);
      assertThat(counted.has("entry")).isFalse();
      assertThat(get(path + "?_summary=count").status()).isEqualTo(400);
    }

    @Test
    void isThereForSearchesVersionsHistoriesAndEntries() {
      String id = path.substring(13);
      String batch =
          "{'resourceType':'Bundle','type':'batch','entry':[{'request':{'method':'GET','url':'%s'}},"
              + "{'request':{'method':'GET','url':'Observation/%s?_summary=some'}}]}";

      assertThat(
              isMarked(get("/Observation?_summary=true&_id=" + id).json().at("/entry/0/resource")))
          .isTrue();
      assertThat(isMarked(get(path + "/_history/1?_summary=true").json())).isTrue();
      assertThat(isMarked(get(path + "/_history?_summary=true").json().at("/entry/0/resource")))
          .isTrue();
      JsonNode answer =
          post("", batch.formatted("Observation/" + id + "?_summary=true", id)).json();
      assertThat(isMarked(answer.at("/entry/0/resource"))).isTrue();
      assertThat(answer.at("/entry/1/response/status").asString()).isEqualTo("400 Bad Request");
    }
  }

  @Nested
  class Elements {

    @Test
    void areThoseNamedAndTheMandatoryOnes() {
      JsonNode read = get(path + "?_elements=note,Observation.value").json();

      assertThat(read.propertyNames())
          .containsExactlyInAnyOrder(
              "resourceType", "id", "meta", "note", "valueQuantity", "status", "code");
      assertThat(isMarked(read)).isTrue();
      assertThat(get(path + "?_elements=value").text()).contains("1.50");
    }

    @Test
    void areLeftOutOfSearchesInXmlToo() {
      Response found =
          get("/Observation?_id=" + path.substring(13) + "&_elements=code&_format=xml");

      assertThat(found.text())
          .contains("<code>", "SUBSETTED", "<total value=\"1\">")
          .doesNotContain("<note>");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/_history/1",
        "/_history",
        "?_format=xml",
        "?_summary=true",
        "?_pretty=true",
        "/nothing"
      })
  void headAnswersWhatGetDoesWithoutTheBody(String rest) {
    headLikeGet(path + rest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metadata", "/_history?_count=1", "/Observation/nobody"})
  void headAnswersForTheWholeServerToo(String url) {
    headLikeGet(url);
  }

  private void headLikeGet(String url) {
    Response got = get(url);
    Response head = send("HEAD", url, new byte[0]);

    assertThat(head.status()).isEqualTo(got.status());
    assertThat(head.text()).isEmpty();
    for (String name : new String[] {"ETag", "Last-Modified", "Content-Type", "Content-Length"}) {
      assertThat(head.header(name)).as(name).isEqualTo(got.header(name));
    }
  }
}
