package dev.vertepath.care;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A resource that was filed under the wrong patient, or before there was one. */
class SubjectMovesTest extends Course {

  private final TestPatient other = patient.clinic().patient();

  @Test
  void aFractureThatMovesToAnotherPatientTakesItsCaseAlong() {
    patient.asCandidate();
    other.sends(other.person());
    patient.sends(
        patient.fracture().with("subject", "{'reference':'%s'}".formatted(other.reference())));

    assertThat(kept().tasks("pathway-case")).isEmpty();
    assertThat(kept().tasks("obtain-evidence")).isEmpty();
    assertThat(other.kept().state()).isEqualTo("awaiting-evidence");
    assertThat(value(other.kept().task("pathway-case"), "/for/reference"))
        .isEqualTo(other.reference());
    assertThat(episodes(patient)).isZero();
    assertThat(episodes(other)).isOne();
  }

  @Test
  void itsOperationStaysAndSaysThatItsFractureIsGone() {
    at("2026-03-05T08:00:00Z");
    patient.asTreated();
    patient.sends(
        patient.fracture().with("subject", "{'reference':'%s'}".formatted(other.reference())));

    assertThat(kept().one("CarePlan").has("addresses")).isFalse();
    assertThat(kept().issues()).containsExactly("level-without-fracture");
    assertThat(kept().followUps()).containsEntry("bone-health-evaluation", "cancelled");
    assertThat(kept().followUps()).containsEntry("recovery-review", "requested");
  }

  @Test
  void itCanMoveBack() {
    patient.asCandidate();
    String before = kept().text();
    patient.sends(
        patient.fracture().with("subject", "{'reference':'%s'}".formatted(other.reference())),
        patient.fracture());

    assertThat(other.kept().all()).isEmpty();
    // What names a version names another one now.
    assertThat(kept().text())
        .isEqualTo(before.replace("Condition/P-fx/_history/1", "Condition/P-fx/_history/3"));
  }

  @Test
  void aPatientThatArrivesAfterHerFractureByIdentifierGetsItsCase() {
    patient.sends(
        patient
            .fracture()
            .with(
                "subject",
                "{'identifier':{'system':'urn:mrn','value':'%s'}}".formatted(patient.id())));
    assertThat(kept().all()).isEmpty();

    patient.sends(patient.person());
    assertThat(kept().state()).isEqualTo("awaiting-evidence");
  }

  @Test
  void aCaseIsThereBeforeThePatientIsWhenTheReferenceIsLiteral() {
    patient.sends(patient.fracture());
    assertThat(kept().state()).isEqualTo("awaiting-evidence");

    patient.sends(patient.person().with("deceasedBoolean", "true"));
    assertThat(kept().state()).isEqualTo("closed");
  }

  @Test
  void aWholeCaseArrivesInOneTransaction() {
    at("2026-03-05T08:00:00Z");
    patient.clinic().sendTogether(SixArrivals.of(patient).reversed().toArray(Arrival[]::new));

    assertThat(kept().state()).isEqualTo("follow-up");
    assertThat(kept().issues()).isEmpty();
    assertThat(kept().versions().values()).containsOnly("1");
  }

  private static long episodes(TestPatient of) {
    return of.clinic()
        .jdbc()
        .sql("select count(*) from episode where patient = ?")
        .param(of.id())
        .query(Long.class)
        .single();
  }
}
