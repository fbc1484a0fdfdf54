package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;

/** Every interaction with a resource, as HAPI's client sends it, and how each is refused. */
class HapiClientTest extends HapiOverHttp {

  private static final IIdType NOBODY = new IdType("Patient/nobody-of-hapi");

  @Test
  void createsWithAnIdOfTheServerAndRefusesWhatLacksAnElement() {
    MethodOutcome created = client.create().resource(person("Aas")).execute();

    assertThat(created.getCreated()).isTrue();
    assertThat(created.getId().getVersionIdPart()).isEqualTo("1");
    assertThatThrownBy(() -> client.create().resource(new Condition()).execute())
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("Condition.subject");
  }

  @Test
  void refusesAReferenceToNothing() {
    var condition = new Condition().setSubject(new Reference(NOBODY));

    assertThatThrownBy(() -> client.create().resource(condition).execute())
        .isInstanceOf(UnprocessableEntityException.class)
        .hasMessageContaining("Condition.subject");
  }

  @Test
  void readsTheCurrentVersionAndTellsNeverFromNoLonger() {
    IIdType id = stored(person("Berg"));

    Patient read = client.read().resource(Patient.class).withId(id).execute();
    client.delete().resourceById(id).execute();

    assertThat(read.getNameFirstRep().getFamily()).isEqualTo("Berg");
    assertThatThrownBy(() -> client.read().resource(Patient.class).withId(id).execute())
        .isInstanceOf(ResourceGoneException.class);
    assertThatThrownBy(() -> client.read().resource(Patient.class).withId(NOBODY).execute())
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void sparesAReadOfWhatTheClientHas() {
    IIdType id = stored(person("Carl"));
    var kept = new Patient();

    assertThat(readUnless(id, "1", kept)).isSameAs(kept);
    assertThat(readUnless(id, "0", kept)).isNotSameAs(kept);
  }

  private Patient readUnless(IIdType id, String version, Patient kept) {
    return client
        .read()
        .resource(Patient.class)
        .withId(id)
        .ifVersionMatches(version)
        .returnResource(kept)
        .execute();
  }

  @Test
  void readsOldVersionsAndRefusesThoseThatNeverWere() {
    IIdType id = stored(person("Dahl"));
    changed(id, "Dahl-Lund");

    assertThat(read(id.withVersion("1")).getNameFirstRep().getFamily()).isEqualTo("Dahl");
    assertThat(read(id.withVersion("2")).getNameFirstRep().getFamily()).isEqualTo("Dahl-Lund");
    assertThatThrownBy(() -> read(id.withVersion("3")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private Patient read(IIdType id) {
    return client.read().resource(Patient.class).withId(id).execute();
  }

  private MethodOutcome changed(IIdType id, String family) {
    return client.update().resource(person(family).setId(id)).execute();
  }

  @Test
  void updatesUnderAnIdOfTheClientAndRefusesAStaleVersion() {
    var id = new IdType("Patient/hapi-ek");

    assertThat(changed(id, "Ek").getCreated()).isTrue();
    MethodOutcome second = changed(id, "Eklund");

    assertThat(second.getId().getVersionIdPart()).isEqualTo("2");
    Patient stale = person("Ekman");
    stale.setId(id);
    assertThatThrownBy(
            () ->
                client
                    .update()
                    .resource(stale)
                    .withAdditionalHeader("If-Match", "W/\"1\"")
                    .execute())
        .isInstanceOf(PreconditionFailedException.class)
        .hasMessageContaining("is 2");
  }

  @Test
  void patchesByFhirPathAndByJsonAndRefusesAPatchThatDoesNotFit() {
    IIdType id = stored(person("Foss"));

    client.patch().withFhirPatch(replacing("Patient.name.family", "Fossum")).withId(id).execute();
    client
        .patch()
        .withBody("[{\"op\":\"add\",\"path\":\"/active\",\"value\":true}]")
        .withId(id)
        .execute();

    assertThat(read(id).getNameFirstRep().getFamily()).isEqualTo("Fossum");
    assertThat(read(id).getActive()).isTrue();
    assertThatThrownBy(
            () ->
                client
                    .patch()
                    .withFhirPatch(replacing("Patient.contact.gender", "male"))
                    .withId(id)
                    .execute())
        .isInstanceOf(ResourceVersionConflictException.class);
    assertThatThrownBy(() -> client.patch().withBody("[{}]").withId(id).execute())
        .isInstanceOf(InvalidRequestException.class);
  }

  private static Parameters replacing(String path, String value) {
    var patch = new Parameters();
    ParametersParameterComponent operation = patch.addParameter().setName("operation");
    operation.addPart().setName("type").setValue(new CodeType("replace"));
    operation.addPart().setName("path").setValue(new StringType(path));
    operation.addPart().setName("value").setValue(new StringType(value));
    return patch;
  }

  @Test
  void deletesAndRefusesToWhileOthersRefer() {
    IIdType patient = stored(person("Gran"));
    IIdType observation = stored(observation(patient, "gran"));

    assertThatThrownBy(() -> client.delete().resourceById(patient).execute())
        .isInstanceOf(ResourceVersionConflictException.class)
        .hasMessageContaining(observation.getValue());
    client.delete().resourceById(observation).execute();
    client.delete().resourceById(patient).execute();

    assertThatThrownBy(() -> read(patient)).isInstanceOf(ResourceGoneException.class);
  }

  @Test
  void createsOnceUnderACondition() {
    Patient patient = person("Holm").addIdentifier(identifier("holm"));
    String condition = "Patient?identifier=" + SYSTEM + "|holm";

    MethodOutcome first = client.create().resource(patient).conditionalByUrl(condition).execute();
    MethodOutcome second = client.create().resource(patient).conditionalByUrl(condition).execute();

    assertThat(second.getId()).isEqualTo(first.getId());
    client.create().resource(patient).execute();
    assertThatThrownBy(
            () -> client.create().resource(patient).conditionalByUrl(condition).execute())
        .isInstanceOf(PreconditionFailedException.class);
  }

  @Test
  void updatesPatchesAndDeletesUnderACondition() {
    IIdType id = stored(person("Iversen").addIdentifier(identifier("iversen")));
    String condition = "Patient?identifier=" + SYSTEM + "|iversen";
    Patient changed = person("Ibsen").addIdentifier(identifier("iversen"));

    client.update().resource(changed).conditionalByUrl(condition).execute();
    client
        .patch()
        .withFhirPatch(replacing("Patient.name.family", "Imsen"))
        .conditional(Patient.class)
        .where(Patient.IDENTIFIER.exactly().systemAndIdentifier(SYSTEM, "iversen"))
        .execute();
    assertThat(read(id).getNameFirstRep().getFamily()).isEqualTo("Imsen");
    client.delete().resourceConditionalByUrl(condition).execute();

    assertThatThrownBy(() -> read(id)).isInstanceOf(ResourceGoneException.class);
  }

  @Test
  void touchesNothingUnderAConditionThatSeveralMeet() {
    stored(person("Juhl").addIdentifier(identifier("juhl")));
    stored(person("Juhl").addIdentifier(identifier("juhl")));
    String condition = "Patient?identifier=" + SYSTEM + "|juhl";

    assertThatThrownBy(
            () -> client.update().resource(person("J")).conditionalByUrl(condition).execute())
        .isInstanceOf(PreconditionFailedException.class);
    assertThatThrownBy(() -> client.delete().resourceConditionalByUrl(condition).execute())
        .isInstanceOf(PreconditionFailedException.class);
  }

  @Test
  void listsTheVersionsOfAResourcePageByPage() {
    IIdType id = stored(person("Krog-1"));
    changed(id, "Krog-2");
    changed(id, "Krog-3");
    client.delete().resourceById(id).execute();

    Bundle page = client.history().onInstance(id).returnBundle(Bundle.class).count(3).execute();
    Bundle last = client.loadPage().next(page).execute();

    assertThat(versions(page))
        .containsExactly("Patient 4 DELETE", "Patient 3 PUT", "Patient 2 PUT");
    assertThat(versions(last)).containsExactly("Patient 1 POST");
    assertThat(versions(client.loadPage().previous(last).execute())).isEqualTo(versions(page));
    assertThatThrownBy(
            () -> client.history().onInstance(NOBODY).returnBundle(Bundle.class).execute())
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private static List<String> versions(Bundle page) {
    List<String> versions = new ArrayList<>();
    for (var entry : page.getEntry()) {
      String etag = entry.getResponse().getEtag().replaceAll("\\D", "");
      versions.add("Patient " + etag + " " + entry.getRequest().getMethod().toCode());
    }
    return versions;
  }

  @Test
  void listsTheVersionsOfATypeAndOfTheWholeSystemSinceAndAtAnInstant() {
    IIdType id = stored(person("Lind"));
    Date stored = read(id).getMeta().getLastUpdated();

    Bundle ofType =
        client
            .history()
            .onType(Patient.class)
            .returnBundle(Bundle.class)
            .since(stored)
            .count(1)
            .execute();
    Bundle ofAll =
        client.history().onServer().returnBundle(Bundle.class).at(at(stored)).count(1).execute();

    assertThat(ofType.getEntryFirstRep().getFullUrl()).endsWith(id.getValue());
    assertThat(ofAll.getEntry()).hasSize(1);
    assertThat(get("/Nothing/_history").status()).isEqualTo(404);
  }

  private static DateRangeParam at(Date instant) {
    return new DateRangeParam(instant, instant);
  }

  @Test
  void speaksXmlBothWays() {
    IGenericClient inXml = newClient();
    inXml.setEncoding(EncodingEnum.XML);

    IIdType id = inXml.create().resource(person("Moe")).execute().getId().toUnqualified();
    Patient read = inXml.read().resource(Patient.class).withId(id).execute();
    Bundle found =
        inXml
            .search()
            .forResource(Patient.class)
            .where(Patient.FAMILY.matches().value("moe"))
            .returnBundle(Bundle.class)
            .execute();

    assertThat(read.getNameFirstRep().getFamily()).isEqualTo("Moe");
    assertThat(found.getTotal()).isEqualTo(1);
    assertThatThrownBy(() -> inXml.read().resource(Patient.class).withId(NOBODY).execute())
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class,
            e -> assertThat(e.getOperationOutcome()).isInstanceOf(OperationOutcome.class));
  }
}
