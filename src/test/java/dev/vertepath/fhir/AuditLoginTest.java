package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Who does not come in is told of, and no more of what was asked for than the path. */
@TestPropertySource(
    properties = {
      "vertepath.issuer=http://127.0.0.1:1/nobody",
      "vertepath.audience=https://vertepath.example/fhir"
    })
class AuditLoginTest extends AuditOverHttp {

  @Test
  void aLoginThatFailedIsToldWithItsPathAlone() {
    Response none = get("/Patient?family=Nobody");
    Response bad = get("/Patient/1", "Authorization", "Bearer x.y.z");
    Response token =
        send(
            "POST",
            "http://127.0.0.1:" + port + "/oauth2/token",
            quoted("grant_type=client_credentials"),
            "Content-Type",
            "application/x-www-form-urlencoded");

    assertThat(List.of(none.status(), bad.status(), token.status())).containsOnly(401);
    assertThat(queries())
        .filteredOn(query -> !query.startsWith("PUT"))
        .containsExactly("GET /fhir/Patient", "GET /fhir/Patient/1", "POST /oauth2/token");
    assertThat(told()).hasSize(3).containsOnly("login 4 HTTP 401");
  }

  private List<String> queries() {
    return jdbc.sql("select query from audit_event where query is not null order by seq")
        .query((row, number) -> row.getString(1))
        .list();
  }

  @Test
  void whatIsPublicIsNotTold() {
    assertThat(get("/metadata").status()).isEqualTo(200);
    get("http://127.0.0.1:" + port + "/actuator/health");

    assertThat(told()).isEmpty();
  }
}
