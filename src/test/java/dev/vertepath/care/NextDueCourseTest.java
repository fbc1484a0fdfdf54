package dev.vertepath.care;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A plan notes when its earliest open activity is due, in the transaction that changes that. */
class NextDueCourseTest extends Course {

  private static final String URL = "https://vertepath.dev/fhir/StructureDefinition/next-due";

  @BeforeEach
  void sheWasTreatedAndItIsWeeksLater() {
    at("2026-04-20T08:00:00Z");
    patient.asTreated();
  }

  @Test
  void isTheWindowThatEndsFirstOfThoseThatAreOpen() {
    assertThat(nextDue()).isEqualTo(window(earliest().orElseThrow()));
  }

  @Test
  void movesOnWithEachActivityThatEvidenceOrAPersonCloses() {
    Set<String> all = new LinkedHashSet<>(List.of(nextDue()));
    patient.sends(patient.pain("day-1", 3, "2026-03-03T12:00:00Z"));
    assertThat(nextDue()).isEqualTo(window(earliest().orElseThrow()));
    all.add(nextDue());
    while (earliest().isPresent()) {
      patient.sends(TestPatient.changed(earliest().get(), "status", "'completed'"));
      assertThat(nextDue()).isEqualTo(earliest().map(NextDueCourseTest::window).orElse(""));
      all.add(nextDue());
    }

    assertThat(all).hasSizeGreaterThan(3).endsWith("");
  }

  @Test
  void followsAWindowThatAPersonMoves() {
    patient.sends(
        TestPatient.changed(
            kept().task("second-week-review"),
            "restriction",
            "{'period':{'start':'2026-02-20T08:00:00Z','end':'2026-02-21T08:00:00Z'}}"));

    assertThat(nextDue()).isEqualTo("2026-02-20T08:00:00Z/2026-02-21T08:00:00Z");
  }

  @Test
  void isNotOfAPlanThatIsOver() {
    patient.sends(TestPatient.changed(kept().one("CarePlan"), "status", "'revoked'"));

    assertThat(WorkItem.isOver(value(kept().one("CarePlan"), "/status"))).isTrue();
    assertThat(nextDue()).isEmpty();
  }

  @Test
  void isNotOfAPlanThatIsWithdrawn() {
    patient.sends(patient.procedure().with("status", "'entered-in-error'"));

    assertThat(value(kept().one("CarePlan"), "/status")).isEqualTo("revoked");
    assertThat(nextDue()).isEmpty();
  }

  @Test
  void leavesOtherExtensionsAndIsTheSameAfterARebuild() {
    ObjectNode plan = kept().one("CarePlan");
    String before = nextDue();
    patient.sends(
        TestPatient.changed(
            plan, "extension", "[{'url':'https://hospital.example/ward','valueString':'3'}]"));
    patient.clinic().rebuild.run();

    assertThat(nextDue()).isEqualTo(before);
    assertThat(kept().one("CarePlan").path("extension").valueStream())
        .extracting(e -> e.path("url").asString())
        .containsExactlyInAnyOrder(URL, "https://hospital.example/ward");
  }

  private String nextDue() {
    for (JsonNode extension : kept().one("CarePlan").path("extension")) {
      if (extension.path("url").asString().equals(URL)) {
        return written(extension.path("valuePeriod"));
      }
    }
    return "";
  }

  /** What the open activity is done on whose window ends first. */
  private Optional<ObjectNode> earliest() {
    return Stream.concat(
            kept().tasks("follow-up").stream(), kept().all("CommunicationRequest").stream())
        .filter(work -> !WorkItem.isOver(value(work, "/status")))
        .min(
            Comparator.comparing((ObjectNode work) -> period(work).path("end").asString())
                .thenComparing(work -> period(work).path("start").asString()));
  }

  private static JsonNode period(JsonNode work) {
    return work.has("restriction")
        ? work.path("restriction").path("period")
        : work.path("occurrencePeriod");
  }

  private static String window(JsonNode work) {
    return written(period(work));
  }

  private static String written(JsonNode period) {
    return period.path("start").asString() + "/" + period.path("end").asString();
  }
}
