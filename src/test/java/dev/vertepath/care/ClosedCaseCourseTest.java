package dev.vertepath.care;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What persons say of a whole case stands, until they or later facts say otherwise. */
class ClosedCaseCourseTest extends Course {

  @BeforeEach
  void sheWasTreated() {
    at("2026-03-05T08:00:00Z");
    patient.asTreated();
  }

  @Test
  void aPersonDeclinesTheCase() {
    TestPatient another = patient.clinic().patient().asCandidate();
    ObjectNode task = another.kept().task("pathway-case");
    task.set("statusReason", Arrival.of("{'text':'She does not want it'}").body());
    another.sends(TestPatient.changed(task, "status", "'cancelled'"), another.painBefore());

    Kept after = another.kept();
    assertThat(after.state()).isEqualTo("closed");
    assertThat(value(after.task("pathway-case"), "/status")).isEqualTo("cancelled");
    assertThat(value(after.task("pathway-case"), "/statusReason/text"))
        .isEqualTo("She does not want it");
    assertThat(steps(another)).endsWith("candidate", "closed");
  }

  @Test
  void aPersonClosesTheCaseByItsBusinessStatus() {
    update(
        kept().task("pathway-case"),
        "businessStatus",
        TestPatient.concept("https://vertepath.dev/fhir/CodeSystem/case-state", "transferred"));
    advances();

    assertThat(kept().state()).isEqualTo("closed");
    assertThat(value(kept().task("pathway-case"), "/status")).isEqualTo("cancelled");
    assertThat(value(kept().task("pathway-case"), "/statusReason/coding/0/code"))
        .isEqualTo("transferred");
  }

  @Test
  void anOrderAfterwardsOpensADeclinedCaseAgainAndTheDeclineIsRemembered() {
    TestPatient another = patient.clinic().patient().asCandidate();
    ObjectNode task = another.kept().task("pathway-case");
    another.sends(TestPatient.changed(task, "status", "'cancelled'"));
    at("2026-03-07T08:00:00Z");
    another.sends(another.order().with("authoredOn", "'2026-03-06T09:00:00Z'"));
    assertThat(value(another.kept().task("pathway-case"), "/status")).isEqualTo("in-progress");

    another.sends(another.pain("later", 8, "2026-03-06T12:00:00Z"));
    assertThat(another.kept().state()).isEqualTo("ordered");
    assertThat(steps(another)).endsWith("candidate", "closed", "ordered");
    assertThat(causes(another))
        .contains(Kept.reference(task) + "/_history/" + (task.at("/meta/versionId").asLong() + 1));

    another.sends(
        TestPatient.changed(another.kept().task("pathway-case"), "status", "'cancelled'"));
    assertThat(another.kept().state()).isEqualTo("closed");
  }

  @Test
  void aPersonOpensADeclinedCaseAgain() {
    TestPatient another = patient.clinic().patient().asCandidate();
    another.sends(
        TestPatient.changed(another.kept().task("pathway-case"), "status", "'cancelled'"));
    another.sends(
        TestPatient.changed(another.kept().task("pathway-case"), "status", "'in-progress'"));

    assertThat(another.kept().state()).isEqualTo("candidate");
  }

  private static List<@Nullable String> steps(TestPatient of) {
    return column(of, "to_state");
  }

  private static List<@Nullable String> causes(TestPatient of) {
    return column(of, "cause");
  }

  private static List<@Nullable String> column(TestPatient of, String column) {
    return of.clinic()
        .jdbc()
        .sql(
            "select %s from episode_transition where patient = ? order by ordinal"
                .formatted(column))
        .param(of.id())
        .query(String.class)
        .list();
  }
}
