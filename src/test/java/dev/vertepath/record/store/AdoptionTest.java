package dev.vertepath.record.store;

import static dev.vertepath.record.store.RecordOnPostgres.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.Sight;
import dev.vertepath.record.StoredResource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** References by identifier come to point at what their sender sees, and at nothing else. */
class AdoptionTest {

  private static final RecordOnPostgres STORE = new RecordOnPostgres();

  /** Two senders, whose resources bear a tag each: neither sees what the other sent. */
  private static final ClinicalRecord NORTH = STORE.record.seenBy(of("north"));

  private static final ClinicalRecord SOUTH = STORE.record.seenBy(of("south"));

  private static final List<ResourceKey> HOMED = new ArrayList<>();

  private static Sight of(String sender) {
    return new Sight(
        List.of(new Sight.Given("own", "text", sender + "-%")),
        "{r}.id like (select own from sight)");
  }

  @BeforeAll
  static void note() {
    STORE.consequences.add(change -> HOMED.addAll(change.homed()));
  }

  @AfterAll
  static void close() {
    STORE.close();
  }

  @Test
  void whatWaitsForAPatientBecomesHersWhoeverSeesItSendsHer() {
    put(NORTH, observation("north-o1", "urn:mrn", "1"));
    HOMED.clear();
    put(NORTH, patient("north-p1", "urn:mrn", "1"));

    assertThat(patientOf("north-o1")).isEqualTo("north-p1");
    assertThat(HOMED).containsExactly(new ResourceKey("Observation", "north-o1"));
  }

  @Test
  void whatIsAboutAnotherDoesNotBecomeHersWhoMeasuredIt() {
    put(
        NORTH,
        """
        {'resourceType':'Observation','id':'north-o20','status':'final','code':{'text':'x'},
         'subject':{'identifier':{'system':'urn:mrn','value':'20'}},
         'performer':[{'type':'Patient','identifier':{'system':'urn:mrn','value':'21'}}]}
        """);
    put(NORTH, patient("north-p21", "urn:mrn", "21"));
    assertThat(patientOf("north-o20")).isNull();

    put(NORTH, patient("north-p20", "urn:mrn", "20"));
    assertThat(patientOf("north-o20")).isEqualTo("north-p20");
    assertThat(STORE.ids("Observation", "performer=Patient/north-p21"))
        .containsExactly("north-o20");
  }

  @Test
  void anAppointmentThatWaitsForWhoComesBecomesHers() {
    put(
        NORTH,
        """
        {'resourceType':'Appointment','id':'north-a22','status':'booked','participant':[
         {'status':'accepted','actor':{'type':'Patient',
          'identifier':{'system':'urn:mrn','value':'22'}}}]}
        """);
    put(NORTH, patient("north-p22", "urn:mrn", "22"));

    var appointment = new ResourceKey("Appointment", "north-a22");
    assertThat(STORE.record.read(appointment, null).patient()).isEqualTo("north-p22");
  }

  @Test
  void whatOthersSentDoesNotBecomeHers() {
    put(SOUTH, observation("south-o2", "urn:mrn", "2"));
    HOMED.clear();
    put(NORTH, patient("north-p2", "urn:mrn", "2"));

    assertThat(patientOf("south-o2")).isNull();
    assertThat(STORE.ids("Observation", "patient=north-p2")).isEmpty();
    assertThat(HOMED).isEmpty();
    put(SOUTH, patient("south-p2", "urn:mrn", "2"));
    assertThat(patientOf("south-o2")).isEqualTo("south-p2");
  }

  @Test
  void anIdentifierThatComesLaterAdoptsNoMoreThanOneThatComesWithThePatient() {
    put(SOUTH, observation("south-o3", "urn:mrn", "3"));
    put(NORTH, observation("north-o3", "urn:mrn", "3"));
    put(NORTH, "{'resourceType':'Patient','id':'north-p3','active':true}");
    put(NORTH, patient("north-p3", "urn:mrn", "3"));

    assertThat(patientOf("north-o3")).isEqualTo("north-p3");
    assertThat(patientOf("south-o3")).isNull();
  }

  @Test
  void aReferenceByIdentifierTellsNothingOfAPatientOutOfSight() {
    put(SOUTH, patient("south-p4", "urn:mrn", "4"));

    Outcome known = put(NORTH, observation("north-o4", "urn:mrn", "4"));
    Outcome unknown = put(NORTH, observation("north-o4x", "urn:mrn", "of-nobody"));
    assertThat(known.getClass()).isEqualTo(unknown.getClass());
    assertThat(patientOf("north-o4")).isNull();
    put(SOUTH, observation("south-o4", "urn:mrn", "4"));
    assertThat(patientOf("south-o4")).isEqualTo("south-p4");
  }

  @Test
  void ofTwoWithOneIdentifierTheSenderMeansTheOneThatIsInSight() {
    put(SOUTH, patient("south-p5", "urn:mrn", "5"));
    put(NORTH, patient("north-p5", "urn:mrn", "5"));
    put(NORTH, observation("north-o5", "urn:mrn", "5"));

    assertThat(patientOf("north-o5")).isEqualTo("north-p5");
  }

  @Test
  void whoIsSentInTheSameTransactionIsFoundThoughStoredBeforeHerFinding() {
    var first = update(patient("north-p6", "urn:mrn", "6"));
    // Its condition is looked up in the database, so that she is sent there before.
    var second =
        new Interaction.ConditionalUpdate(
            null,
            "Observation",
            "patient:identifier=urn:mrn|6",
            json(observation("north-o6", "urn:mrn", "6")));

    assertThat(NORTH.transact(List.of(first, second))).hasSize(2);
    assertThat(STORE.ids("Observation", "patient=north-p6")).hasSize(1);
  }

  @Test
  void whatComesTogetherWithOneIdentifierIsToldByItsType() {
    put(
        NORTH,
        observation("north-o7", "urn:mrn", "7")
            .replace("{'identifier'", "{'type':'Patient','identifier'"));
    var related =
        "{'resourceType':'RelatedPerson','id':'north-r7','patient':{'reference':'Patient/north-p7'},"
            + "'identifier':[{'system':'urn:mrn','value':'7'}]}";
    NORTH.transact(List.of(update(patient("north-p7", "urn:mrn", "7")), update(related)));

    assertThat(patientOf("north-o7")).isEqualTo("north-p7");
  }

  @Test
  void ofTwoPatientsWithOneIdentifierThatComeTogetherNeitherIsMeant() {
    put(NORTH, observation("north-o8", "urn:mrn", "8"));
    NORTH.transact(
        List.of(
            update(patient("north-p8", "urn:mrn", "8")),
            update(patient("north-p8b", "urn:mrn", "8"))));

    assertThat(patientOf("north-o8")).isNull();
  }

  @Test
  void olderVersionsOfWhatWaitedAreHersAsWell() {
    put(NORTH, observation("north-o9", "urn:mrn", "9"));
    put(NORTH, observation("north-o9", "urn:mrn", "9").replace("'final'", "'amended'"));
    put(NORTH, patient("north-p9", "urn:mrn", "9"));

    StoredResource first = STORE.record.read(new ResourceKey("Observation", "north-o9"), 1L);
    assertThat(first.patient()).isEqualTo("north-p9");
  }

  @Test
  void olderVersionsOfWhatIsAmendedTogetherWithHerArrivalAreHersAsWell() {
    put(NORTH, observation("north-o10", "urn:mrn", "10"));
    NORTH.transact(
        List.of(
            update(patient("north-p10", "urn:mrn", "10")),
            update(observation("north-o10", "urn:mrn", "10").replace("'final'", "'amended'"))));

    StoredResource first = STORE.record.read(new ResourceKey("Observation", "north-o10"), 1L);
    assertThat(first.patient()).isEqualTo("north-p10");
    assertThat(patientOf("north-o10")).isEqualTo("north-p10");
  }

  @Test
  void anIdentifierThatGoesFromOneToAnotherMeansWhoHasItNow() {
    put(NORTH, patient("north-p11", "urn:mrn", "11"));
    put(NORTH, patient("north-p11b", "urn:mrn", "11b"));
    NORTH.transact(
        List.of(
            update(patient("north-p11", "urn:mrn", "11old")),
            update(patient("north-p11b", "urn:mrn", "11")),
            update(observation("north-o11", "urn:mrn", "11"))));

    assertThat(patientOf("north-o11")).isEqualTo("north-p11b");
  }

  private static Outcome put(ClinicalRecord record, String body) {
    return record.apply(update(body));
  }

  private static Interaction.Update update(String body) {
    var tree = json(body);
    var key = new ResourceKey(tree.path("resourceType").asString(), tree.path("id").asString());
    return new Interaction.Update(null, key, tree, null);
  }

  private static String patient(String id, String system, String value) {
    return "{'resourceType':'Patient','id':'%s','identifier':[{'system':'%s','value':'%s'}]}"
        .formatted(id, system, value);
  }

  private static String observation(String id, String system, String value) {
    return ("{'resourceType':'Observation','id':'%s','status':'final','code':{'text':'x'},"
            + "'subject':{'identifier':{'system':'%s','value':'%s'}}}")
        .formatted(id, system, value);
  }

  private static @Nullable String patientOf(String observation) {
    return STORE.record.read(new ResourceKey("Observation", observation), null).patient();
  }
}
