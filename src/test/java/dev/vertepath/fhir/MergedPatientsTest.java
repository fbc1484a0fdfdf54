package dev.vertepath.fhir;

import static dev.vertepath.fhir.Messaging.code;
import static dev.vertepath.fhir.Messaging.fracture;
import static dev.vertepath.fhir.Messaging.fullUrl;
import static dev.vertepath.fhir.Messaging.message;
import static dev.vertepath.fhir.Messaging.pain;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Two records of one patient become one, and a patient who changes too much is looked at. */
class MergedPatientsTest extends FhirOverHttp {

  private void process(String message) {
    Response response = post("/$process-message", message);
    assertThat(code(response.json())).as(response.text()).isEqualTo("ok");
  }

  private int total(String url) {
    return get(url).json().path("total").asInt(-1);
  }

  private String id(String mrn) {
    return get("/Patient?identifier=urn:mrn%7C" + mrn).json().at("/entry/0/resource/id").asString();
  }

  /** The second is given up for the first. */
  private static String merge(String stays, String goes) {
    String survivor =
        Messaging.patient(stays, "Amsel")
            .replaceFirst(
                "}\\s*$",
                ",'link':[{'other':{'reference':'%s'},'type':'replaces'}]}".formatted(fullUrl(1)));
    String replaced =
        Messaging.patient(goes, "Amsel")
            .replaceFirst(
                "}\\s*$",
                ",'active':false,'link':[{'other':{'reference':'%s'},'type':'replaced-by'}]}"
                    .formatted(fullUrl(0)));
    return message("patient-merge", survivor, replaced);
  }

  private List<String> arrivals(String name) {
    String stays = name + "-stays";
    String goes = name + "-goes";
    return List.of(
        message("referral", fracture(name + "-fx", fullUrl(1)), Messaging.patient(goes, "Amsel")),
        message("observation", pain(name + "-pain", goes, 8)),
        message("patient-update", Messaging.patient(stays, "Amsel")),
        merge(stays, goes));
  }

  /** Whatever the order, and if all comes twice. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void aMergeMovesTheRecordAndTheCaseWheneverItArrives(int order) {
    String name = "mp-" + order;
    List<String> arrivals = new ArrayList<>(arrivals(name));
    Collections.rotate(arrivals, order % 4);
    if (order >= 4) {
      Collections.reverse(arrivals);
      arrivals.addAll(arrivals(name));
    }
    arrivals.forEach(this::process);

    String survivor = id(name + "-stays");
    String replaced = id(name + "-goes");
    assertThat(total("/Condition?subject=Patient/" + survivor)).isEqualTo(1);
    assertThat(total("/Observation?subject=Patient/" + survivor)).isEqualTo(1);
    assertThat(total("/Task?patient=" + survivor + "&code=pathway-case")).isEqualTo(1);
    assertThat(total("/Condition?subject=Patient/" + replaced)).isZero();
    assertThat(total("/Task?patient=" + replaced)).isZero();
    JsonNode gone = get("/Patient/" + replaced).json();
    assertThat(gone.path("active").asBoolean(true)).isFalse();
    assertThat(gone.at("/link/0/other/reference").asString()).isEqualTo("Patient/" + survivor);
  }

  @Test
  void whatWasSaidBeforeTheMergeStaysInTheHistory() {
    arrivals("mp-h").forEach(this::process);
    String condition =
        get("/Condition?identifier=urn:his%7Cmp-h-fx").json().at("/entry/0/resource/id").asString();

    assertThat(
            get("/Condition/" + condition + "/_history/1")
                .json()
                .at("/subject/reference")
                .asString())
        .isEqualTo("Patient/" + id("mp-h-goes"));
    assertThat(get("/Condition/" + condition).json().at("/subject/reference").asString())
        .isEqualTo("Patient/" + id("mp-h-stays"));
  }

  @Test
  void aPersonsWorkStaysDoneWhenTheCaseMoves() {
    process(arrivals("mp-w").getFirst());
    String replaced = id("mp-w-goes");
    JsonNode task =
        get("/Task?patient=" + replaced + "&code=obtain-evidence&_count=1")
            .json()
            .at("/entry/0/resource");
    String done = task.toString().replaceFirst("\"status\":\"[a-z]+\"", "\"status\":\"cancelled\"");
    assertThat(put("/Task/" + task.path("id").asString(), done).status()).isEqualTo(200);

    arrivals("mp-w").subList(2, 4).forEach(this::process);

    JsonNode moved = get("/Task/" + task.path("id").asString()).json();
    assertThat(moved.at("/for/reference").asString()).isEqualTo("Patient/" + id("mp-w-stays"));
    assertThat(moved.path("status").asString()).isEqualTo("cancelled");
  }

  @Test
  void aLinkThatIsWrittenByRestMergesAsWell() {
    process(arrivals("mp-r").getFirst());
    process(message("patient-update", Messaging.patient("mp-r-stays", "Amsel")));
    String survivor = id("mp-r-stays");
    String replaced = id("mp-r-goes");

    send(
        "PATCH",
        "/Patient/" + replaced,
        quoted(
            "[{'op':'add','path':'/link','value':[{'other':{'reference':'Patient/%s'},'type':'replaced-by'}]}]"
                .formatted(survivor)),
        "Content-Type",
        "application/json-patch+json");

    assertThat(total("/Task?patient=" + survivor + "&code=pathway-case")).isEqualTo(1);
  }

  @Test
  void aPatientOfWhomAMessageSaysSomethingElseEntirelyIsLookedAtByAPerson() {
    process(message("patient-update", Messaging.patient("mp-c", "Amsel")));
    process(message("patient-update", Messaging.patient("mp-c", "Amsel-Meier")));
    assertThat(total("/DetectedIssue?patient=" + id("mp-c"))).isEqualTo(1);
    process(
        message(
            "patient-update",
            Messaging.patient("mp-c", "Amsel-Meier").replace("1948-05-02", "1972-01-30")));

    JsonNode issues = get("/DetectedIssue?patient=" + id("mp-c") + "&_sort=-identified").json();
    assertThat(issues.path("total").asInt()).isEqualTo(2);
    assertThat(issues.toString()).contains("date of birth").contains("/_history/3");
  }
}
