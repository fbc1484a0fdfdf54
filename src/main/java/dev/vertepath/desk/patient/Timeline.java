package dev.vertepath.desk.patient;

import dev.vertepath.desk.frame.Legible;
import dev.vertepath.exchange.ledger.LedgerEntry;
import dev.vertepath.pathway.KnownCodes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Everything that happened, from fracture to recovery. */
final class Timeline {

  private static final Set<String> DONE = Set.of("completed", "cancelled", "revoked", "rejected");

  /** Who did it, with what the record knows the person by. */
  private static final Pattern NAMED = Pattern.compile("(.+) \\([^()]*\\)");

  /** The rule of what follows from the record alone, as orders do. */
  private static final String OF_THE_RECORD = "record";

  private static final Set<String> ACTS = Set.of("follow-up", "red-flag-review");

  private final Chart chart;
  private final Predicate<String> mayCorrect;
  private final List<Entry> entries = new ArrayList<>();

  private Timeline(Chart chart, Predicate<String> mayCorrect) {
    this.chart = chart;
    this.mayCorrect = mayCorrect;
  }

  /**
   * Something that happened.
   *
   * @param kind as in {@code procedure}
   * @param code that pages have words for, as the state of a case; empty for none
   * @param words of the record itself, part by part
   * @param number by which the sender knows its message; empty for none
   * @param source who told, in words
   * @param path the page of the resource; null where no resource tells
   * @param correct the page where the caller may correct it; null for none
   * @param wrong whether it was entered in error
   */
  record Entry(
      Instant at,
      String kind,
      String code,
      List<String> words,
      String number,
      String source,
      @Nullable String path,
      @Nullable String correct,
      boolean wrong) {}

  /**
   * @param mayOpen whether the caller may see what messages say
   * @param mayCorrect whether the caller may change resources of a type
   */
  static List<Entry> of(
      Chart chart,
      List<Steps.Step> steps,
      List<LedgerEntry> messages,
      boolean mayOpen,
      boolean newestFirst,
      Predicate<String> mayCorrect) {
    var timeline = new Timeline(chart, mayCorrect);
    timeline.clinic();
    timeline.work();
    for (Steps.Step step : steps) {
      timeline.add(step);
    }
    for (LedgerEntry message : messages) {
      timeline.add(message, mayOpen);
    }
    Comparator<Entry> order = Comparator.comparing(Entry::at);
    timeline.entries.sort(newestFirst ? order.reversed() : order);
    return List.copyOf(timeline.entries);
  }

  private void clinic() {
    each("Condition", "condition", Timeline::condition, "/onsetDateTime", "/recordedDate");
    each(
        "Observation",
        "observation",
        Timeline::observation,
        "/effectiveDateTime",
        "/effectivePeriod/start",
        "/issued");
    each(
        "AllergyIntolerance",
        "allergy",
        s -> List.of(s.words("code")),
        "/onsetDateTime",
        "/recordedDate");
    each(
        "DiagnosticReport",
        "report",
        s -> List.of(s.words("code")),
        "/effectiveDateTime",
        "/issued");
    each("DocumentReference", "document", s -> List.of(s.words("type")), "/date");
    each("ServiceRequest", "order", s -> List.of(s.words("code")), "/authoredOn");
    each("Appointment", "appointment", Timeline::appointment, "/start", "/created");
    each(
        "Procedure",
        "procedure",
        s -> List.of(s.words("code"), Verdict.levels(s), s.words("outcome")),
        "/performedPeriod/start",
        "/performedDateTime");
    each("Communication", "contact", Timeline::contact, "/sent", "/received");
    each("AdverseEvent", "complication", s -> List.of(s.words("event")), "/date");
    each("Encounter", "encounter", s -> List.of(s.words("type")), "/period/start");
    each("QuestionnaireResponse", "questionnaire", s -> List.of(), "/authored");
  }

  private void each(
      String type, String kind, Function<Shown, List<String>> words, String... dates) {
    for (Shown shown : chart.of(type)) {
      if (shown.workItem().isEmpty()) {
        Instant at = chart.when(shown, dates);
        entries.add(
            new Entry(
                at == null ? shown.stored() : at,
                kind,
                "",
                told(words.apply(shown), status(shown)),
                "",
                source(shown),
                shown.path(),
                correct(shown),
                Chart.isWrong(shown)));
      }
    }
  }

  private @Nullable String correct(Shown shown) {
    String type = shown.key().type();
    return CorrectionPage.TYPES.contains(type) && !Chart.isWrong(shown) && mayCorrect.test(type)
        ? "/desk/patients/%s/correct/%s".formatted(chart.id(), shown.reference())
        : null;
  }

  private static String status(Shown shown) {
    return switch (shown.status()) {
      case "", "final", "active", "completed", "current", "booked", "finished" -> "";
      default -> "(" + shown.status() + ")";
    };
  }

  private static List<String> condition(Shown shown) {
    return List.of(
        shown.words("code"), Verdict.levels(shown), shown.text("/clinicalStatus/coding/0/code"));
  }

  private static List<String> observation(Shown shown) {
    String name = shown.words("code");
    JsonNode body = shown.body();
    if (KnownCodes.isPainScore(shown.codes("code"))) {
      return List.of(
          body.at("/valueQuantity/value").asString(body.path("valueInteger").asString("?"))
              + " / 10",
          name);
    }
    String value =
        body.has("valueQuantity")
            ? body.at("/valueQuantity/value").asString("")
                + " "
                + body.at("/valueQuantity/unit").asString("")
            : body.has("valueBoolean")
                ? body.path("valueBoolean").asBoolean() ? "present" : "absent"
                : body.has("valueCodeableConcept")
                    ? shown.words("valueCodeableConcept")
                    : body.path("valueString").asString("");
    return List.of(name, value.strip(), shown.text("/note/0/text"));
  }

  private static List<String> appointment(Shown shown) {
    return List.of(shown.text("/description"), shown.words("serviceType"));
  }

  private static List<String> contact(Shown shown) {
    return List.of(
        shown.words("medium"), shown.text("/payload/0/contentString"), shown.words("statusReason"));
  }

  private void work() {
    for (Shown task : chart.of("Task")) {
      if (ACTS.contains(task.kind()) && DONE.contains(task.status())) {
        boolean red = task.kind().equals("red-flag-review");
        add(
            task,
            task.stored(),
            red ? "red-flag-closed" : "follow-up",
            task.status(),
            List.of(Legible.of(task.text("/description")), task.words("statusReason")));
      }
    }
    for (Shown advice : chart.of("CommunicationRequest")) {
      if (advice.kind().equals("follow-up") && DONE.contains(advice.status())) {
        String words = advice.text("/payload/0/contentString");
        add(advice, advice.stored(), "follow-up", advice.status(), List.of(Legible.of(words)));
      }
    }
    for (Shown flag : chart.of("Flag")) {
      Instant raised = chart.start(flag.text("/period/start"));
      String found = flag.body().at("/code/coding/0/display").asString(flag.words("code"));
      add(
          flag,
          raised == null ? flag.stored() : raised,
          "red-flag",
          "",
          List.of(Legible.of(found)));
    }
    for (Shown issue : chart.of("DetectedIssue")) {
      Instant at = chart.when(issue, "/identifiedDateTime");
      add(
          issue,
          at == null ? issue.stored() : at,
          "warning",
          "",
          List.of(Legible.of(issue.text("/detail"))));
    }
  }

  private void add(Shown shown, Instant at, String kind, String code, List<String> words) {
    entries.add(
        new Entry(
            at,
            kind,
            code,
            told(words, ""),
            "",
            source(shown),
            shown.path(),
            null,
            Chart.isWrong(shown)));
  }

  private void add(Steps.Step step) {
    String who = NAMED.matcher(Objects.requireNonNullElse(step.actor(), "")).replaceFirst("$1");
    String rule = step.rule().replaceFirst(".*/", "").replace('|', ' ');
    String path = step.cause().contains("/_history/") ? Verdict.path(step.cause()) : null;
    entries.add(
        new Entry(
            step.effective(),
            "state",
            step.to(),
            List.of(),
            "",
            who.isBlank() ? rule : rule.equals(OF_THE_RECORD) ? who : who + ", " + rule,
            path,
            null,
            false));
  }

  private void add(LedgerEntry message, boolean mayOpen) {
    String from = Objects.requireNonNullElse(message.sender().source(), message.sender().subject());
    entries.add(
        new Entry(
            message.received(),
            "message",
            message.state().code(),
            List.of(message.event()),
            message.id(),
            from,
            mayOpen ? "/desk/integration/messages/" + message.seq() : null,
            null,
            false));
  }

  /** Who told: the person, else the system, else this service. */
  private String source(Shown shown) {
    for (String element :
        List.of("performer", "requester", "recorder", "asserter", "sender", "owner", "author")) {
      JsonNode found = shown.body().path(element);
      JsonNode one = found.isArray() ? found.path(0) : found;
      String name = chart.name(one.has("actor") ? one.path("actor") : one);
      if (!name.isEmpty()) {
        return name;
      }
    }
    String system = shown.text("/meta/source");
    return system.isEmpty() && !shown.workItem().isEmpty() ? "VertePath" : system;
  }

  private static List<String> told(List<String> words, String status) {
    return Stream.concat(words.stream(), Stream.of(status)).filter(w -> !w.isBlank()).toList();
  }
}
