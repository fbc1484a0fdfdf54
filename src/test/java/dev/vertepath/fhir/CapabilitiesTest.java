package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import java.util.ArrayList;
import java.util.List;
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
        .containsExactly("transaction", "batch", "history-system");
  }

  @Test
  void everySearchParameterThatIsNamedIsAnswered() {
    JsonNode rest = get("/metadata").json().path("rest").path(0);
    for (JsonNode resource : rest.path("resource")) {
      String type = resource.path("type").asString();
      String query =
          StreamSupport.stream(resource.path("searchParam").spliterator(), false)
              .map(p -> p.path("name").asString() + ":missing=true")
              .reduce("_count=0", (a, b) -> a + "&" + b);
      assertThat(get("/" + type + "?" + query).status()).as(type).isEqualTo(200);
    }
  }

  @Test
  void everyOperationIsNamedWithItsDefinition() {
    JsonNode rest = get("/metadata").json().path("rest").path(0);

    assertThat(rest.has("operation")).isFalse();
    for (JsonNode resource : rest.path("resource")) {
      List<String> operations = new ArrayList<>(OPERATIONS);
      if (resource.path("type").asString().equals("Patient")) {
        operations.add("match Patient-match");
        operations.add("everything Patient-everything");
      }
      if (resource.path("type").asString().equals("SearchParameter")) {
        operations.add(
            "reindex-status https://vertepath.dev/fhir/OperationDefinition/SearchParameter-reindex-status");
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
