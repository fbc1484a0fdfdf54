package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What cannot be told is not answered. */
class AuditUnavailableTest extends AuditOverHttp {

  private String id;

  @BeforeEach
  void theTrailGoesAway() {
    id = post("/Patient", patient("Quillfeather")).id();
    told();
    jdbc.sql("alter table audit_event rename to audit_event_away").update();
  }

  @AfterEach
  void andComesBack() {
    jdbc.sql("alter table if exists audit_event_away rename to audit_event").update();
  }

  @Test
  void nothingIsReadSearchedForOrRefused() {
    for (Response answer :
        List.of(
            get("/Patient/" + id),
            get("/Patient/" + id, "Accept", XML),
            get("/Patient?family=Quillfeather"),
            get("/Patient/" + id + "/_history"),
            get("/Patient/" + id + "/$everything"),
            get("/Patient/none"),
            get("/Patient/" + id, ROLE, "registrar"),
            get("/Patient/" + id, "If-None-Match", "W/\"1\""),
            get("http://127.0.0.1:" + port + "/elsewhere"),
            post("", bundle("batch", entry("GET", "Patient/" + id))))) {
      assertWithheld(answer);
    }
    assertThat(get("/metadata").status()).isEqualTo(200);
  }

  @Test
  void nothingIsStored() {
    assertWithheld(post("/Patient", patient("Rumpelstein")));
    assertWithheld(delete("/Patient/" + id));
    assertWithheld(post("", transaction(entry("POST", "Patient", patient("Rumpelstein")))));
    andComesBack();

    assertThat(get("/Patient?family=Rumpelstein").json().path("total").asInt()).isZero();
    assertThat(get("/Patient/" + id).status()).isEqualTo(200);
  }

  private static void assertWithheld(Response answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isNotBlank();
    assertThat(answer.header("ETag")).isEmpty();
    assertThat(answer.text())
        .contains("OperationOutcome")
        .doesNotContain("Quillfeather")
        .doesNotContain("Rumpelstein");
  }
}
