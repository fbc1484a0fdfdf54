package dev.vertepath.desk.patient;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.node.ObjectNode;

/** Adds what was found or excluded, as the criteria ask for it. */
@ConditionalOnWebApplication
@Controller
class EvidencePage {

  /** Findings that are there or not. */
  static final List<String> FINDINGS =
      List.of(
          "site-tenderness",
          "marrow-oedema",
          "conservative-treatment-failed",
          "active-infection",
          "uncorrected-coagulopathy",
          "cement-allergy",
          "neurological-deficit",
          "retropulsed-fragment",
          "improving-on-medical-therapy",
          "pregnancy",
          "instability",
          "severe-functional-impact");

  private static final String PAGE = "/desk/patients/{id}/evidence";

  private final Writing writing;
  private final Doer doer;

  EvidencePage(Writing writing, Doer doer) {
    this.writing = writing;
    this.doer = doer;
  }

  @GetMapping(PAGE)
  String form(
      @PathVariable String id, @RequestParam(defaultValue = "") String finding, Model model) {
    Map<String, String> fields = new HashMap<>();
    fields.put("form", UUID.randomUUID().toString());
    fields.put("finding", finding);
    fields.put("day", writing.now().atZone(writing.zone()).toLocalDate().toString());
    return show(id, new Typed(fields), Map.of(), model);
  }

  private String show(String id, Typed typed, Map<String, String> problems, Model model) {
    model.addAttribute("person", Person.of(writing.patient(id)));
    model.addAttribute("findings", FINDINGS);
    model.addAttribute("typed", typed);
    model.addAttribute("problems", problems);
    model.addAttribute("allowed", doer.mayCreate("Observation"));
    return "patient/evidence";
  }

  @PostMapping(PAGE)
  String add(@PathVariable String id, @RequestParam Map<String, String> fields, Model model) {
    var typed = new Typed(fields);
    Map<String, String> problems = new LinkedHashMap<>();
    if (!FINDINGS.contains(typed.get("finding"))) {
      problems.put("finding", "patient.problem.finding");
    }
    if (!List.of("yes", "no").contains(typed.get("present"))) {
      problems.put("present", "patient.problem.present");
    }
    LocalDate day = typed.day("day");
    if (day == null || day.isAfter(writing.now().atZone(writing.zone()).toLocalDate())) {
      problems.put("day", "patient.problem.day");
    }
    if (!problems.isEmpty()) {
      return show(id, typed, problems, model);
    }
    ObjectNode found = typed.resource("Observation", "finding");
    found.put("status", "final");
    found.set(
        "code",
        Words.coded(
            Shown.OWN + "finding", typed.get("finding"), typed.get("finding").replace('-', ' ')));
    found.putObject("subject").put("reference", "Patient/" + id);
    found.put("effectiveDateTime", typed.get("day"));
    found.putArray("performer").add(doer.person());
    found.put("valueBoolean", typed.get("present").equals("yes"));
    if (typed.has("notes")) {
      found.putArray("note").addObject().put("text", typed.get("notes"));
    }
    writing.create(List.of(found));
    return "redirect:/desk/patients/" + id + "?done=evidence";
  }
}
