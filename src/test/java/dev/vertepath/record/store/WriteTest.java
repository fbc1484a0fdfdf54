package dev.vertepath.record.store;

import static dev.vertepath.record.store.RecordOnPostgres.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteTest {

  private static final RecordOnPostgres STORE = new RecordOnPostgres();
  private static final ClinicalRecord RECORD = STORE.record;

  @AfterAll
  static void close() {
    STORE.close();
  }

  @Test
  void theBodyComesBackAsSentPlusIdAndMeta() {
    var stored =
        STORE.create(
            """
            {'resourceType':'Observation','meta':{'tag':[{'code':'t'}]},'status':'final',
             'code':{'text':'Größe'},'valueQuantity':{'value':1.50,'unit':'m'}}
            """);
    assertThat(new String(stored.body(), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"resourceType":"Observation","id":"%s","meta":{"versionId":"1",\
            "lastUpdated":"2026-03-01T08:00:00Z","tag":[{"code":"t"}]},"status":"final",\
            "code":{"text":"Größe"},"valueQuantity":{"value":1.50,"unit":"m"}}"""
                .formatted(stored.key().id()));
    assertThat(RECORD.read(stored.key(), null).body()).isEqualTo(stored.body());
  }

  @Test
  void everyVersionIsKept() {
    var key = new ResourceKey("Patient", "versions");
    assertThat(STORE.put("{'resourceType':'Patient','id':'versions','active':true}"))
        .isInstanceOf(Outcome.Created.class);
    assertThat(STORE.put("{'resourceType':'Patient','id':'versions','active':false}"))
        .isInstanceOf(Outcome.Updated.class);
    RECORD.apply(new Interaction.Delete(key, null));

    assertThat(RECORD.read(key, 1L).body()).asString().contains("\"active\":true");
    assertThat(RECORD.read(key, 2L).body()).asString().contains("\"active\":false");
    refused(Kind.GONE, () -> RECORD.read(key, null));
    refused(Kind.GONE, () -> RECORD.read(key, 3L));
    refused(Kind.NOT_FOUND, () -> RECORD.read(key, 4L));
    assertThat(RECORD.history("Patient", "versions", "").matches())
        .extracting(StoredResource::version, StoredResource::method)
        .containsExactly(tuple(3L, "DELETE"), tuple(2L, "PUT"), tuple(1L, "PUT"));
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  @Test
  void anUpdateThatSaysNothingNewMakesNoVersion() {
    String body = "{'resourceType':'Patient','id':'same','birthDate':'1950-01-01'}";
    STORE.put(body);
    assertThat(STORE.put(body)).isInstanceOf(Outcome.Unchanged.class);
    assertThat(RECORD.read(new ResourceKey("Patient", "same"), null).version()).isEqualTo(1);
  }

  @Test
  void whatWasDeletedCanComeBackAsTheNextVersion() {
    var key = new ResourceKey("Patient", "back");
    STORE.put("{'resourceType':'Patient','id':'back'}");
    assertThat(RECORD.apply(new Interaction.Delete(key, null))).isEqualTo(new Outcome.Deleted(2));
    assertThat(RECORD.apply(new Interaction.Delete(key, null))).isEqualTo(new Outcome.Deleted(2));
    assertThat(STORE.put("{'resourceType':'Patient','id':'back'}"))
        .isInstanceOf(Outcome.Created.class);
    assertThat(RECORD.read(key, null).version()).isEqualTo(3);
  }

  @Test
  void anUpdateOfAnotherVersionThanTheOneReadIsRefused() {
    var key = new ResourceKey("Patient", "lost");
    STORE.put("{'resourceType':'Patient','id':'lost'}");
    var body = json("{'resourceType':'Patient','id':'lost','active':true}");
    assertThat(RECORD.apply(new Interaction.Update(null, key, body, 1L)))
        .isInstanceOf(Outcome.Updated.class);
    refused(
        Kind.PRECONDITION_FAILED, () -> RECORD.apply(new Interaction.Update(null, key, body, 1L)));
    refused(Kind.PRECONDITION_FAILED, () -> RECORD.apply(new Interaction.Delete(key, 1L)));
    refused(
        Kind.PRECONDITION_FAILED,
        () ->
            RECORD.apply(
                new Interaction.Update(null, new ResourceKey("Patient", "none"), body, 1L)));
  }

  @Test
  void whatOthersReferToCannotBeDeleted() {
    STORE.put("{'resourceType':'Patient','id':'held'}");
    STORE.put(
        """
        {'resourceType':'Condition','id':'holder','subject':{'reference':'Patient/held'}}
        """);
    var patient = new Interaction.Delete(new ResourceKey("Patient", "held"), null);
    var condition = new Interaction.Delete(new ResourceKey("Condition", "holder"), null);
    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(() -> RECORD.apply(patient))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT))
        .withMessageContaining("Condition/holder");
    assertThat(RECORD.read(patient.key(), null).deleted()).isFalse();
    assertThat(RECORD.transact(List.of(patient, condition))).hasSize(2);
  }

  @Test
  void ofManyConditionalCreatesAtOnceOneCreates() throws Exception {
    String body = "{'resourceType':'Patient','identifier':[{'system':'urn:mrn','value':'once'}]}";
    List<Callable<Outcome>> tries = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      tries.add(
          () -> RECORD.apply(new Interaction.Create(null, json(body), "identifier=urn:mrn|once")));
    }
    List<Outcome> outcomes = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var result : threads.invokeAll(tries)) {
        outcomes.add(result.get());
      }
    }
    assertThat(outcomes).filteredOn(Outcome.Created.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Outcome.Unchanged.class::isInstance).hasSize(7);
    assertThat(STORE.ids("Patient", "identifier=urn:mrn|once")).hasSize(1);
  }

  @Test
  void ofManyUpdatesOfOneVersionOneWins() throws Exception {
    STORE.put("{'resourceType':'Organization','id':'race'}");
    var key = new ResourceKey("Organization", "race");
    List<Callable<String>> tries = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      var body = json("{'resourceType':'Organization','id':'race','name':'n" + i + "'}");
      tries.add(
          () -> {
            try {
              RECORD.apply(new Interaction.Update(null, key, body, 1L));
              return "stored";
            } catch (RecordException e) {
              return e.kind().name();
            }
          });
    }
    List<String> results = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var result : threads.invokeAll(tries)) {
        results.add(result.get());
      }
    }
    assertThat(results).containsOnlyOnce("stored").contains("PRECONDITION_FAILED");
    assertThat(RECORD.read(key, null).version()).isEqualTo(2);
  }

  @Test
  void aConditionalUpdateFindsItsOneOrMakesIt() {
    var body =
        json("{'resourceType':'Organization','identifier':[{'system':'urn:o','value':'1'}]}");
    var update =
        new Interaction.ConditionalUpdate(null, "Organization", "identifier=urn:o|1", body);
    assertThat(RECORD.apply(update)).isInstanceOf(Outcome.Created.class);
    body.put("name", "renamed");
    assertThat(RECORD.apply(update)).isInstanceOf(Outcome.Updated.class);
    STORE.create("{'resourceType':'Organization','identifier':[{'system':'urn:o','value':'1'}]}");
    refused(Kind.PRECONDITION_FAILED, () -> RECORD.apply(update));
    refused(
        Kind.PRECONDITION_FAILED,
        () -> RECORD.apply(new Interaction.ConditionalDelete("Organization", "")));
  }

  @Test
  void anIdOutOfFormIsRefused() {
    refused(Kind.INVALID, () -> STORE.put("{'resourceType':'Patient','id':'a b'}"));
    refused(Kind.INVALID, () -> STORE.put("{'resourceType':'Patient','id':''}"));
    refused(Kind.NOT_FOUND, () -> STORE.put("{'resourceType':'Nonsense','id':'a'}"));
  }

  static void refused(Kind kind, ThrowingCallable call) {
    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'valueQuantity':{'_value':$}",
        "'effectivePeriod':{'_start':$}",
        "'effectivePeriod':{'_start':$,'end':'2026-01-02'}",
        "'subject':{'_reference':$}",
        "'subject':{'_reference':$,'identifier':{'value':'17'}}",
        "'subject':{'identifier':{'system':'urn:mrn','_value':$}}",
        "'identifier':[{'_value':$}]",
        "'_effectiveDateTime':$"
      })
  void anElementThatHoldsAnExtensionOnlyHasNoValue(String element) {
    var created =
        STORE.create(
            "{'resourceType':'Observation','status':'final','code':{'text':'x'},%s}"
                .formatted(
                    element.replace("$", "{'extension':[{'url':'urn:x','valueString':'y'}]}")));

    assertThat(created.version()).isOne();
  }

  @Test
  void aTaskBelongsToThePatientItIsFor() {
    var created =
        STORE.create(
            """
            {'resourceType':'Task','status':'requested','intent':'plan',
             'for':{'reference':'Patient/p'}}
            """);

    assertThat(created.patient()).isEqualTo("p");
  }

  @Test
  void aLaterVersionKeepsWhenTheFirstWasStored() {
    var first = STORE.create("{'resourceType':'Basic','code':{'text':'a'}}");
    STORE.put("{'resourceType':'Basic','id':'%s','code':{'text':'b'}}".formatted(first.key().id()));

    assertThat(RECORD.read(first.key(), null).created()).isEqualTo(first.created());
  }
}
