package dev.vertepath.care;

import dev.vertepath.pathway.ActivityOutcome;
import dev.vertepath.pathway.CaseOutcome;
import dev.vertepath.pathway.CaseState;
import dev.vertepath.pathway.CloseReason;
import dev.vertepath.pathway.Code;
import dev.vertepath.pathway.EvidenceRequest;
import dev.vertepath.pathway.PlanOutcome;
import dev.vertepath.pathway.RedFlag;
import dev.vertepath.pathway.Source;
import dev.vertepath.pathway.Vertebra;
import dev.vertepath.pathway.WorkStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes cases, wanted evidence, follow-ups and red-flag reviews as Tasks. */
final class TaskWriter {

  private final WorkItems items;
  private final String patient;

  TaskWriter(WorkItems items, String patient) {
    this.items = items;
    this.patient = patient;
  }

  void write(CaseOutcome one) {
    ObjectNode task = items.open("Task", one.key());
    CaseState state = one.state();
    CloseReason closed = one.closeReason();
    boolean byPerson = !WorkItem.status(task).isEmpty() && WorkItem.isByPerson(task);
    boolean closedByPerson = closed == CloseReason.DECLINED || closed == CloseReason.TRANSFERRED;
    if (byPerson && (closedByPerson || state == CaseState.COMPLETED)) {
      task.put("status", WorkItem.status(task));
    } else {
      WorkItem.give(
          task,
          switch (state) {
            case COMPLETED -> "completed";
            case CLOSED -> "cancelled";
            default -> "in-progress";
          });
    }
    task.put("intent", "plan");
    task.set(
        "businessStatus",
        Fhir.concept(
            state.code().replace('-', ' '), Fhir.coding(Systems.CASE_STATE, state.code())));
    if (closed == null) {
      task.remove("statusReason");
    } else if (!byPerson || !task.has("statusReason")) {
      String note = one.closeNote();
      task.set(
          "statusReason",
          Fhir.concept(
              note == null ? closed.code() : note,
              Fhir.coding(Systems.CLOSE_REASON, closed.code())));
    }
    code(task, "Case of a vertebral fracture", "pathway-case");
    task.put(
        "description",
        "Vertebral compression fracture%s, %s"
            .formatted(
                one.levels().isEmpty() ? "" : " of " + levels(one.levels()),
                one.cause().code().equals("unspecified")
                    ? "cause not specified"
                    : one.cause().code()));
    task.set("focus", Fhir.reference(one.fracture().reference()));
    task.set("for", Fhir.reference(patient));
    if (!one.transitions().isEmpty()) {
      var first = one.transitions().getFirst().effective();
      boolean over = state == CaseState.COMPLETED || state == CaseState.CLOSED;
      task.put("authoredOn", first.toString());
      task.set(
          "executionPeriod",
          Fhir.period(first, over ? one.transitions().getLast().effective() : null));
    }
    List<ObjectNode> outputs = new ArrayList<>();
    outputs.add(output("verdict", GuidanceWriter.reference(one)));
    if (one.procedure() != null) {
      outputs.add(output("procedure", one.procedure()));
    }
    task.set("output", Fhir.array(outputs.toArray(ObjectNode[]::new)));
  }

  void write(CaseOutcome one, EvidenceRequest request) {
    ObjectNode task = items.open("Task", request.key());
    progress(task, request.status(), request.output(), request.reason());
    task.put("intent", "plan");
    code(
        task,
        "Obtain evidence",
        "obtain-evidence",
        Fhir.coding(Systems.CRITERION, request.criterion().code()));
    task.put("description", "Wanted: " + request.criterion().text());
    task.set("focus", Fhir.reference(one.fracture().reference()));
    task.set("for", Fhir.reference(patient));
    task.set("partOf", Fhir.array(Fhir.reference(WorkItem.reference("Task", one.key()))));
  }

  void write(PlanOutcome plan, ActivityOutcome activity, String focus) {
    ObjectNode task = items.open("Task", activity.key());
    progress(task, activity.status(), activity.output(), activity.reason());
    task.put("intent", "plan");
    List<ObjectNode> codings = new ArrayList<>();
    codings.add(Fhir.coding(Systems.FOLLOW_UP, activity.definition().code()));
    for (Code code : activity.definition().snomed()) {
      codings.add(Fhir.coding(code.system(), code.code()));
    }
    code(task, activity.definition().title(), "follow-up", codings.toArray(ObjectNode[]::new));
    task.put("description", activity.definition().title());
    task.set("basedOn", Fhir.array(Fhir.reference(WorkItem.reference("CarePlan", plan.key()))));
    task.set("focus", Fhir.reference(focus));
    task.set("for", Fhir.reference(patient));
    task.put("authoredOn", plan.procedureEnd().toString());
    task.set(
        "restriction",
        Fhir.object()
            .set("period", Fhir.period(activity.window().start(), activity.window().end())));
  }

  /** One review for everything that one piece of evidence raised. */
  void write(List<RedFlag> flags) {
    RedFlag flag = flags.getFirst();
    ObjectNode task = items.open("Task", flag.reviewKey());
    progress(task, flag.review(), null, null);
    task.put("intent", "plan");
    task.put("priority", "urgent");
    code(task, "Review a red flag", "red-flag-review");
    task.put("description", flag.text() + ": look at the patient the same day.");
    task.set("focus", Fhir.reference(flag.evidence().reference()));
    task.set("for", Fhir.reference(patient));
    task.set("reasonReference", Fhir.reference(WorkItem.reference("Flag", flag.key())));
    task.put("authoredOn", flag.raisedAt().toString());
    task.set("restriction", Fhir.object().set("period", Fhir.period(flag.raisedAt(), flag.due())));
  }

  private void progress(
      ObjectNode task, WorkStatus work, @Nullable Source output, @Nullable String reason) {
    String status = WorkItems.status(task, work, "requested", "completed", "cancelled");
    switch (work) {
      case DONE, CANCELLED -> WorkItem.give(task, status);
      case OPEN -> {
        if (task.path("status").asString("").equals(status)) {
          task.put("status", status);
        } else {
          WorkItem.give(task, status);
        }
      }
      case DONE_BY_PERSON, CANCELLED_BY_PERSON -> {
        return;
      }
    }
    if (output == null) {
      task.remove("output");
    } else {
      task.set("output", Fhir.array(output("evidence", output.reference())));
    }
    if (reason == null) {
      task.remove("statusReason");
    } else {
      task.set("statusReason", Fhir.concept(reason));
    }
  }

  private static void code(ObjectNode task, String text, String code, ObjectNode... more) {
    ArrayNode codings = Fhir.array(Fhir.coding(Systems.TASK_CODE, code));
    for (ObjectNode coding : more) {
      codings.add(coding);
    }
    ObjectNode concept = Fhir.object();
    concept.set("coding", codings);
    task.set("code", concept.put("text", text));
  }

  private static ObjectNode output(String type, String reference) {
    ObjectNode output = Fhir.object();
    output.set(
        "type", Fhir.concept(type.replace('-', ' '), Fhir.coding(Systems.TASK_OUTPUT, type)));
    output.set("valueReference", Fhir.reference(reference));
    return output;
  }

  static String levels(Collection<Vertebra> levels) {
    return levels.stream()
        .sorted()
        .map(v -> v == Vertebra.SACRUM ? "sacrum" : v.name())
        .collect(Collectors.joining(", "));
  }
}
