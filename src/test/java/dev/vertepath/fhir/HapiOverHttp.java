package dev.vertepath.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** The service as HAPI's own client sees it, which hospitals' programs are written with. */
abstract class HapiOverHttp extends FhirOverHttp {

  static final String SYSTEM = "urn:hapi-client";

  @Autowired FhirContext context;

  IGenericClient client;

  @BeforeEach
  void connect() {
    client = newClient();
  }

  IGenericClient newClient() {
    context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
    return context.newRestfulGenericClient(base());
  }

  /** Not stored. */
  static Patient person(String family) {
    var patient = new Patient();
    patient.addName().setFamily(family);
    return patient;
  }

  static Identifier identifier(String value) {
    return new Identifier().setSystem(SYSTEM).setValue(value);
  }

  /** Not stored. */
  static Observation observation(IIdType patient, String code) {
    var observation = new Observation();
    observation.setStatus(ObservationStatus.FINAL).setSubject(new Reference(patient));
    observation.getCode().addCoding().setSystem(SYSTEM).setCode(code);
    return observation;
  }

  /** Its id has no version. */
  IIdType stored(Resource resource) {
    return client.create().resource(resource).execute().getId().toUnqualifiedVersionless();
  }

  static int matches(Bundle page) {
    return (int)
        page.getEntry().stream()
            .filter(e -> e.getSearch().getMode() == Bundle.SearchEntryMode.MATCH)
            .count();
  }
}
