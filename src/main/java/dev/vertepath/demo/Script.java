package dev.vertepath.demo;

import dev.vertepath.record.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** What happens to one patient, step by step; what would be in the future is left out. */
final class Script {

  private final Person person;
  private final Days days;
  private final SplittableRandom random;
  private final Player coordinator;
  private final List<Step> steps = new ArrayList<>();

  Script(Person person, Days days, SplittableRandom random) {
    this.person = person;
    this.days = days;
    this.random = random;
    List<Player> coordinators = person.hospital().coordinators();
    this.coordinator = coordinators.get(random.nextInt(coordinators.size()));
  }

  Person person() {
    return person;
  }

  Days days() {
    return days;
  }

  /** Who keeps this patient's plan in motion. */
  Player coordinator() {
    return coordinator;
  }

  Player hospital() {
    return person.hospital().informationSystem();
  }

  Player geriatrician() {
    return person.hospital().geriatrician();
  }

  Player radiologist() {
    return person.hospital().radiologist();
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** A minute of that hour. */
  Instant on(int daysAgo, int hour) {
    return days.ago(daysAgo, hour, random.nextInt(12) * 5);
  }

  /** Later by at least so many hours, and less than one more. */
  Instant after(Instant at, int hours) {
    return at.plus(Duration.ofHours(hours)).plus(Duration.ofMinutes(1 + random.nextInt(11) * 5L));
  }

  /** Whether that is past by the end of yesterday. */
  boolean hasHappened(Instant at) {
    return at.isBefore(days.midnight());
  }

  void sends(Instant at, Player by, Form... forms) {
    sends(at, by, List.of(forms));
  }

  void sends(Instant at, Player by, List<Form> forms) {
    step(at, by, (stage, known) -> stage.send(forms, known));
  }

  /**
   * The hospital's system sends a message of FHIR.
   *
   * @param forms of which the first is what it is about
   */
  void tells(Instant at, String event, List<Form> forms) {
    Player by = hospital();
    String id = "%s-%s-%s".formatted(by.key(), PatientForms.number(person), event);
    step(at, by, (stage, known) -> stage.message(by, id, event, at, forms, known));
  }

  /** The hospital's system sends a message of HL7 v2, segment by segment. */
  void tells(Instant at, String segments) {
    step(at, hospital(), (stage, known) -> stage.interfaces().v2(segments));
  }

  /** The player reads what is known under the name, and changes it. */
  void changes(Instant at, Player by, String name, Consumer<ObjectNode> change) {
    step(at, by, (stage, known) -> stage.change(name, known, change));
  }

  /** The player looks for a Task of the service, and changes it. */
  void acts(Instant at, Player by, String key, Consumer<ObjectNode> change) {
    step(at, by, (stage, known) -> stage.act(key, known, change));
  }

  /** The player does what a Task of the service asks for, and says so. */
  void completes(Instant at, Player by, String key, String note) {
    acts(
        at,
        by,
        key,
        task -> {
          task.put("status", "completed");
          task.set("owner", Form.reference("@" + by.practitioner()).put("display", by.name()));
          ObjectNode words = Json.MAPPER.createObjectNode().put("text", note);
          words.put("authorString", by.name()).put("time", at.toString());
          task.set("note", Form.list(List.of(words)));
        });
  }

  /** The player reads all that is known of the patient. */
  void looks(Instant at, Player by) {
    step(at, by, Stage::look);
  }

  private void step(Instant at, Player by, Step.Play play) {
    if (!at.isAfter(days.until())) {
      steps.add(new Step(at, person.number(), steps.size(), by, play));
    }
  }

  List<Step> steps() {
    return steps;
  }
}
