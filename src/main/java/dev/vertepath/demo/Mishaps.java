package dev.vertepath.demo;

import dev.vertepath.access.Caller;
import dev.vertepath.access.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What goes wrong between the hospitals and the service, so that persons have to see to it. */
final class Mishaps {

  private static final DateTimeFormatter V2_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  /** Behind what happens to the patients themselves. */
  private static final int ORDINAL = 10_000;

  private static final String PAIN =
      """
      {"resourceType":"Observation","identifier":[{"system":"$system","value":"$id"}],
       "status":"$status","code":{"coding":[{"system":"http://loinc.org","code":"72514-3"}]},
       "subject":{"reference":"Patient?identifier=$patients|$patient"},
       "effectiveDateTime":"$at","valueQuantity":{"value":$score,
         "system":"http://unitsofmeasure.org","code":"{score}"}}
      """;

  private static final String SCORE_BY_V2 =
      """
      MSH|^~\\&|HIS|$facility|VERTEPATH|$facility|$time+0000||ORU^R01^ORU_R01|$id|P|2.5.1||||||UNICODE UTF-8
      PID|1||$patient^^^&$patients&URI^MR||$family^$given
      OBR|1||EX-$id^$facility|ASSESS^Assessment of the back^99$facility|||$time
      OBX|1|NM|72514-3^Pain severity 0-10^LN||seven|{score}^^UCUM|||||F|||$time
      """;

  private static final String SUBSCRIPTION =
      """
      {"resourceType":"Subscription","status":"requested",
       "reason":"The registry of the region wants to know of red flags",
       "criteria":"https://vertepath.dev/fhir/SubscriptionTopic/red-flag-raised",
       "channel":{"type":"rest-hook","endpoint":"https://registry.region.invalid/vertepath",
         "payload":"application/fhir+json"}}
      """;

  private final Days days;
  private final List<Person> people;
  private final List<Step> steps = new ArrayList<>();

  /**
   * @param people of the demonstration, of whom it takes three
   */
  Mishaps(Days days, List<Person> people) {
    this.days = days;
    this.people = people;
  }

  List<Step> steps() {
    Person first = people.get(0);
    Person second = people.get(1);
    Person third = people.get(2);
    invalid(first, hoursAgo(3));
    unreadable(second, hoursAgo(2));
    tooEarly(third, hoursAgo(6));
    sameId(first, hoursAgo(8));
    undelivered(second, hoursAgo(24 * 5), hoursAgo(1));
    opened(third);
    subscribe(third, hoursAgo(1));
    return steps;
  }

  private Instant hoursAgo(int hours) {
    return days.until().minus(Duration.ofHours(hours)).minus(Duration.ofMinutes(10));
  }

  private void step(Instant at, Person person, Player by, Step.Play play) {
    steps.add(new Step(at, person.number(), ORDINAL + steps.size(), by, play));
  }

  /** A score with a status that R4 does not have: its sender has to mend it. */
  private void invalid(Person person, Instant at) {
    message(person, at, "observation", "invalid", pain(person, "invalid", "done", at, 6));
  }

  /** A score in words where a number is to be. */
  private void unreadable(Person person, Instant at) {
    Player by = person.hospital().informationSystem();
    String facility = person.hospital().key().toUpperCase(java.util.Locale.ROOT);
    String message =
        SCORE_BY_V2
            .replace("$facility", facility)
            .replace("$time", V2_TIME.format(at.atOffset(ZoneOffset.UTC)))
            .replace("$id", facility + "-000815")
            .replace("$patients", person.hospital().system("patients"))
            .replace("$patient", "D%04d".formatted(person.number()))
            .replace("$family", person.family())
            .replace("$given", person.given());
    step(at, person, by, (stage, known) -> stage.interfaces().v2(message));
  }

  /** A score of somebody who has not been referred yet. */
  private void tooEarly(Person person, Instant at) {
    Form score =
        Form.of(
            "early",
            PAIN.replace("$score", "7"),
            "system",
            person.hospital().system("observations"),
            "id",
            "D9001-pain",
            "status",
            "final",
            "patients",
            person.hospital().system("patients"),
            "patient",
            "D9001",
            "at",
            at);
    message(person, at, "observation", "early", score);
  }

  /** The id of one that came before, with something else in it. */
  private void sameId(Person person, Instant at) {
    Form one = pain(person, "same-1", "final", at, 5);
    Form other = pain(person, "same-2", "final", at, 4);
    message(person, at, "observation", "same", one);
    message(person, at.plusSeconds(60), "observation", "same", other);
  }

  private static Form pain(Person person, String name, String status, Instant at, int score) {
    return Form.of(
        name,
        PAIN.replace("$score", Integer.toString(score)),
        "system",
        person.hospital().system("observations"),
        "id",
        PatientForms.identifier(person, name),
        "status",
        status,
        "patients",
        person.hospital().system("patients"),
        "patient",
        "D%04d".formatted(person.number()),
        "at",
        at);
  }

  private void message(Person person, Instant at, String event, String id, Form form) {
    Player by = person.hospital().informationSystem();
    step(
        at,
        person,
        by,
        (stage, known) ->
            stage.interfaces().fhir(by, by.key() + "-" + id, event, at, List.of(form), known));
  }

  /** Answers to hosts that are not there: one is given up, one is still tried. */
  private void undelivered(Person person, Instant longAgo, Instant lately) {
    Player by = person.hospital().informationSystem();
    step(
        longAgo,
        person,
        by,
        (stage, known) ->
            stage.answer("https://old-his." + person.hospital().key() + ".invalid/answers", by));
    step(
        lately,
        person,
        by,
        (stage, known) ->
            stage.answer("https://results." + person.hospital().key() + ".invalid/answers", by));
  }

  /** One record was opened and looked at since; another waits for its review. */
  private void opened(Person person) {
    Player radiologist = person.hospital().radiologist();
    Player geriatrician = person.hospital().geriatrician();
    long[] number = new long[1];
    step(
        hoursAgo(20),
        person,
        radiologist,
        (stage, known) -> {
          number[0] = stage.open(known, "Called at night: fell again, and her daughter is abroad");
          stage.look(known);
        });
    step(
        hoursAgo(12),
        person,
        radiologist,
        (stage, known) ->
            stage.during(
                hoursAgo(12),
                auditor(),
                () ->
                    stage
                        .interfaces()
                        .review(number[0], "On call that night; the call is in the log")));
    step(
        hoursAgo(4),
        person,
        geriatrician,
        (stage, known) -> stage.open(known, "Came to the emergency room without her papers"));
  }

  private static Caller auditor() {
    return new Caller(
        Caller.Kind.PERSON,
        "auditor-of-the-demonstration",
        "Theresa Falk",
        null,
        "demonstration",
        Set.of(Role.AUDITOR),
        null,
        List.of(),
        null,
        null);
  }

  /** To a host that never answers: it goes into error within a minute of the start. */
  private void subscribe(Person person, Instant at) {
    step(
        at,
        person,
        person.hospital().informationSystem(),
        (stage, known) -> stage.create(Form.of("subscription", SUBSCRIPTION)));
  }
}
