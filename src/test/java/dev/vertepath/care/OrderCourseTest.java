package dev.vertepath.care;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** From the order to the operation, whether it takes place or not. */
class OrderCourseTest extends Course {

  @Test
  void anOrderByANamedRequesterMovesTheCase() {
    patient.asCandidate().sends(patient.order());

    assertThat(kept().state()).isEqualTo("ordered");
    assertThat(kept().issues()).isEmpty();
  }

  @Test
  void aProposalOrAnotherOrderMovesNothing() {
    patient
        .asCandidate()
        .sends(
            patient.order().with("intent", "'plan'"),
            patient
                .order()
                .with("id", "'" + patient.id() + "-mri'")
                .with("code", TestPatient.concept("http://snomed.info/sct", "363679005")));

    assertThat(kept().state()).isEqualTo("candidate");
  }

  @Test
  void anOrderThatNamesNobodyMovesNothingAndSaysSo() {
    patient.asCandidate().sends(patient.order().without("requester"));

    assertThat(kept().state()).isEqualTo("candidate");
    assertThat(kept().issues()).containsExactly("order-without-requester");

    patient.sends(patient.order());
    assertThat(kept().state()).isEqualTo("ordered");
    assertThat(kept().issues()).isEmpty();
  }

  @Test
  void anOrderAgainstTheVerdictProceedsAndRecordsWhatWasOverriddenByWhomAndWhy() {
    patient.asCandidate();
    patient.sends(patient.finding("active-infection", true), patient.order());

    assertThat(kept().state()).isEqualTo("ordered");
    ObjectNode issue = kept().one("DetectedIssue");
    assertThat(kept().issues()).containsExactly("ordered-against-verdict");
    assertThat(value(issue, "/status")).isEqualTo("final");
    assertThat(value(issue, "/severity")).isEqualTo("high");
    assertThat(value(issue, "/detail"))
        .contains("the fracture of L1")
        .contains("contraindication-present")
        .contains("candidacy-default|1.0.0")
        .contains("active-infection (present on 2026-02-26)");
    assertThat(issue.path("implicated").toString())
        .contains(patient.order().reference() + "/_history/1")
        .contains(patient.fracture().reference() + "/_history/1")
        .contains("-active-infection/_history/2");
    assertThat(value(issue, "/mitigation/0/author/reference")).isEqualTo("Practitioner/weber");
    assertThat(value(issue, "/mitigation/0/author/display")).isEqualTo("Dr. Anna Weber");
    assertThat(value(issue, "/mitigation/0/action/text"))
        .isEqualTo("Ordered by Dr. Anna Weber (Practitioner/weber): Pain keeps her from walking");
  }

  @Test
  void anOrganizationThatOrdersIsNamedAsFarAsDetectedIssueAllows() {
    patient.sends(
        patient.person(),
        patient.fracture(),
        patient.order().with("requester", "{'reference':'Organization/ward','display':'Ward 3'}"));

    assertThat(value(kept().one("DetectedIssue"), "/mitigation/0/author/display"))
        .isEqualTo("Ward 3 (Organization/ward)");
  }

  @Test
  void whatAPersonAddsToAnIssueStays() {
    patient.sends(patient.person(), patient.fracture(), patient.order());
    ObjectNode issue = kept().one("DetectedIssue");
    issue
        .withArray("/mitigation")
        .addObject()
        .putObject("action")
        .put("text", "Discussed in the spine board");
    patient.sends(new Arrival(issue));
    patient.sends(patient.painBefore());

    assertThat(kept().one("DetectedIssue").path("mitigation")).hasSize(2);
    assertThat(kept().one("DetectedIssue").toString()).contains("Discussed in the spine board");

    patient.sends(patient.findings());
    // Nothing was overridden after all, but a person has dealt with it.
    assertThat(value(kept().one("DetectedIssue"), "/status")).isEqualTo("cancelled");
  }

  @Test
  void anOverrideThatWasNoneAfterAllIsNoIssue() {
    patient.sends(patient.person(), patient.fracture(), patient.order());
    assertThat(kept().issues()).containsExactly("ordered-against-verdict");

    patient.sends(patient.painBefore()).sends(patient.findings());
    assertThat(kept().issues()).isEmpty();
    assertThat(kept().state()).isEqualTo("ordered");
  }

  @Test
  void aBookedAppointmentSchedules() {
    patient.asCandidate().sends(patient.order(), appointment("booked"));

    assertThat(kept().state()).isEqualTo("scheduled");

    patient.sends(appointment("cancelled"));
    assertThat(kept().state()).isEqualTo("ordered");
  }

  @Test
  void aProcedureInPreparationSchedulesAndOneInProgressMovesOn() {
    patient.asCandidate().sends(patient.order());
    patient.sends(patient.procedure("op", "preparation").without("performedPeriod"));
    assertThat(kept().state()).isEqualTo("scheduled");

    at("2026-03-02T08:30:00Z");
    patient.sends(
        patient
            .procedure("op", "in-progress")
            .with("performedPeriod", "{'start':'2026-03-02T08:00:00Z'}"));
    assertThat(kept().state()).isEqualTo("in-procedure");
    assertThat(kept().all("CarePlan")).isEmpty();
  }

  @Test
  void aProcedureThatIsNotDoneFallsBackToTheOrder() {
    patient.asCandidate().sends(patient.order());
    patient.sends(patient.procedure("op", "preparation").without("performedPeriod"));
    patient.sends(
        patient
            .procedure("op", "not-done")
            .without("performedPeriod")
            .with("statusReason", "{'text':'Fever'}"));

    assertThat(kept().state()).isEqualTo("ordered");
    assertThat(kept().all("CarePlan")).isEmpty();
  }

  @Test
  void aProcedureThatIsStoppedMakesNoPlan() {
    patient.asCandidate().sends(patient.order());
    at("2026-03-03T08:00:00Z");
    patient.sends(
        patient.procedure("op", "stopped").with("statusReason", "{'text':'Cement leak'}"));

    assertThat(kept().state()).isEqualTo("ordered");
    assertThat(kept().all("CarePlan")).isEmpty();
    assertThat(kept().tasks("follow-up")).isEmpty();
  }

  @Test
  void anOrderThatIsRevokedTakesTheCaseBackToItsVerdict() {
    patient.asCandidate().sends(patient.order());
    patient.sends(patient.order().with("status", "'revoked'"));

    assertThat(kept().state()).isEqualTo("candidate");
  }

  private Arrival appointment(String status) {
    return Arrival.of(
        """
        {'resourceType':'Appointment','id':'%1$s-appointment','status':'%2$s',
         'created':'2026-02-27T12:00:00Z',
         'start':'2026-03-02T08:00:00Z','end':'2026-03-02T09:00:00Z',
         'basedOn':[{'reference':'ServiceRequest/%1$s-order'}],
         'participant':[{'actor':{'reference':'Patient/%1$s'},'status':'accepted'}]}
        """
            .formatted(patient.id(), status));
  }
}
