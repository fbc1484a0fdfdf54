package dev.vertepath.record.store;

import static dev.vertepath.record.store.RecordOnPostgres.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import dev.vertepath.record.ResourceKey;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** R4 http.html, "Transaction Processing Rules": deletes, creates, changes, looks. */
class VerbOrderTest {

  private final RecordOnPostgres store = new RecordOnPostgres(true, Clock.systemUTC());

  @AfterEach
  void close() {
    store.close();
  }

  private static String patient(String value) {
    return "{'resourceType':'Patient','identifier':[{'system':'urn:v','value':'%s'}]}"
        .formatted(value);
  }

  private static Interaction create(String body, String condition) {
    return new Interaction.Create(null, json(body), condition.isEmpty() ? null : condition);
  }

  private static String condition(String subject) {
    return "{'resourceType':'Condition','subject':{'reference':'%s'}}".formatted(subject);
  }

  private RecordException refusal(Interaction... interactions) {
    return catchThrowableOfType(
        RecordException.class, () -> store.record.transact(List.of(interactions)));
  }

  private static List<String> places(RecordException e) {
    return e.problems().stream().map(Problem::expression).toList();
  }

  @Test
  void aConditionalCreateFindsNothingOfWhatTheSameTransactionDeletes() {
    ResourceKey old = store.create(patient("1")).key();

    List<Outcome> outcomes =
        store.record.transact(
            List.of(
                create(patient("1"), "identifier=urn:v|1"),
                new Interaction.ConditionalDelete("Patient", "identifier=urn:v|1")));

    var created = ((Outcome.Created) outcomes.getFirst()).resource();
    assertThat(created.key()).isNotEqualTo(old);
    assertThat(((Outcome.Deleted) outcomes.get(1)).version()).isEqualTo(2);
    assertThat(store.ids("Patient", "identifier=urn:v|1")).containsExactly(created.key().id());
  }

  @Test
  void aConditionalReferenceDoesNotMeanWhatTheSameTransactionDeletesOrRenames() {
    ResourceKey old = store.create(patient("2")).key();

    RecordException deleted =
        refusal(
            create(condition("Patient?identifier=urn:v|2"), ""), new Interaction.Delete(old, null));
    RecordException renamed =
        refusal(
            create(condition("Patient?identifier=urn:v|2"), ""),
            new Interaction.Update(
                null,
                old,
                json("{'resourceType':'Patient','id':'%s','active':true}".formatted(old.id())),
                null));

    assertThat(List.of(deleted, renamed))
        .allSatisfy(
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.PRECONDITION_FAILED);
              assertThat(places(e)).containsExactly("Bundle.entry[0].resource.subject.reference");
            });
  }

  @Test
  void aConditionOfAnyShapeFindsWhatTheSameTransactionBrings() {
    List<Outcome> outcomes =
        store.record.transact(
            List.of(
                create(condition("Patient?family=Wave"), ""),
                create("{'resourceType':'Patient','name':[{'family':'Wave'}]}", "")));

    var patient = ((Outcome.Created) outcomes.get(1)).resource();
    assertThat(((Outcome.Created) outcomes.getFirst()).resource().patient())
        .isEqualTo(patient.key().id());
  }

  @Test
  void aConditionalUpdateOfWhatTheSameTransactionCreatesIsRefusedNamingBoth() {
    RecordException refused =
        refusal(
            new Interaction.ConditionalUpdate(
                null, "Patient", "identifier=urn:v|3", json(patient("3"))),
            create(patient("3"), ""));

    assertThat(refused.kind()).isEqualTo(Kind.INVALID);
    assertThat(places(refused)).containsExactlyInAnyOrder("Bundle.entry[0]", "Bundle.entry[1]");
  }

  @Test
  void aPatchAndAnUpdateOrADeleteOfTheSameTargetAreRefusedNamingBoth() {
    ResourceKey key = store.create(patient("4")).key();
    var patch =
        new Interaction.ConditionalPatch(null, "Patient", "identifier=urn:v|4", b -> b, null);
    var update =
        new Interaction.Update(
            null, key, json("{'resourceType':'Patient','id':'%s'}".formatted(key.id())), null);

    assertThat(places(refusal(patch, update)))
        .containsExactlyInAnyOrder("Bundle.entry[0]", "Bundle.entry[1]");
    assertThat(places(refusal(update, new Interaction.Delete(key, null))))
        .containsExactlyInAnyOrder("Bundle.entry[0]", "Bundle.entry[1]");
  }

  @Test
  void whatRefersToNothingIsRefusedWithThePlaceOfTheReferenceAndTheSetting() {
    RecordException refused =
        refusal(create(patient("5"), ""), create(condition("Patient/nobody"), ""));

    assertThat(refused.kind()).isEqualTo(Kind.UNPROCESSABLE);
    assertThat(places(refused)).containsExactly("Bundle.entry[1].resource.subject.reference");
    assertThat(refused.problems().getFirst().diagnostics()).contains("VERTEPATH_REFERENCES");
    assertThat(store.ids("Patient", "")).isEmpty();
  }

  @Test
  void ofAPatchOnlyTheReferencesThatItBringsMustPointAtSomething() {
    store.put("{'resourceType':'Patient','id':'there'}");
    ResourceKey key = store.create(condition("Patient/there")).key();
    // As if it had been stored while the setting was lenient.
    store.jdbc.sql("update resource set deleted = true where id = 'there'").update();
    store.record.apply(
        new Interaction.Patch(null, key, body -> body.put("recordedDate", "2026-01-01"), null));

    RecordException refused =
        catchThrowableOfType(
            RecordException.class,
            () ->
                store.record.apply(
                    new Interaction.Patch(
                        null,
                        key,
                        body -> {
                          body.putObject("recorder").put("reference", "Practitioner/nobody");
                          return body;
                        },
                        null)));

    assertThat(places(refused)).containsExactly("Condition.recorder.reference");
    assertThat(store.record.read(key, null).version()).isEqualTo(2);
  }

  @Test
  void aDeleteOfWhatIsReferredToNamesItsEntryAndTheReferrer() {
    store.put("{'resourceType':'Patient','id':'held'}");
    ResourceKey holder = store.create(condition("Patient/held")).key();
    var delete = new Interaction.Delete(new ResourceKey("Patient", "held"), null);

    RecordException refused = refusal(create(patient("6"), ""), delete);

    assertThat(refused.kind()).isEqualTo(Kind.CONFLICT);
    assertThat(places(refused)).containsOnly("Bundle.entry[1]");
    assertThat(refused.getMessage()).contains(holder.toString());
    // With the referrer it may go.
    assertThat(store.record.transact(List.of(delete, new Interaction.Delete(holder, null))))
        .hasOnlyElementsOfType(Outcome.Deleted.class);
  }
}
