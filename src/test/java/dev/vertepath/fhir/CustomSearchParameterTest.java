package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** SearchParameters that hospitals store: how they come into effect, as seen on the wire. */
class CustomSearchParameterTest extends FhirOverHttp {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;

  @Test
  void isRefusedUntilWhatWasThereIsIndexedAndItsProgressCanBeSeen() {
    post("/Patient", "{'resourceType':'Patient','contact':[{'name':{'family':'Nachtigall'}}]}");
    String status = "/SearchParameter/emergency/$reindex-status";

    // While a writer is at work that may not know of it, nothing begins.
    new TransactionTemplate(transactions)
        .executeWithoutResult(
            open -> {
              jdbc.sql("lock table resource in row exclusive mode").update();
              assertThat(put("/SearchParameter/emergency", definition("emergency")).status())
                  .isEqualTo(201);
              Response early = get("/Patient?emergency=nachtigall");
              assertThat(early.status()).isEqualTo(503);
              assertThat(early.issues()).containsExactly("transient");
              assertThat(early.header("Retry-After")).isNotEmpty();
              assertThat(early.text()).contains("SearchParameter/$reindex-status");
              assertThat(progress(get(status).json()))
                  .containsEntry("type", "Patient")
                  .containsEntry("code", "emergency")
                  .containsEntry("source", "SearchParameter/emergency")
                  .containsEntry("state", "waiting");
            });

    await()
        .atMost(PATIENCE)
        .until(() -> progress(get(status).json()).get("state"), "complete"::equals);
    assertThat(progress(get(status).json()).get("done"))
        .isEqualTo(progress(get(status).json()).get("total"))
        .isNotEqualTo("0");
    assertThat(get("/Patient?emergency=nachtigall").json().path("total").asInt()).isEqualTo(1);
  }

  @Test
  void progressOfAllIsToldTogetherTheServicesOwnIncluded() {
    Response all = get("/SearchParameter/$reindex-status");

    assertThat(all.status()).isEqualTo(200);
    assertThat(all.text()).contains("https://vertepath.dev/fhir/SearchParameter/CarePlan-next-due");
    assertThat(get("/SearchParameter/none/$reindex-status").status()).isEqualTo(404);
    assertThat(get("/Patient/$reindex-status").status()).isEqualTo(404);
  }

  @Test
  void thatHasNoEffectHasNoProgress() {
    put("/SearchParameter/idle", definition("idle").replace("'active'", "'draft'"));

    Response status = get("/SearchParameter/idle/$reindex-status");

    assertThat(status.status()).isEqualTo(200);
    assertThat(status.json().path("parameter")).isEmpty();
    assertThat(get("/Patient?idle=x").status()).isEqualTo(400);
  }

  @Test
  void thatCannotWorkIs422WithItsPlaces() {
    Response refused =
        put(
            "/SearchParameter/wrong",
            definition("gender").replace("'Patient.contact", "'Patient.kontact"));
    Response inBundle =
        post(
            "",
            "{'resourceType':'Bundle','type':'transaction','entry':[{'fullUrl':'urn:x','resource':%s,'request':{'method':'PUT','url':'SearchParameter/composed'}}]}"
                .formatted(definition("composed").replace("'string'", "'composite'")));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.issues())
        .containsExactlyInAnyOrder(
            "duplicate SearchParameter.code", "value SearchParameter.expression");
    assertThat(refused.text()).contains("has no element 'kontact'");
    assertThat(inBundle.status()).isEqualTo(422);
    assertThat(inBundle.issues()).containsExactly("not-supported Bundle.entry[0].resource.type");
    assertThat(get("/SearchParameter/wrong").status()).isEqualTo(404);
  }

  @Test
  void theServicesOwnAreInTheCapabilityStatementWithTheirDefinitions() {
    Map<String, String> definitions = new TreeMap<>();
    for (JsonNode resource : get("/metadata").json().at("/rest/0/resource")) {
      for (JsonNode parameter : resource.path("searchParam")) {
        if (parameter.path("definition").asString("").contains("vertepath")) {
          definitions.put(
              resource.path("type").asString() + "." + parameter.path("name").asString(),
              parameter.path("definition").asString());
        }
      }
    }

    assertThat(definitions)
        .containsEntry(
            "CarePlan.next-due", "https://vertepath.dev/fhir/SearchParameter/CarePlan-next-due")
        .containsEntry("Task.due", "https://vertepath.dev/fhir/SearchParameter/Task-due");
  }

  private static Map<String, String> progress(JsonNode parameters) {
    Map<String, String> parts = new TreeMap<>();
    for (JsonNode part : parameters.at("/parameter/0/part")) {
      part.properties().stream()
          .filter(field -> field.getKey().startsWith("value"))
          .forEach(field -> parts.put(part.path("name").asString(), field.getValue().asString()));
    }
    return parts;
  }

  private static String definition(String code) {
    return ("{'resourceType':'SearchParameter','id':'%s','url':'https://hospital.example/%s',"
            + "'name':'n','description':'d','status':'active','base':['Patient'],'code':'%s',"
            + "'type':'string','expression':'Patient.contact.name.family'}")
        .formatted(code.equals("gender") ? "wrong" : code, code, code);
  }
}
