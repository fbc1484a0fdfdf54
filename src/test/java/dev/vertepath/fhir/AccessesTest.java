package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who looked at my record. */
class AccessesTest extends AuditOverHttp {

  private static final String LAUNCHED = "X-Test-Patient";

  @Test
  void tellsThePatientWhoLookedInWhatRoleAndWhatFor() {
    String id = post("/Patient", patient("Hanna"), ROLE, "coordinator").id();
    get("/Patient/" + id, ROLE, "clinician");
    get("/Patient?family=Hanna", ROLE, "coordinator");
    get("/Patient/" + id + "/$everything", ROLE, "clinician");
    get("/Patient/" + id, ROLE, "registrar");

    JsonNode told = get("/Patient/" + id + "/$accesses", ROLE, "app", LAUNCHED, id).json();

    assertThat(told.path("parameter").valueStream())
        .extracting(
            access ->
                part(access, "name") + ", " + part(access, "role") + ", " + part(access, "what"))
        .containsExactly(
            "Dr. clinician, clinician, $everything",
            "Dr. coordinator, coordinator, search-type",
            "Dr. clinician, clinician, read",
            "Dr. coordinator, coordinator, create");
    JsonNode newest = told.at("/parameter/0");
    assertThat(part(newest, "recorded")).startsWith("20");
    assertThat(part(newest, "purpose")).isEqualTo("TREAT");
    assertThat(part(newest, "user")).isEqualTo("Practitioner/clinician");
    assertThat(part(newest, "organization")).isEqualTo("Organization/one");
    assertThat(part(newest, "action")).isEqualTo("E");
  }

  @Test
  void comesInPages() {
    String id = post("/Patient", patient("Ida")).id();
    get("/Patient/" + id);
    get("/Patient/" + id);

    JsonNode first = get("/Patient/" + id + "/$accesses?_count=2").json();
    String next = first.at("/parameter/2/valueString").asString();
    JsonNode second = get("/Patient/" + id + "/$accesses?_count=2&before=" + next).json();

    assertThat(first.path("parameter")).hasSize(3);
    assertThat(part(second.at("/parameter/0"), "what")).isEqualTo("create");
    assertThat(second.path("parameter")).hasSize(1);
    assertThat(get("/Patient/" + id + "/$accesses?before=x").status()).isEqualTo(400);
  }

  @Test
  void isToldToThePatientToCliniciansAndToAuditorsAlone() {
    String id = post("/Patient", patient("Jo")).id();
    String path = "/Patient/" + id + "/$accesses";

    assertThat(get(path, ROLE, "clinician").status()).isEqualTo(200);
    assertThat(get(path, ROLE, "auditor").status()).isEqualTo(200);
    assertThat(get(path, ROLE, "app", LAUNCHED, id).status()).isEqualTo(200);
    for (String[] other :
        List.of(
            new String[] {ROLE, "coordinator"},
            new String[] {ROLE, "registrar"},
            new String[] {ROLE, "administrator"},
            new String[] {ROLE, "app", LAUNCHED, "somebody-else"})) {
      assertThat(get(path, other).status()).as(String.join(" ", other)).isEqualTo(403);
    }
    assertThat(get("/Patient/none-of-that-id/$accesses", ROLE, "clinician").status())
        .isEqualTo(404);
  }

  private static String part(JsonNode parameter, String name) {
    for (JsonNode part : parameter.path("part")) {
      if (part.path("name").asString().equals(name)) {
        return part.properties().stream()
            .filter(field -> field.getKey().startsWith("value"))
            .map(field -> field.getValue().asString())
            .findFirst()
            .orElse("");
      }
    }
    return "";
  }
}
