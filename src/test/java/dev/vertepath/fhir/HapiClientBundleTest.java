package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import ca.uhn.fhir.util.BundleBuilder;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;

/** Batches and transactions as HAPI's client builds and sends them. */
class HapiClientBundleTest extends HapiOverHttp {

  private static final IIdType URN = new IdType("urn:uuid:1d1c7cc2-7b2f-4f0c-9d60-8f4a1f0f8a51");

  private Bundle sent(BundleBuilder builder) {
    return client.transaction().withBundle((Bundle) builder.getBundle()).execute();
  }

  @Test
  void storesATransactionWholeAndResolvesItsReferences() {
    var builder = new BundleBuilder(context);
    Patient patient = person("Nyberg");
    patient.setId(URN);
    builder.addTransactionCreateEntry(observation(URN, "nyberg"));
    builder.addTransactionCreateEntry(patient);

    Bundle answer = sent(builder);

    assertThat(answer.getEntry())
        .extracting(e -> e.getResponse().getStatus())
        .containsExactly("201 Created", "201 Created");
    var observation = new IdType(answer.getEntryFirstRep().getResponse().getLocation());
    Observation stored = client.read().resource(Observation.class).withId(observation).execute();
    assertThat(stored.getSubject().getReference())
        .isEqualTo(
            new IdType(answer.getEntry().get(1).getResponse().getLocation())
                .toVersionless()
                .getValue());
  }

  @Test
  void refusesATransactionWholeAndNamesTheEntry() {
    var builder = new BundleBuilder(context);
    builder.addTransactionCreateEntry(person("Only-whole"));
    builder.addTransactionCreateEntry(observation(new IdType("Patient/nobody-of-hapi"), "x"));

    assertThatThrownBy(() -> sent(builder))
        .isInstanceOf(UnprocessableEntityException.class)
        .hasMessageContaining("Bundle.entry[1]");
    assertThat(get("/Patient?family=only-whole").json().path("total").asInt()).isZero();
  }

  @Test
  void updatesDeletesAndCreatesUnderConditions() {
    IIdType kept = stored(person("Olsen").addIdentifier(identifier("olsen")));
    IIdType gone = stored(person("Olsson"));
    var builder = new BundleBuilder(context);
    builder
        .addTransactionUpdateEntry(person("Olson").addIdentifier(identifier("olsen")))
        .conditional("Patient?identifier=" + SYSTEM + "|olsen");
    builder.addTransactionDeleteEntry(gone);
    builder.addTransactionCreateEntry(person("Oh")).conditional("Patient?_id=" + kept.getIdPart());

    Bundle answer = sent(builder);

    assertThat(answer.getEntry())
        .extracting(e -> e.getResponse().getStatus())
        .containsExactly("200 OK", "204 No Content", "200 OK");
    var twice = new BundleBuilder(context);
    twice.addTransactionUpdateEntry((Patient) person("One").setId(kept));
    twice.addTransactionDeleteEntry(kept);
    assertThatThrownBy(() -> sent(twice))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("Bundle.entry[1]");
  }

  @Test
  void refusesATransactionWhoseConditionSeveralMeet() {
    stored(person("Pihl").addIdentifier(identifier("pihl")));
    stored(person("Pihl").addIdentifier(identifier("pihl")));
    var builder = new BundleBuilder(context);
    builder
        .addTransactionUpdateEntry(person("Pil"))
        .conditional("Patient?identifier=" + SYSTEM + "|pihl");

    assertThatThrownBy(() -> sent(builder)).isInstanceOf(PreconditionFailedException.class);
  }

  @Test
  void answersEachEntryOfABatchByItself() {
    IIdType id = stored(person("Quam"));
    var batch = new Bundle().setType(BundleType.BATCH);
    batch.addEntry().getRequest().setMethod(HTTPVerb.GET).setUrl("Patient/nobody-of-hapi");
    batch.addEntry().getRequest().setMethod(HTTPVerb.GET).setUrl(id.getValue());
    batch.addEntry().getRequest().setMethod(HTTPVerb.GET).setUrl("Patient?family=quam");

    Bundle answer = client.transaction().withBundle(batch).execute();

    assertThat(answer.getEntry())
        .extracting(e -> e.getResponse().getStatus())
        .containsExactly("404 Not Found", "200 OK", "200 OK");
    assertThat(answer.getEntryFirstRep().getResponse().getOutcome())
        .isInstanceOf(OperationOutcome.class);
    assertThat(((Bundle) answer.getEntry().get(2).getResource()).getTotal()).isEqualTo(1);
  }

  @Test
  void readsNothingAsOfThenWithinABundle() {
    var batch = new Bundle().setType(BundleType.BATCH);
    batch.addEntry().getRequest().setMethod(HTTPVerb.GET).setUrl("Patient/x?_asOf=2020");

    Bundle answer = client.transaction().withBundle(batch).execute();

    assertThat(answer.getEntryFirstRep().getResponse().getStatus()).isEqualTo("400 Bad Request");
  }
}
