package dev.vertepath.care;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.CountingDataSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How many times a request sends something to the database: round trips cost as much as the work.
 * Each may hold several statements.
 */
class CostOfARequestTest {

  private static final CountingDataSource COUNTED = new CountingDataSource();
  private static final Clinic CLINIC = new Clinic(COUNTED::over);

  /** To lock the patient and look for what is sent and for her, and to write. */
  private static final int STORED = 2;

  private final TestPatient patient = CLINIC.patient();

  @BeforeEach
  void itIsWeeksAfterTheProcedure() {
    CLINIC.at("2026-04-20T08:00:00Z");
  }

  @AfterAll
  static void close() {
    CLINIC.close();
  }

  @Test
  void whetherThePathwayKnowsThePatientIsAskedWithTheFirstLook() {
    patient.sends(patient.person());

    assertThat(sentFor(patient.painBefore()))
        .hasSize(STORED)
        .first()
        .asString()
        .contains("join resource r", "from pathway_patient");
  }

  @Test
  void aConditionThatIsNoFractureCostsTheSame() {
    patient.sends(patient.person());

    assertThat(sentFor(patient.fracture().with("code", concept("64859006")))).hasSize(STORED);
  }

  @Test
  void theFirstFractureIsStoredTogetherWithItsTwelveItemsAndTheirRowsAndCostsOneReadingMore() {
    patient.sends(patient.person());

    assertThat(sentFor(patient.fracture())).hasSize(STORED + 1);
    assertThat(patient.kept().all()).hasSize(12);
  }

  @Test
  void aNewPatientCostsNoMoreThanItsStorage() {
    assertThat(sentForReferral(patient.fracture().with("code", concept("64859006"))))
        .hasSize(STORED);
  }

  @Test
  void aNewPatientWithAFractureCostsNoStatementMore() {
    assertThat(sentForReferral(patient.fracture())).hasSize(STORED);
  }

  private List<String> sentForReferral(Arrival condition) {
    COUNTED.sent();
    CLINIC.refer(patient.person(), condition);
    return sent();
  }

  @Test
  void aPainScoreThatCompletesATaskRenewsItemsAtOnce() {
    patient.asTreated();

    assertThat(sentFor(patient.pain("day-1", 3, "2026-03-03T12:00:00Z"))).hasSize(STORED + 1);
  }

  @Test
  void aPainScoreThatChangesNothingWritesNoItem() {
    patient.asTreated();

    assertThat(sentFor(patient.pain("old", 7, "2025-12-03T12:00:00Z"))).hasSize(STORED + 1);
  }

  @Test
  void aCompletedProcedureWritesThePlanAndRenewsTheCaseAtOnce() {
    patient.asCandidate().sends(patient.order());

    assertThat(sentFor(patient.procedure())).hasSize(STORED + 1);
  }

  @Test
  void theSameRequestAgainOnlyLocksAndLooksAtOnce() {
    patient.asTreated();

    assertThat(sentFor(patient.procedure())).hasSize(1);
    assertThat(sentFor(patient.painBefore())).hasSize(1);
  }

  @Test
  void theSameFactsAgainWriteNoVersionOfAnything() {
    patient.asTreated();
    long before = versions();
    for (Arrival finding : patient.findings()) {
      patient.send(finding);
    }
    patient.sends(
        patient.person(),
        patient.fracture(),
        patient.painBefore(),
        patient.order(),
        patient.procedure());
    CLINIC.record().revisit(patient.id());

    assertThat(versions()).isEqualTo(before);
  }

  private static String concept(String snomed) {
    return TestPatient.concept("http://snomed.info/sct", snomed);
  }

  private static long versions() {
    return CLINIC
        .jdbc()
        .sql("select (select count(*) from resource) + (select count(*) from resource_version)")
        .query(Long.class)
        .single();
  }

  private List<String> sentFor(Arrival arrival) {
    COUNTED.sent();
    patient.send(arrival);
    return sent();
  }

  /** The statements, but for the one that fetches row ids for many requests to come. */
  private static List<String> sent() {
    return COUNTED.sent().stream().filter(sql -> !sql.contains("resource_rid")).toList();
  }
}
