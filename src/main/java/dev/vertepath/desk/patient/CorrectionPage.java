package dev.vertepath.desk.patient;

import dev.vertepath.record.ResourceKey;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.node.ObjectNode;

/** Corrects an entry: it was an error, or the value was another one. */
@ConditionalOnWebApplication
@Controller
class CorrectionPage {

  /** Whose entries persons and systems made, and not this service. */
  static final Set<String> TYPES =
      Set.of(
          "Observation",
          "Condition",
          "Procedure",
          "Communication",
          "AllergyIntolerance",
          "ServiceRequest");

  private static final Set<String> VERIFIED = Set.of("Condition", "AllergyIntolerance");
  private static final Map<String, String> VERIFICATION =
      Map.of(
          "Condition", "http://terminology.hl7.org/CodeSystem/condition-ver-status",
          "AllergyIntolerance",
              "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification");
  private static final int HIGHEST = 999;
  private static final String PAGE = "/desk/patients/{id}/correct/{type}/{entry}";

  private final Writing writing;
  private final Doer doer;

  CorrectionPage(Writing writing, Doer doer) {
    this.writing = writing;
    this.doer = doer;
  }

  @GetMapping(PAGE)
  String form(
      @PathVariable String id, @PathVariable String type, @PathVariable String entry, Model model) {
    Shown shown = entry(id, type, entry);
    Map<String, String> fields = new HashMap<>();
    fields.put("version", String.valueOf(shown.version()));
    fields.put("value", shown.text("/valueQuantity/value"));
    return show(id, shown, new Typed(fields), Map.of(), List.of(), model);
  }

  private Shown entry(String id, String type, String entry) {
    Shown shown = TYPES.contains(type) ? writing.read(new ResourceKey(type, entry)) : null;
    String patient = "Patient/" + id;
    boolean hers =
        shown != null
            && shown.workItem().isEmpty()
            && (shown.text("/subject/reference").equals(patient)
                || shown.text("/patient/reference").equals(patient));
    if (shown == null || !hers) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return shown;
  }

  private String show(
      String id,
      Shown shown,
      Typed typed,
      Map<String, String> problems,
      List<Change> changes,
      Model model) {
    model.addAttribute("person", Person.of(writing.patient(id)));
    model.addAttribute("entry", shown);
    model.addAttribute("number", shown.body().has("valueQuantity"));
    model.addAttribute("yesNo", shown.body().has("valueBoolean"));
    model.addAttribute("typed", typed);
    model.addAttribute("problems", problems);
    model.addAttribute("changes", changes);
    model.addAttribute("allowed", doer.mayUpdate(shown.key().type()));
    return "patient/correct";
  }

  @PostMapping(PAGE)
  String correct(
      @PathVariable String id,
      @PathVariable String type,
      @PathVariable String entry,
      @RequestParam Map<String, String> fields,
      Model model,
      HttpServletResponse response) {
    var typed = new Typed(fields);
    Shown shown = entry(id, type, entry);
    Map<String, String> problems = problems(typed, shown);
    if (!problems.isEmpty()) {
      return show(id, shown, typed, problems, List.of(), model);
    }
    List<Change> changes =
        writing.update(shown.key(), typed.version("version"), body -> corrected(body, typed));
    if (!changes.isEmpty()) {
      response.setStatus(HttpStatus.CONFLICT.value());
      return show(id, entry(id, type, entry), typed, Map.of(), changes, model);
    }
    return "redirect:/desk/patients/" + id + "?done=correct";
  }

  private static Map<String, String> problems(Typed typed, Shown shown) {
    Map<String, String> problems = new LinkedHashMap<>();
    String act = typed.get("act");
    if (!List.of("wrong", "value").contains(act)) {
      problems.put("act", "patient.problem.act");
    }
    boolean number = shown.body().has("valueQuantity");
    boolean yesNo = shown.body().has("valueBoolean");
    if (act.equals("value") && (number ? value(typed) == null : !yesNo || !isYesOrNo(typed))) {
      problems.put("value", "patient.problem.value");
    }
    if (!typed.has("reason")) {
      problems.put("reason", "patient.problem.reason");
    }
    return problems;
  }

  private static boolean isYesOrNo(Typed typed) {
    return List.of("yes", "no").contains(typed.get("value"));
  }

  private static @Nullable BigDecimal value(Typed typed) {
    return typed.number("value", HIGHEST);
  }

  private static ObjectNode corrected(ObjectNode body, Typed typed) {
    String type = body.path("resourceType").asString("");
    if (typed.get("act").equals("value")) {
      body.put("status", "corrected");
      if (body.path("valueQuantity") instanceof ObjectNode quantity) {
        quantity.put("value", value(typed));
      } else {
        body.put("valueBoolean", typed.get("value").equals("yes"));
      }
    } else if (VERIFIED.contains(type)) {
      body.set(
          "verificationStatus",
          Words.coded(
              String.valueOf(VERIFICATION.get(type)), "entered-in-error", "Entered in error"));
      // R4, con-5 and ait-2: what was never there has no clinical status.
      body.remove("clinicalStatus");
    } else {
      body.put("status", "entered-in-error");
    }
    body.withArray("/note").addObject().put("text", typed.get("reason"));
    return body;
  }
}
