package dev.vertepath.care;

import dev.vertepath.pathway.CaseOutcome;
import dev.vertepath.pathway.Cause;
import dev.vertepath.pathway.CloseReason;
import dev.vertepath.pathway.Complication;
import dev.vertepath.pathway.Transition;
import dev.vertepath.pathway.Treatment;
import dev.vertepath.pathway.Vertebra;
import dev.vertepath.pathway.Window;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The rows of {@link WorkflowTables} as JSON, each field named as its column. */
final class WorkflowRows {

  private static final Set<String> TYPES = Set.of("Task", "CommunicationRequest");

  private WorkflowRows() {}

  static ArrayNode episodes(String patient, List<CaseOutcome> cases, Collection<WorkItem> items) {
    ArrayNode rows = Fhir.array();
    Map<String, ObjectNode> bodies = new HashMap<>();
    for (WorkItem item : items) {
      if (item.key().key().startsWith("case/")) {
        bodies.put(item.key().key(), item.body());
      }
    }
    for (CaseOutcome one : cases) {
      CloseReason closed = one.closeReason();
      ObjectNode row =
          Fhir.object()
              .put("key", one.key())
              .put("patient", patient)
              .put("task", ItemKey.reference("Task", one.key()))
              .put("condition", one.fracture().reference())
              .put("state", one.state().code())
              .put("close_reason", closed == null ? null : closed.code())
              .put("verdict", one.verdict().outcome().code())
              .put("rule", one.verdict().rule())
              .put("cause", one.cause().code())
              .put("onset", text(one.onset()))
              .put("procedure", one.procedure())
              .put(
                  "opened",
                  one.transitions().isEmpty()
                      ? null
                      : text(one.transitions().getFirst().effective()));
      assigned(row, bodies.getOrDefault(one.key(), Fhir.object()));
      ArrayNode levels = row.putArray("levels");
      one.levels().stream().sorted().forEach(level -> levels.add(level.name()));
      rows.add(row);
    }
    return rows;
  }

  static ArrayNode transitions(String patient, List<CaseOutcome> cases) {
    ArrayNode rows = Fhir.array();
    for (CaseOutcome one : cases) {
      int ordinal = 0;
      for (Transition step : one.transitions()) {
        var from = step.from();
        rows.add(
            Fhir.object()
                .put("episode", one.key())
                .put("ordinal", ordinal++)
                .put("patient", patient)
                .put("from_state", from == null ? null : from.code())
                .put("to_state", step.to().code())
                .put("effective", text(step.effective()))
                .put("recorded", text(step.cause().recorded()))
                .put("actor", step.actor())
                .put("cause", step.cause().versioned())
                .put("rule", step.rule()));
      }
    }
    return rows;
  }

  static ArrayNode treatments(String patient, List<Treatment> treatments) {
    ArrayNode rows = Fhir.array();
    for (Treatment one : treatments) {
      ObjectNode row =
          Fhir.object()
              .put("key", one.key())
              .put("patient", patient)
              .put("procedure", one.procedure())
              .put("began", text(one.began()))
              .put("ended", text(one.ended()))
              .put("stopped", text(one.stopped()))
              .put("pain_before", one.painBefore());
      each(row, "cases", one.cases().stream().sorted());
      each(row, "causes", one.causes().stream().sorted().map(Cause::code));
      each(row, "levels", one.levels().stream().sorted().map(Vertebra::name));
      each(row, "complications", one.complications().stream().sorted().map(Complication::code));
      ArrayNode reviews = row.putArray("reviews");
      for (Treatment.Review review : one.reviews()) {
        reviews.add(
            Fhir.object()
                .put("code", review.code())
                .put("due", text(review.due()))
                .put("done", review.done())
                .put("pain", review.pain()));
      }
      rows.add(row);
    }
    return rows;
  }

  private static void each(ObjectNode row, String name, Stream<String> values) {
    ArrayNode all = row.putArray(name);
    values.forEach(all::add);
  }

  /** Work that the facts call for, and work that only a person may still close. */
  static ArrayNode followUps(String patient, Collection<WorkItem> items) {
    ArrayNode rows = Fhir.array();
    for (WorkItem item : items) {
      boolean listed = item.calledFor() || !item.isOver();
      if (listed && TYPES.contains(item.key().type()) && !item.key().key().startsWith("case/")) {
        rows.add(followUp(patient, item));
      }
    }
    return rows;
  }

  private static ObjectNode followUp(String patient, WorkItem item) {
    ObjectNode body = item.body();
    boolean task = item.key().type().equals("Task");
    JsonNode codings = (task ? body.path("code") : body.path("category").path(0)).path("coding");
    Window window = item.window();
    ObjectNode row =
        Fhir.object()
            .put("key", item.key().key())
            .put("patient", patient)
            .put("resource", item.key().reference())
            .put("kind", task ? codings.path(0).path("code").asString() : "follow-up")
            .put("code", codings.path(task ? 1 : 0).path("code").asString())
            .put(
                "title",
                task
                    ? body.path("description").asString()
                    : body.path("category").path(0).path("text").asString())
            .put("status", item.status())
            .put("due_start", window == null ? null : text(window.start()))
            .put("due_end", window == null ? null : text(window.end()))
            .put("part_of", partOf(body));
    assigned(row, body);
    return row;
  }

  /** Whose work it is, and until when nobody wants to be reminded of it. */
  private static void assigned(ObjectNode row, ObjectNode body) {
    JsonNode owner = body.path("owner");
    row.put("owner", owner.path("reference").asString(owner.path("display").asString(null)));
    for (JsonNode extension : ResourceReader.each(body.path("extension"))) {
      if (extension.path("url").asString("").equals(Snooze.URL)) {
        row.put("snoozed_until", instant(extension.path("valueDateTime").asString("")));
      }
    }
  }

  /** Anybody may write such an extension: what is no time with a zone is none. */
  private static @Nullable String instant(String text) {
    try {
      return Fhir.time(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable String partOf(ObjectNode body) {
    JsonNode whole = body.has("basedOn") ? body.path("basedOn") : body.path("partOf");
    return whole.path(0).path("reference").asString(null);
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : Fhir.time(instant);
  }
}
