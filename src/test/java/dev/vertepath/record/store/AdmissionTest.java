package dev.vertepath.record.store;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.Sight;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What follows from a request neither lets its sender in nor stores what is hidden by it. */
class AdmissionTest {

  private static final String SHARE =
      "insert into patient_share (patient, organization, because, valid_from, valid_to)"
          + " values (?, 'o', 'sender', '-infinity', 'infinity')";

  // References need not lead to what is here, so that nothing else refuses what is out of sight.
  private final RecordOnPostgres store = new RecordOnPostgres();

  /** Patients who are shared are seen, and what belongs to nobody. */
  private final ClinicalRecord seen =
      store.record.seenBy(
          new Sight(
              List.of(new Sight.Given("nothing", "text", "")),
              "({r}.patient is null"
                  + " or exists (select from patient_share s where s.patient = {r}.patient))",
              "true",
              "select type, id from resource where false",
              null));

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatFollowsDoesNotLetItsSenderIn() {
    store.put("{'resourceType':'Patient','id':'her'}");
    store.consequences.add(
        change -> {
          change.resight();
          change.patients().forEach(patient -> change.alongside(SHARE, patient));
        });

    refuses(finding("her"));
    assertThat(count("resource where type = 'Observation'")).isZero();
    assertThat(count("patient_share")).isZero();
  }

  @Test
  void aNewPatientIsInSightByWhatFollowsFromHer() {
    store.consequences.add(
        change -> change.patients().forEach(patient -> change.alongside(SHARE, patient)));

    assertThat(send("{'resourceType':'Patient'}")).isInstanceOf(Outcome.Created.class);
    store.consequences.clear();
    refuses("{'resourceType':'Patient'}");
    assertThat(count("resource")).isEqualTo(1);
  }

  @Test
  void whatFollowsMayTakeAwayTheSightOfWhatWasSent() {
    store.put("{'resourceType':'Patient','id':'her'}");
    store.jdbc.sql(SHARE).param("her").update();
    assertThat(send(finding("her"))).isInstanceOf(Outcome.Created.class);
    store.consequences.add(
        change -> {
          change.resight();
          change.alongside("delete from patient_share where patient = ?", "her");
        });

    refuses(finding("her"));
    assertThat(count("resource where type = 'Observation'")).isEqualTo(1);
    assertThat(count("patient_share")).isEqualTo(1);
  }

  /** What is refused of an entry that is out of sight is not told of one that refers to it. */
  @Test
  void whatIsHiddenItselfIsNotMissing() {
    try (var strict = new RecordOnPostgres(true, Clock.fixed(RecordOnPostgres.NOW, UTC))) {
      ClinicalRecord reports =
          strict.record.seenBy(new Sight(List.of(), "{r}.type <> 'Observation'"));
      String finding = "{'resourceType':'Observation','status':'final','code':{'text':'x'}}";
      String report =
          "{'resourceType':'DiagnosticReport','status':'final','code':{'text':'x'},"
              + "'result':[{'reference':'urn:uuid:1'}]}";

      assertThatExceptionOfType(RecordException.class)
          .isThrownBy(
              () ->
                  reports.transact(
                      List.of(
                          new Interaction.Create(
                              "urn:uuid:1", RecordOnPostgres.json(finding), null),
                          new Interaction.Create(
                              "urn:uuid:2", RecordOnPostgres.json(report), null))))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN))
          .satisfies(
              e ->
                  assertThat(e.problems())
                      .singleElement()
                      .satisfies(
                          p -> assertThat(p.expression()).isEqualTo("Bundle.entry[0].resource")));
    }
  }

  private static String finding(String patient) {
    return """
        {'resourceType':'Observation','status':'final','code':{'text':'x'},
         'subject':{'reference':'Patient/%s'}}
        """
        .formatted(patient);
  }

  private Outcome send(String body) {
    return seen.apply(new Interaction.Create(null, RecordOnPostgres.json(body), null));
  }

  private void refuses(String body) {
    assertThatExceptionOfType(RecordException.class)
        .isThrownBy(() -> send(body))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN))
        .withMessageContaining("would belong to whom the caller may not see");
  }

  private int count(String rows) {
    return store.jdbc.sql("select count(*) from " + rows).query(Integer.class).single();
  }
}
