package dev.vertepath.desk.patient;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.node.ObjectNode;

/** Records that somebody spoke with the patient: a pain score, notes, and when. */
@ConditionalOnWebApplication
@Controller
class ContactPage {

  private static final int HIGHEST = 10;
  private static final String PAGE = "/desk/patients/{id}/contact";

  private final Writing writing;
  private final Doer doer;

  ContactPage(Writing writing, Doer doer) {
    this.writing = writing;
    this.doer = doer;
  }

  @GetMapping(PAGE)
  String form(@PathVariable String id, Model model) {
    Map<String, String> fields = new HashMap<>();
    fields.put("form", UUID.randomUUID().toString());
    fields.put("at", Typed.minute(writing.now(), writing.zone()));
    return show(id, new Typed(fields), Map.of(), model);
  }

  private String show(String id, Typed typed, Map<String, String> problems, Model model) {
    model.addAttribute("person", Person.of(writing.patient(id)));
    model.addAttribute("typed", typed);
    model.addAttribute("problems", problems);
    model.addAttribute("allowed", doer.mayCreate("Observation") && doer.mayCreate("Communication"));
    return "patient/contact";
  }

  @PostMapping(PAGE)
  String record(@PathVariable String id, @RequestParam Map<String, String> fields, Model model) {
    var typed = new Typed(fields);
    Map<String, String> problems = new LinkedHashMap<>();
    BigDecimal score = typed.number("score", HIGHEST);
    Instant at = typed.minute("at", writing.zone());
    if (typed.has("score") && score == null) {
      problems.put("score", "patient.problem.score");
    }
    if (!typed.has("score") && !typed.has("notes")) {
      problems.put("score", "patient.problem.nothing");
    }
    if (at == null) {
      problems.put("at", "patient.problem.time");
    } else if (at.isAfter(writing.now())) {
      problems.put("at", "patient.problem.future");
    }
    if (at == null || !problems.isEmpty()) {
      return show(id, typed, problems, model);
    }
    writing.create(resources("Patient/" + id, typed, score, at));
    return "redirect:/desk/patients/" + id + "?done=contact";
  }

  private List<ObjectNode> resources(
      String patient, Typed typed, @Nullable BigDecimal score, Instant at) {
    List<ObjectNode> all = new ArrayList<>();
    ObjectNode contact = typed.resource("Communication", "contact");
    contact.put("status", "completed");
    contact.putArray("category").addObject().put("text", "Follow-up");
    contact.putObject("subject").put("reference", patient);
    contact.putArray("recipient").addObject().put("reference", patient);
    contact.put("sent", at.toString());
    contact.set("sender", doer.person());
    if (typed.has("notes")) {
      contact.putArray("payload").addObject().put("contentString", typed.get("notes"));
    }
    all.add(contact);
    if (score != null) {
      ObjectNode pain = typed.resource("Observation", "pain");
      pain.put("status", "final");
      pain.putObject("code")
          .put("text", "Pain score of 0 to 10")
          .putArray("coding")
          .addObject()
          .put("system", "http://loinc.org")
          .put("code", "72514-3");
      pain.putObject("subject").put("reference", patient);
      pain.put("effectiveDateTime", at.toString());
      pain.putArray("performer").add(doer.person());
      pain.putObject("valueQuantity")
          .put("value", score)
          .put("system", "http://unitsofmeasure.org")
          .put("code", "{score}");
      all.add(pain);
    }
    return all;
  }
}
