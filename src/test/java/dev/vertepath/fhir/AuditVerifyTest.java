package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The operation that verifies the audit trail. */
class AuditVerifyTest extends AuditOverHttp {

  @Test
  void tellsThatAllIsAsItWasAndNamesTheFirstThatIsNot() {
    String id = post("/Patient", patient("Vera")).id();
    get("/Patient/" + id);
    long event =
        jdbc.sql("select max(seq) from audit_event where patients = array[?]::text[]")
            .param(id)
            .query(Long.class)
            .single();
    await().atMost(Duration.ofMinutes(1)).until(() -> isLinked(event));
    assertThat(part(verify(""), "sound", "valueBoolean")).isEqualTo("true");
    assertThat(part(verify(""), "publicKey", "valueString")).isNotBlank();

    change("update audit_event set name = 'somebody else' where seq = " + event);
    JsonNode broken = verify("");
    change("update audit_event set name = 'local' where seq = " + event);

    assertThat(part(broken, "sound", "valueBoolean")).isEqualTo("false");
    assertThat(broken.toString()).contains("AuditEvent/" + event).contains("\"changed\"");
    assertThat(part(verify(""), "sound", "valueBoolean")).isEqualTo("true");
    assertThat(part(verify("?from=1&to=1"), "to", "valueDecimal")).isEqualTo("1");
  }

  @Test
  void isForAuditors() {
    assertThat(get("/AuditEvent/$verify", ROLE, "auditor").status()).isEqualTo(200);
    assertThat(get("/AuditEvent/$verify", ROLE, "clinician").status()).isEqualTo(403);
    assertThat(get("/AuditEvent/$verify?from=x").status()).isEqualTo(400);
  }

  private boolean isLinked(long event) {
    return jdbc.sql("select exists (select from audit_chain where ? = any (events))")
        .param(event)
        .query(Boolean.class)
        .single();
  }

  private JsonNode verify(String query) {
    return get("/AuditEvent/$verify" + query).json();
  }

  private void change(String statement) {
    jdbc.sql("alter table audit_event disable trigger only_added_to").update();
    jdbc.sql(statement).update();
    jdbc.sql("alter table audit_event enable trigger only_added_to").update();
  }

  private static String part(JsonNode parameters, String name, String kind) {
    return parameters
        .path("parameter")
        .valueStream()
        .filter(parameter -> parameter.path("name").asString().equals(name))
        .map(parameter -> parameter.path(kind).asString())
        .findFirst()
        .orElse("");
  }
}
