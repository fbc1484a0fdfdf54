package dev.vertepath.desk.patient;

import dev.vertepath.record.ResourceKey;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

/** Decides on a case: orders the operation, against the verdict too, or declines. */
@ConditionalOnWebApplication
@Controller
class DecisionPage {

  private static final String PAGE = "/desk/patients/{id}/decide/{task}";

  private final ChartReading reading;
  private final Writing writing;
  private final Doer doer;

  DecisionPage(ChartReading reading, Writing writing, Doer doer) {
    this.reading = reading;
    this.writing = writing;
    this.doer = doer;
  }

  @GetMapping(PAGE)
  String form(@PathVariable String id, @PathVariable String task, Model model) {
    Chart chart = reading.read(id);
    Verdict verdict = verdict(chart, task);
    Map<String, String> fields = new HashMap<>();
    fields.put("form", UUID.randomUUID().toString());
    fields.put("version", String.valueOf(verdict.task().version()));
    Shown guidance = verdict.guidance();
    fields.put("verdict", guidance == null ? "" : String.valueOf(guidance.version()));
    return show(chart, verdict, new Typed(fields), Map.of(), List.of(), model);
  }

  private static Verdict verdict(Chart chart, String task) {
    return Verdict.of(chart).stream()
        .filter(one -> one.task().key().id().equals(task))
        .findFirst()
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private String show(
      Chart chart,
      Verdict verdict,
      Typed typed,
      Map<String, String> problems,
      List<Change> changes,
      Model model) {
    model.addAttribute("person", Person.of(chart));
    model.addAttribute("one", verdict);
    model.addAttribute("typed", typed);
    model.addAttribute("problems", problems);
    model.addAttribute("changes", changes);
    model.addAttribute("allowed", doer.mayOrder() && doer.mayUpdate("Task"));
    return "patient/decide";
  }

  @PostMapping(PAGE)
  String decide(
      @PathVariable String id,
      @PathVariable String task,
      @RequestParam Map<String, String> fields,
      Model model,
      HttpServletResponse response) {
    var typed = new Typed(fields);
    Chart chart = reading.read(id);
    Verdict verdict = verdict(chart, task);
    boolean order = typed.get("act").equals("order");
    Map<String, String> problems = new LinkedHashMap<>();
    if (!order && !typed.get("act").equals("decline")) {
      problems.put("act", "patient.problem.act");
    }
    if (!typed.has("reason") && !(order && verdict.isMet())) {
      problems.put("reason", "patient.problem.reason");
    }
    boolean stale = isStale(verdict, typed);
    if (!problems.isEmpty() && !stale) {
      return show(chart, verdict, typed, problems, List.of(), model);
    }
    List<Change> changes = order ? order(id, verdict, typed) : decline(verdict, typed);
    if (!changes.isEmpty()) {
      response.setStatus(HttpStatus.CONFLICT.value());
      Chart now = reading.read(id);
      return show(now, verdict(now, task), typed, Map.of(), changes, model);
    }
    return "redirect:/desk/patients/" + id + "?done=" + (order ? "order" : "decline");
  }

  /** Whether the verdict has changed since it was shown, which is told before anything else. */
  private static boolean isStale(Verdict verdict, Typed typed) {
    Shown guidance = verdict.guidance();
    return guidance != null
        && typed.has("verdict")
        && guidance.version() != typed.version("verdict");
  }

  /** What the page showed of what is decided on; the verdict itself only where it showed one. */
  private static Map<ResourceKey, Long> ground(Verdict verdict, Typed typed) {
    Map<ResourceKey, Long> ground = new LinkedHashMap<>();
    Shown guidance = verdict.guidance();
    if (guidance != null && typed.has("verdict")) {
      ground.put(guidance.key(), typed.version("verdict"));
    }
    if (ground.isEmpty() || typed.has("version")) {
      ground.put(verdict.task().key(), typed.version("version"));
    }
    return ground;
  }

  private List<Change> decline(Verdict verdict, Typed typed) {
    return writing.update(
        verdict.task().key(),
        typed.version("version"),
        ground(verdict, typed),
        body -> {
          body.put("status", "rejected");
          body.set("statusReason", Words.of(typed.get("reason")));
          if (!body.has("owner")) {
            body.set("owner", doer.person());
          }
          return body;
        });
  }

  /** The order stands on the verdict that the page showed. */
  private List<Change> order(String id, Verdict verdict, Typed typed) {
    Shown condition = verdict.condition();
    ObjectNode order = typed.resource("ServiceRequest", "order");
    order.put("status", "active").put("intent", "order");
    order.set(
        "code",
        Words.coded(
            Shown.OWN + "procedure",
            "vertebroplasty",
            "Vertebroplasty" + (verdict.levels().isEmpty() ? "" : " of " + verdict.levels())));
    order.putObject("subject").put("reference", "Patient/" + id);
    order.put("authoredOn", writing.now().toString());
    order.set("requester", doer.person());
    if (typed.has("reason")) {
      order.putArray("reasonCode").add(Words.of(typed.get("reason")));
    }
    if (condition != null) {
      order.putArray("reasonReference").addObject().put("reference", condition.reference());
      if (condition.body().has("bodySite")) {
        order.set("bodySite", condition.body().path("bodySite").deepCopy());
      }
    }
    return writing.create(ground(verdict, typed), order);
  }
}
