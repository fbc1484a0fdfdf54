package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** R4 patient-operation-everything.html. */
class EverythingTest extends FhirOverHttp {

  private String doctor = "";
  private String patient = "";

  @BeforeEach
  void aPatientWithTwoObservationsAndADoctor() {
    doctor = post("/Practitioner", "{'resourceType':'Practitioner'}").id();
    patient =
        post(
                "/Patient",
                "{'resourceType':'Patient','generalPractitioner':[{'reference':'Practitioner/"
                    + doctor
                    + "'}]}")
            .id();
    observation("2026-01-10");
    observation("2026-03-10");
    String other = post("/Patient", patient("Other")).id();
    post(
        "/Observation",
        "{'resourceType':'Observation','status':'final','code':{'text':'x'},'subject':"
            + "{'reference':'Patient/"
            + other
            + "'}}");
  }

  @Test
  void holdsThePatientWhatBelongsToHerAndWhomThatRefersTo() {
    JsonNode bundle = get("/Patient/" + patient + "/$everything").json();

    assertThat(bundle.path("type").asString()).isEqualTo("searchset");
    assertThat(bundle.path("total").asInt()).isEqualTo(3);
    assertThat(types(bundle))
        .containsExactly(
            "Patient match", "Observation match", "Observation match", "Practitioner include");
    assertThat(post("/Patient/" + patient + "/$everything", "{'resourceType':'Parameters'}").json())
        .isEqualTo(bundle);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "_type=Observation ! 2",
        "_type=Observation,Patient ! 3",
        "start=2026-02-01 ! 2",
        "start=2026-02-01&end=2026-02-28 ! 1",
        "end=2026-02-28 ! 2",
        "_since=2100-01-01T00:00:00Z ! 0",
      })
  void isNarrowedByTypeTimeOfCareAndTimeOfWriting(String query, int total) {
    JsonNode bundle = get("/Patient/" + patient + "/$everything?" + query).json();

    assertThat(bundle.path("total").asInt()).isEqualTo(total);
  }

  @Test
  void comesInPagesThatHoldStill() {
    JsonNode page = get("/Patient/" + patient + "/$everything?_count=2").json();
    observation("2026-04-10");

    List<String> all = new ArrayList<>(types(page));
    for (String next = link(page, "next"); !next.isEmpty(); next = link(page, "next")) {
      page = get(next).json();
      all.addAll(types(page));
    }
    assertThat(all).filteredOn(type -> type.endsWith("match")).hasSize(3);
    assertThat(get("/Patient/" + patient + "/$everything").json().path("total").asInt())
        .isEqualTo(4);
  }

  @Test
  void ofNobodyIs404AndOfAnUnknownTypeIs400() {
    assertThat(get("/Patient/nobody/$everything").status()).isEqualTo(404);
    assertThat(get("/Patient/" + patient + "/$everything?_type=Foo").status()).isEqualTo(400);
    assertThat(get("/Patient/" + patient + "/$everything?colour=red").status()).isEqualTo(400);
    assertThat(get("/Observation/1/$everything").status()).isEqualTo(404);
  }

  private void observation(String date) {
    post(
        "/Observation",
        ("{'resourceType':'Observation','status':'final','code':{'text':'x'},"
                + "'effectiveDateTime':'%s','subject':{'reference':'Patient/%s'}}")
            .formatted(date, patient));
  }

  private static List<String> types(JsonNode bundle) {
    List<String> types = new ArrayList<>();
    for (JsonNode entry : bundle.path("entry")) {
      types.add(
          entry.at("/resource/resourceType").asString()
              + " "
              + entry.at("/search/mode").asString());
    }
    return types;
  }

  private static String link(JsonNode bundle, String relation) {
    for (JsonNode link : bundle.path("link")) {
      if (link.path("relation").asString().equals(relation)) {
        return link.path("url").asString();
      }
    }
    return "";
  }
}
