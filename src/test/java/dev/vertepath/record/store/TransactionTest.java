package dev.vertepath.record.store;

import static dev.vertepath.record.store.RecordOnPostgres.json;
import static dev.vertepath.record.store.WriteTest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vertepath.record.Handling;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransactionTest {

  private static final String PATIENT = "urn:uuid:0189c1a2-0000-4000-8000-000000000001";

  private final RecordOnPostgres store = new RecordOnPostgres();

  @AfterEach
  void close() {
    store.close();
  }

  private static Interaction create(@Nullable String fullUrl, String body) {
    return new Interaction.Create(fullUrl, json(body), null);
  }

  @Test
  void entriesReferToEachOtherByFullUrl() {
    var outcomes =
        store.record.transact(
            List.of(
                create(
                    "urn:uuid:0189c1a2-0000-4000-8000-000000000002",
                    """
                    {'resourceType':'Condition','subject':{'reference':'%s'}}
                    """
                        .formatted(PATIENT)),
                create(PATIENT, "{'resourceType':'Patient'}"),
                new Interaction.Search("Condition", "", Handling.STRICT)));
    var condition = ((Outcome.Created) outcomes.get(0)).resource();
    var patient = ((Outcome.Created) outcomes.get(1)).resource();
    assertThat(condition.body()).asString().contains(patient.key().reference());
    assertThat(condition.patient()).isEqualTo(patient.key().id());
    assertThat(((Outcome.Page) outcomes.get(2)).page().total()).isEqualTo(1);
  }

  @Test
  void aConditionalReferenceFindsWhatTheSameTransactionBrings() {
    var outcomes =
        store.record.transact(
            List.of(
                create(
                    null,
                    """
                    {'resourceType':'Condition',
                     'subject':{'reference':'Patient?identifier=urn:mrn|77'}}
                    """),
                create(
                    null,
                    "{'resourceType':'Patient','identifier':[{'system':'urn:mrn','value':'77'}]}")));

    var condition = ((Outcome.Created) outcomes.get(0)).resource();
    var patient = ((Outcome.Created) outcomes.get(1)).resource();
    assertThat(condition.patient()).isEqualTo(patient.key().id());
  }

  @Test
  void twoCreatesUnderTheSameConditionAreOneResource() {
    var twice =
        new Interaction.Create(
            null,
            json("{'resourceType':'Patient','identifier':[{'system':'urn:mrn','value':'78'}]}"),
            "identifier=urn:mrn|78");

    var outcomes = store.record.transact(List.of(twice, twice));

    var first = ((Outcome.Created) outcomes.get(0)).resource();
    assertThat(((Outcome.Unchanged) outcomes.get(1)).resource().key()).isEqualTo(first.key());
    assertThat(store.ids("Patient", "identifier=urn:mrn|78")).containsExactly(first.key().id());
  }

  @Test
  void aFullUrlThatTwoEntriesHaveIsRefused() {
    refused(
        Kind.INVALID,
        () ->
            store.record.transact(
                List.of(
                    create(PATIENT, "{'resourceType':'Patient'}"),
                    create(PATIENT, "{'resourceType':'Patient','active':true}"))));
  }

  @Test
  void aUrnThatIsTheFullUrlOfNoEntryIsRefused() {
    refused(
        Kind.UNPROCESSABLE,
        () ->
            store.record.transact(
                List.of(
                    create(
                        null,
                        "{'resourceType':'Condition','subject':{'reference':'%s'}}"
                            .formatted(PATIENT)))));
  }

  @Test
  void conditionalReferencesAndCreatesFindWhatIsThere() {
    store.put(
        """
        {'resourceType':'Practitioner','id':'d','identifier':[{'system':'urn:npi','value':'9'}]}
        """);
    var outcomes =
        store.record.transact(
            List.of(
                new Interaction.Create(
                    "urn:uuid:a", json("{'resourceType':'Practitioner'}"), "identifier=urn:npi|9"),
                create(
                    null,
                    """
                    {'resourceType':'Basic','code':{'text':'x'},
                     'author':{'reference':'Practitioner?identifier=urn:npi|9'},
                     'extension':[{'url':'u','valueReference':{'reference':'urn:uuid:a'}}]}
                    """)));
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Unchanged.class);
    assertThat(((Outcome.Created) outcomes.get(1)).resource().body())
        .asString()
        .contains("\"author\":{\"reference\":\"Practitioner/d\"}")
        .contains("\"valueReference\":{\"reference\":\"Practitioner/d\"}");
  }

  @Test
  void aRefusedEntryUndoesAllAndIsNamed() {
    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(
            () ->
                store.record.transact(
                    List.of(
                        create(null, "{'resourceType':'Patient'}"),
                        create(
                            null,
                            """
                            {'resourceType':'Condition','subject':{'reference':'Patient?_id=x'}}
                            """))))
        .satisfies(
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.PRECONDITION_FAILED);
              assertThat(e.problems().getFirst().expression())
                  .isEqualTo("Bundle.entry[1].resource.subject.reference");
            });
    assertThat(store.ids("Patient", "")).isEmpty();
  }

  @Test
  void oneTransactionWritesAResourceOnce() {
    var key = new ResourceKey("Patient", "twice");
    var body = json("{'resourceType':'Patient','id':'twice'}");
    refused(
        Kind.INVALID,
        () ->
            store.record.transact(
                List.of(
                    new Interaction.Update(null, key, body, null),
                    new Interaction.Delete(key, null))));
  }

  @Test
  void aRefusedEntryOfABatchLeavesTheOthersAlone() {
    var outcomes =
        store.record.batch(
            List.of(
                create(null, "{'resourceType':'Patient'}"),
                new Interaction.Read(new ResourceKey("Patient", "none"), null),
                create(null, "{'resourceType':'Patient'}")));
    assertThat(outcomes)
        .extracting(o -> o.getClass().getSimpleName())
        .containsExactly("Created", "Refused", "Created");
  }

  @Test
  void strictReferencesMustPointAtWhatIsThere() {
    try (var strict = new RecordOnPostgres(true, Clock.systemUTC())) {
      var orphan = "{'resourceType':'Condition','subject':{'reference':'Patient/none'}}";
      refused(Kind.UNPROCESSABLE, () -> strict.create(orphan));
      assertThat(strict.ids("Condition", "")).isEmpty();
      strict.put("{'resourceType':'Patient','id':'none'}");
      assertThat(strict.create(orphan).patient()).isEqualTo("none");
    }
    assertThat(
            store
                .create("{'resourceType':'Condition','subject':{'reference':'Patient/none'}}")
                .patient())
        .isEqualTo("none");
  }

  @Test
  void aReferenceByIdentifierFindsItsPatientWhicheverComesFirst() {
    List<String> touched = new ArrayList<>();
    store.consequences.add(change -> touched.addAll(change.patients()));
    String condition =
        """
        {'resourceType':'Condition','id':'%s',
         'subject':{'identifier':{'system':'urn:mrn','value':'4711'}}}
        """;
    store.put(condition.formatted("before"));
    assertThat(touched).isEmpty();
    store.put(
        """
        {'resourceType':'Patient','id':'late',
         'identifier':[{'system':'urn:mrn','value':'4711'}]}
        """);
    store.put(condition.formatted("after"));
    assertThat(touched).containsExactly("late", "late");
    assertThat(store.ids("Condition", "patient=late")).containsExactly("before", "after");
    assertThat(store.ids("Condition", "subject:identifier=urn:mrn%7C4711")).hasSize(2);
    assertThat(store.record.read(new ResourceKey("Condition", "before"), null).patient())
        .isEqualTo("late");
  }

  @Test
  void consequencesAreStoredWithTheRequestOrNotAtAll() {
    store.consequences.add(
        change -> {
          assertThat(change.ofPatient("p", List.of("Patient"))).hasSize(1);
          change.put(
              new ResourceKey("Flag", "f"),
              json(
                  """
                  {'resourceType':'Flag','status':'active','code':{'text':'x'},
                   'subject':{'reference':'Patient/p'}}
                  """));
          if (change.written().contains(new ResourceKey("Patient", "bad"))) {
            throw new RecordException(Kind.UNPROCESSABLE, "invalid", null, "no");
          }
        });
    store.put("{'resourceType':'Patient','id':'p'}");
    var flag = new ResourceKey("Flag", "f");
    assertThat(store.record.read(flag, null).version()).isEqualTo(1);
    store.put("{'resourceType':'Patient','id':'p','active':true}");
    assertThat(store.record.read(flag, null).version()).isEqualTo(1);
    refused(Kind.UNPROCESSABLE, () -> store.put("{'resourceType':'Patient','id':'bad'}"));
    assertThat(store.ids("Patient", "")).containsExactly("p");
    assertThat(store.record.patients(null, 10)).containsExactly("p");
    store.record.revisit("p");
  }
}
