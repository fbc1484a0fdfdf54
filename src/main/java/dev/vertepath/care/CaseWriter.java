package dev.vertepath.care;

import dev.vertepath.pathway.CaseOutcome;
import dev.vertepath.pathway.CaseState;
import dev.vertepath.pathway.CloseReason;
import dev.vertepath.pathway.EvidenceRequest;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Writes a case as a Task, and a Task for every piece of evidence that it wants. */
final class CaseWriter {

  private final WorkItems items;
  private final String patient;

  CaseWriter(WorkItems items, String patient) {
    this.items = items;
    this.patient = patient;
  }

  void write(CaseOutcome one) {
    WorkItem item = items.open("Task", one.key());
    CaseState state = one.state();
    item.giveUnlessSaid(
        switch (state) {
          case COMPLETED -> "completed";
          case CLOSED -> "cancelled";
          default -> "in-progress";
        });
    item.giveBusinessStatus(Systems.CASE_STATE, state.code());
    reason(item, one);
    ObjectNode task = item.body();
    task.put("intent", "plan");
    task.set("code", Tasks.code("Case of a vertebral fracture", "pathway-case"));
    task.put("description", description(one));
    task.set("focus", Fhir.reference(one.fracture().reference()));
    task.set("for", Fhir.reference(patient));
    if (!one.transitions().isEmpty()) {
      var first = one.transitions().getFirst().effective();
      boolean over = state == CaseState.COMPLETED || state == CaseState.CLOSED;
      task.put("authoredOn", Fhir.time(first));
      task.set(
          "executionPeriod",
          Fhir.period(first, over ? one.transitions().getLast().effective() : null));
    }
    List<ObjectNode> outputs = new ArrayList<>();
    outputs.add(Tasks.output("verdict", GuidanceWriter.reference(one)));
    if (one.procedure() != null) {
      outputs.add(Tasks.output("procedure", one.procedure()));
    }
    Tasks.giveOutputs(item, outputs);
  }

  private static void reason(WorkItem item, CaseOutcome one) {
    CloseReason closed = one.closeReason();
    if (closed == null) {
      item.giveReason(null);
    } else if (!item.hasPersonsStatus() || !item.body().has("statusReason")) {
      String note = one.closeNote();
      item.body()
          .set(
              "statusReason",
              Fhir.concept(
                  note == null ? closed.code() : note,
                  Fhir.coding(Systems.CLOSE_REASON, closed.code())));
    }
  }

  private static String description(CaseOutcome one) {
    String cause =
        switch (one.cause()) {
          case UNSPECIFIED -> "cause not specified";
          default -> one.cause().code();
        };
    return "Vertebral compression fracture%s, %s"
        .formatted(one.levels().isEmpty() ? "" : " of " + Tasks.levels(one.levels()), cause);
  }

  void write(CaseOutcome one, EvidenceRequest request) {
    WorkItem item = items.open("Task", request.key());
    Tasks.progress(item, request.status(), request.output(), request.reason());
    ObjectNode task = item.body();
    task.put("intent", "plan");
    task.set(
        "code",
        Tasks.code(
            "Obtain evidence",
            "obtain-evidence",
            Fhir.coding(Systems.CRITERION, request.criterion().code())));
    task.put("description", "Wanted: " + request.criterion().text());
    task.set("focus", Fhir.reference(one.fracture().reference()));
    task.set("for", Fhir.reference(patient));
    task.set("partOf", Fhir.array(Fhir.reference(ItemKey.reference("Task", one.key()))));
    if (!one.transitions().isEmpty()) {
      task.put("authoredOn", Fhir.time(one.transitions().getFirst().effective()));
    }
  }
}
