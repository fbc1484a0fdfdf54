package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The service tells what it can do, and HAPI's own client gets on with it. */
class CapabilitiesTest extends FhirOverHttp {

  private static final List<String> OPERATIONS =
      List.of(
          "meta Resource-meta",
          "meta-add Resource-meta-add",
          "meta-delete Resource-meta-delete",
          "validate Resource-validate");

  @Autowired FhirContext context;

  @Test
  void everyResourceTypeOfR4IsServed() {
    JsonNode rest = get("/metadata").json().path("rest").path(0);

    assertThat(rest.path("resource")).hasSize(context.getResourceTypes().size());
    assertThat(rest.path("interaction").valueStream())
        .extracting(i -> i.path("code").asString())
        .containsExactly("transaction", "batch", "history-system", "search-system");
  }

  @Test
  void everySearchParameterThatIsNamedIsAnswered() {
    JsonNode rest = get("/metadata").json().path("rest").path(0);
    for (JsonNode resource : rest.path("resource")) {
      String type = resource.path("type").asString();
      if (type.equals("AuditEvent")) {
        // It lies in a table of its own: AuditReadTest.
        continue;
      }
      String query =
          StreamSupport.stream(resource.path("searchParam").spliterator(), false)
              .map(p -> p.path("name").asString() + ":missing=true")
              .reduce("_count=0", (a, b) -> a + "&" + b);
      assertThat(get("/" + type + "?" + query).status()).as(type).isEqualTo(200);
    }
  }

  @Test
  void everyIncludeThatIsNamedIsServed() {
    JsonNode rest = get("/metadata").json().path("rest").path(0);
    for (JsonNode resource : rest.path("resource")) {
      String type = resource.path("type").asString();
      String form =
          "_count=1&" + includes(resource, "_include") + "&" + includes(resource, "_revinclude");

      Response found =
          send(
              "POST",
              "/" + type + "/_search",
              form.getBytes(StandardCharsets.UTF_8),
              "Content-Type",
              "application/x-www-form-urlencoded");

      assertThat(found.status()).as("%s: %s", type, found.text()).isEqualTo(200);
    }
  }

  private static String includes(JsonNode resource, String parameter) {
    String field = parameter.equals("_include") ? "searchInclude" : "searchRevInclude";
    return resource
        .path(field)
        .valueStream()
        .map(include -> parameter + "=" + include.asString())
        .collect(Collectors.joining("&"));
  }

  @Test
  void namesTheIncludesThatLeadSomewhereAndNoOthers() {
    JsonNode patient = resource("Patient");

    assertThat(texts(patient.path("searchInclude")))
        .containsExactly(
            "*", "Patient:general-practitioner", "Patient:link", "Patient:organization");
    assertThat(texts(patient.path("searchRevInclude")))
        .contains("*", "Observation:subject", "Provenance:target", "List:item")
        .doesNotContain("Encounter:service-provider");
    // What it names is named by the URLs of definitions, which nothing follows.
    assertThat(texts(resource("PlanDefinition").path("searchInclude")))
        .doesNotContain("PlanDefinition:depends-on");
    assertThat(get("/PlanDefinition?_include=PlanDefinition:depends-on").status()).isEqualTo(400);
  }

  @Test
  void tellsWhatHoldsForAllTypes() {
    JsonNode rest = get("/metadata").json().path("rest").path(0);

    assertThat(rest.path("searchParam").valueStream())
        .extracting(p -> p.path("name").asString())
        .containsExactly(
            "_has",
            "_list",
            "_type",
            "_id",
            "_lastUpdated",
            "_profile",
            "_security",
            "_source",
            "_tag");
    assertThat(get("?_type=Patient,Basic&_list=none&_tag=x&_profile=x&_source=x").status())
        .isEqualTo(200);
    assertThat(get("/Patient?_has:Observation:patient:code=x&_list=none").status()).isEqualTo(200);
    for (JsonNode resource : rest.path("resource")) {
      if (resource.path("type").asString().equals("AuditEvent")) {
        continue;
      }
      assertThat(texts(resource.path("referencePolicy")))
          .containsExactly("literal", "logical", "enforced");
      assertThat(resource.path("searchParam").valueStream())
          .extracting(p -> p.path("name").asString())
          .contains("_id", "_lastUpdated", "_profile", "_security", "_source", "_tag");
    }
  }

  /** A client reads it at every start: it stays below a megabyte, and a tenth of that zipped. */
  @Test
  void isOfASizeThatClientsCanBear() {
    byte[] statement = get("/metadata").http().body();

    assertThat(statement).hasSizeLessThan(1_000_000);
    assertThat(gzip(statement)).hasSizeLessThan(100_000);
  }

  private JsonNode resource(String type) {
    for (JsonNode resource : get("/metadata").json().at("/rest/0/resource")) {
      if (resource.path("type").asString().equals(type)) {
        return resource;
      }
    }
    throw new AssertionError(type);
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  @Test
  void everyOperationIsNamedWithItsDefinition() {
    JsonNode rest = get("/metadata").json().path("rest").path(0);

    assertThat(rest.path("operation").valueStream())
        .extracting(o -> o.path("name").asString())
        .containsExactly(
            "dead-letters",
            "drop-dead-letter",
            "message",
            "message-drop",
            "message-dry-run",
            "message-replay",
            "messages",
            "meta",
            "process-message",
            "resend-dead-letter",
            "tombstones");
    for (JsonNode resource : rest.path("resource")) {
      List<String> operations = new ArrayList<>(OPERATIONS);
      if (resource.path("type").asString().equals("Patient")) {
        operations.add("match Patient-match");
        operations.add("everything Patient-everything");
        for (String own :
            List.of(
                "break-glass", "broken-glass", "review-broken-glass", "purge", "purge-preview")) {
          operations.add(own + " https://vertepath.dev/fhir/OperationDefinition/Patient-" + own);
        }
        operations.add("accesses https://vertepath.dev/fhir/OperationDefinition/Patient-accesses");
      }
      if (resource.path("type").asString().equals("Subscription")) {
        String backport = "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/";
        operations.add("status " + backport + "backport-subscription-status");
        operations.add("events " + backport + "backport-subscription-events");
        operations.add("secret https://vertepath.dev/fhir/OperationDefinition/Subscription-secret");
      }
      if (resource.path("type").asString().equals("SearchParameter")) {
        operations.add(
            "reindex-status https://vertepath.dev/fhir/OperationDefinition/SearchParameter-reindex-status");
      }
      if (resource.path("type").asString().equals("AuditEvent")) {
        operations.removeIf(operation -> operation.startsWith("meta-"));
        operations.add("verify https://vertepath.dev/fhir/OperationDefinition/AuditEvent-verify");
      }
      assertThat(resource.path("operation").valueStream())
          .extracting(
              o ->
                  o.path("name").asString()
                      + " "
                      + o.path("definition")
                          .asString()
                          .replace("http://hl7.org/fhir/OperationDefinition/", ""))
          .containsExactlyInAnyOrderElementsOf(operations);
    }
  }

  @Test
  void namesTheBuild() {
    JsonNode software = get("/metadata").json().path("software");

    assertThat(software.path("version").asString()).matches("\\d+\\.\\d+.*");
  }

  @Test
  void hapisClientCreatesReadsUpdatesSearchesAndDeletes() {
    context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.ONCE);
    IGenericClient client = context.newRestfulGenericClient(base());
    var patient = new Patient();
    patient.addName().setFamily("Hapi");

    var created = client.create().resource(patient).execute();
    Patient read = client.read().resource(Patient.class).withId(created.getId()).execute();
    read.setActive(true);
    client.update().resource(read).execute();
    Bundle found =
        client
            .search()
            .forResource(Patient.class)
            .where(Patient.FAMILY.matches().value("hapi"))
            .returnBundle(Bundle.class)
            .execute();
    Bundle history =
        client.history().onInstance(created.getId()).returnBundle(Bundle.class).execute();
    client.delete().resourceById(created.getId().toUnqualifiedVersionless()).execute();

    assertThat(found.getTotal()).isEqualTo(1);
    assertThat(history.getEntry()).hasSize(2);
  }
}
