package dev.vertepath.care;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The workflow tables follow from the record: they can be thrown away and made again. */
class RebuildTest {

  private static final Clinic CLINIC = new Clinic();
  private static final List<String> TABLES =
      List.of("pathway_patient", "episode", "episode_transition", "treatment", "follow_up");

  @BeforeAll
  static void manyCourses() {
    CLINIC.at("2026-02-28T08:00:00Z");
    CLINIC.patient().asCandidate();
    TestPatient declines = CLINIC.patient().asCandidate();
    declines.sends(
        TestPatient.changed(declines.kept().task("pathway-case"), "status", "'cancelled'"));
    TestPatient override = CLINIC.patient();
    override.sends(override.person(), override.fracture(), override.order());
    TestPatient noCase = CLINIC.patient();
    noCase.sends(noCase.person(), noCase.painBefore(), noCase.order().with("intent", "'plan'"));
    TestPatient onlyAWarning = CLINIC.patient();
    onlyAWarning.sends(onlyAWarning.order().without("requester"));
    TestPatient warnedInVain = CLINIC.patient();
    warnedInVain.sends(
        warnedInVain.order().without("requester"),
        warnedInVain.order().without("requester").with("status", "'revoked'"));

    CLINIC.at("2026-03-05T08:00:00Z");
    TestPatient checked = CLINIC.patient().asTreated();
    checked.sends(checked.pain("day-1", 3, "2026-03-03T12:00:00Z"));
    checked.sends(
        TestPatient.changed(checked.kept().task("bone-health-evaluation"), "status", "'completed'"),
        TestPatient.changed(
            checked.kept().task("second-week-review"),
            "restriction",
            "{'period':{'start':'2026-03-17T08:00:00Z','end':'2026-03-18T08:00:00Z'}}"));
    TestPatient dies = CLINIC.patient().asTreated();
    dies.sends(dies.person().with("deceasedDateTime", "'2026-03-04'"));
    TestPatient flagged = CLINIC.patient().asTreated();
    Arrival fever = flagged.redFlag("fever", "386661006", "2026-03-04T08:00:00Z");
    flagged.sends(fever, fever.with("status", "'entered-in-error'"));
    TestPatient notTreated = CLINIC.patient().asTreated();
    notTreated.sends(notTreated.procedure().with("status", "'entered-in-error'"));
    TestPatient noFracture = CLINIC.patient().asTreated();
    noFracture.sends(
        noFracture
            .fracture()
            .with("code", TestPatient.concept("http://snomed.info/sct", "161891005")));
    declines.sends(declines.order().with("authoredOn", "'2026-03-04T08:00:00Z'"));
  }

  @BeforeEach
  void itIsTheDayAfterTheLastOfThem() {
    CLINIC.at("2026-03-06T08:00:00Z");
  }

  @AfterAll
  static void close() {
    CLINIC.close();
  }

  @Test
  void theSameRowsAreMadeAgainAndTheRecordGetsNoVersion() {
    String before = rows();
    long versions = versions();
    assertThat(before).contains("\"state\": \"candidate\"", "\"kind\": \"red-flag-review\"");

    assertThat(CLINIC.rebuild.run()).isEqualTo(CLINIC.record().patients(null, 100).size());

    assertThat(rows()).isEqualTo(before);
    assertThat(versions()).isEqualTo(versions);
  }

  @Test
  void rowsThatWereLostOrGarbledAreMendedByIt() {
    String before = rows();
    CLINIC.jdbc().sql("delete from follow_up where kind = 'follow-up'").update();
    CLINIC.jdbc().sql("delete from pathway_patient").update();
    CLINIC.jdbc().sql("update episode set state = 'completed', patient = 'nobody'").update();
    CLINIC.jdbc().sql("update episode_transition set ordinal = ordinal + 7").update();
    CLINIC
        .jdbc()
        .sql(
            """
            insert into follow_up (key, patient, resource, kind, code, title, status)
            values ('k', 'nobody', 'Task/none', 'follow-up', 'c', 't', 'requested')
            """)
        .update();

    CLINIC.rebuild.run();

    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void garbledRowsAreMendedForAPatientByTheNextArrivalAsWell() {
    TestPatient patient = CLINIC.patient().asCandidate();
    String before = rows();
    CLINIC
        .jdbc()
        .sql("update episode set patient = 'nobody', state = 'completed' where patient = ?")
        .param(patient.id())
        .update();

    patient.sends(patient.pain("old", 7, "2025-12-03T12:00:00Z"));

    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void aTransitionTellsWhenItHappenedWhenItWasLearnedOfWhoDidItWhichVersionToldAndWhatDecided() {
    CLINIC.at("2026-02-28T08:00:00Z");
    TestPatient patient = CLINIC.patient().asCandidate();
    CLINIC.at("2026-03-01T07:00:00Z");
    patient.sends(patient.order());

    assertThat(transitions(patient))
        .containsExactly(
            "- awaiting-evidence 2026-02-11T23:00:00Z 2026-02-28T08:01:00Z -"
                + " Condition/$-fx/_history/1 candidacy-default|1.0.0",
            "awaiting-evidence candidate 2026-02-26T09:00:00Z 2026-02-28T08:03:00Z -"
                + " Observation/$-site-tenderness/_history/1 candidacy-default|1.0.0",
            "candidate ordered 2026-02-27T09:00:00Z 2026-03-01T07:00:00Z"
                + " Dr. Anna Weber (Practitioner/weber)"
                + " ServiceRequest/$-order/_history/1 record");
  }

  private static List<String> transitions(TestPatient patient) {
    return CLINIC
        .jdbc()
        .sql(
            """
            select concat_ws(' ', coalesce(from_state, '-'), to_state,
              to_char(effective at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
              to_char(recorded at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
              coalesce(actor, '-'), cause, replace(rule, 'https://vertepath.dev/fhir/PlanDefinition/', ''))
            from episode_transition where patient = ? order by ordinal
            """)
        .param(patient.id())
        .query((row, number) -> String.valueOf(row.getString(1)).replace(patient.id(), "$"))
        .list();
  }

  private static String rows() {
    return TABLES.stream()
        .map(
            table ->
                CLINIC
                    .jdbc()
                    .sql(
                        "select string_agg(to_jsonb(x)::text, e'\\n' order by x) from %s x"
                            .formatted(table))
                    .query((row, number) -> String.valueOf(row.getString(1)))
                    .single())
        .collect(Collectors.joining("\n\n"));
  }

  private static long versions() {
    return CLINIC
        .jdbc()
        .sql("select (select count(*) from resource) + (select count(*) from resource_version)")
        .query(Long.class)
        .single();
  }
}
