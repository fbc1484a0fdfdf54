package dev.vertepath.desk.patient;

import dev.vertepath.record.ResourceKey;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Completes, moves or cancels a piece of work; closing a red flag is one as well. */
@ConditionalOnWebApplication
@Controller
class WorkPage {

  private static final String PAGE = "/desk/patients/{id}/work/{type}/{item}";

  private final Writing writing;
  private final Doer doer;

  WorkPage(Writing writing, Doer doer) {
    this.writing = writing;
    this.doer = doer;
  }

  @GetMapping(PAGE)
  String form(
      @PathVariable String id, @PathVariable String type, @PathVariable String item, Model model) {
    Shown work = work(id, type, item);
    Map<String, String> fields = new HashMap<>();
    fields.put("version", String.valueOf(work.version()));
    return show(id, work, new Typed(fields), Map.of(), List.of(), model);
  }

  private Shown work(String id, String type, String item) {
    boolean known = type.equals("Task") || type.equals("CommunicationRequest");
    Shown work = known ? writing.read(new ResourceKey(type, item)) : null;
    if (work == null || work.workItem().isEmpty() || !isOf(id, work)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return work;
  }

  private static boolean isOf(String id, Shown work) {
    String patient = "Patient/" + id;
    return work.text("/for/reference").equals(patient)
        || work.text("/subject/reference").equals(patient);
  }

  private String show(
      String id,
      Shown work,
      Typed typed,
      Map<String, String> problems,
      List<Change> changes,
      Model model) {
    Chart chart = writing.patient(id);
    boolean red = work.kind().equals("red-flag-review");
    model.addAttribute("person", Person.of(chart));
    model.addAttribute("work", work);
    model.addAttribute("activity", Plan.activity(work, work.body().path("none"), chart));
    model.addAttribute("red", red);
    model.addAttribute(
        "movable", !red && work.kind().equals("follow-up") && work.key().type().equals("Task"));
    model.addAttribute("typed", typed);
    model.addAttribute("problems", problems);
    model.addAttribute("changes", changes);
    model.addAttribute(
        "allowed", doer.mayUpdate(work.key().type()) && (!red || doer.isClinician()));
    return "patient/work";
  }

  @PostMapping(PAGE)
  String act(
      @PathVariable String id,
      @PathVariable String type,
      @PathVariable String item,
      @RequestParam Map<String, String> fields,
      Model model,
      HttpServletResponse response) {
    var typed = new Typed(fields);
    Shown work = work(id, type, item);
    String act = typed.get("act");
    Map<String, String> problems = problems(typed, work);
    if (!problems.isEmpty()) {
      return show(id, work, typed, problems, List.of(), model);
    }
    List<Change> changes =
        writing.update(work.key(), typed.version("version"), body -> changed(body, act, typed));
    if (!changes.isEmpty()) {
      response.setStatus(HttpStatus.CONFLICT.value());
      return show(id, work(id, type, item), typed, Map.of(), changes, model);
    }
    boolean red = act.equals("done") && work.kind().equals("red-flag-review");
    return "redirect:/desk/patients/" + id + "?done=" + (red ? "red" : act);
  }

  private static Map<String, String> problems(Typed typed, Shown work) {
    Map<String, String> problems = new LinkedHashMap<>();
    String act = typed.get("act");
    if (!List.of("done", "move", "cancel").contains(act)) {
      problems.put("act", "patient.problem.act");
    }
    if (act.equals("move")) {
      LocalDate from = typed.day("from");
      LocalDate to = typed.day("to");
      if (from == null || to == null || to.isBefore(from)) {
        problems.put("from", "patient.problem.days");
      }
    }
    boolean red = work.kind().equals("red-flag-review");
    if ((red || !act.equals("done")) && !typed.has("reason")) {
      problems.put("reason", "patient.problem.reason");
    }
    return problems;
  }

  private ObjectNode changed(ObjectNode body, String act, Typed typed) {
    boolean task = body.path("resourceType").asString("").equals("Task");
    switch (act) {
      case "done" -> body.put("status", "completed");
      case "cancel" -> body.put("status", task ? "cancelled" : "revoked");
      default -> {
        ObjectNode period = body.putObject("restriction").putObject("period");
        period.put("start", typed.get("from")).put("end", typed.get("to"));
        // Work that is still to be done has a status of the service, and no reason of a person.
        note(body, typed.get("reason"));
      }
    }
    if (typed.has("reason") && !act.equals("move")) {
      JsonNode reason = Words.of(typed.get("reason"));
      body.set("statusReason", reason);
    }
    if (task && !body.has("owner")) {
      body.set("owner", doer.person());
    }
    return body;
  }

  private void note(ObjectNode body, String reason) {
    ArrayNode notes = body.path("note") instanceof ArrayNode known ? known : body.putArray("note");
    ObjectNode note = notes.addObject().put("text", reason);
    note.set("authorReference", doer.person());
    note.put("time", writing.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
