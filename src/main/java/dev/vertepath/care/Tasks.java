package dev.vertepath.care;

import dev.vertepath.pathway.Source;
import dev.vertepath.pathway.Vertebra;
import dev.vertepath.pathway.WorkStatus;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What all Tasks of the service have in common. */
final class Tasks {

  private Tasks() {}

  /** Gives the status for how far the work is, and with it what came of it. */
  static void progress(
      WorkItem task, WorkStatus work, @Nullable Source output, @Nullable String reason) {
    task.progress(work, "requested", "completed", "cancelled");
    if (work == WorkStatus.DONE_BY_PERSON || work == WorkStatus.CANCELLED_BY_PERSON) {
      return;
    }
    giveOutputs(task, output == null ? List.of() : List.of(output("evidence", output.reference())));
    task.giveReason(reason);
  }

  static void giveOutputs(WorkItem task, List<ObjectNode> outputs) {
    task.keep(
        "output",
        o ->
            !o.path("type")
                .path("coding")
                .path(0)
                .path("system")
                .asString("")
                .equals(Systems.TASK_OUTPUT),
        outputs.toArray(ObjectNode[]::new));
  }

  static ObjectNode output(String type, String reference) {
    ObjectNode output = Fhir.object();
    output.set(
        "type", Fhir.concept(type.replace('-', ' '), Fhir.coding(Systems.TASK_OUTPUT, type)));
    output.set("valueReference", Fhir.reference(reference));
    return output;
  }

  static ObjectNode code(String text, String code, ObjectNode... more) {
    ArrayNode codings = Fhir.array(Fhir.coding(Systems.TASK_CODE, code));
    for (ObjectNode coding : more) {
      codings.add(coding);
    }
    ObjectNode concept = Fhir.object();
    concept.set("coding", codings);
    return concept.put("text", text);
  }

  static String levels(Collection<Vertebra> levels) {
    return levels.stream()
        .sorted()
        .map(v -> v == Vertebra.SACRUM ? "sacrum" : v.name())
        .collect(Collectors.joining(", "));
  }
}
