package dev.vertepath.desk.patient;

import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** A patient's page, and the page of a resource as it is stored. */
@ConditionalOnWebApplication
@Controller
class PatientPage {

  /** What a form may say it did. */
  private static final Set<String> DONE =
      Set.of(
          "contact",
          "done",
          "red",
          "move",
          "cancel",
          "order",
          "decline",
          "evidence",
          "correct",
          "fracture");

  private final ChartReading reading;
  private final Steps steps;
  private final Onlookers onlookers;
  private final Doer doer;
  private final Apps apps;

  PatientPage(ChartReading reading, Steps steps, Onlookers onlookers, Doer doer, Apps apps) {
    this.reading = reading;
    this.steps = steps;
    this.onlookers = onlookers;
    this.doer = doer;
    this.apps = apps;
  }

  @GetMapping("/desk/patients/{id}")
  String show(
      @PathVariable String id,
      @RequestParam(defaultValue = "newest") String order,
      @RequestParam(defaultValue = "") String done,
      Model model,
      HttpServletResponse response) {
    Chart chart = reading.read(id);
    List<Plan> plans = Plan.of(chart);
    var messages = onlookers.messages(id);
    boolean newestFirst = !order.equals("oldest");
    model.addAttribute("person", Person.of(chart));
    model.addAttribute("whole", chart.whole());
    model.addAttribute("verdicts", Verdict.of(chart));
    model.addAttribute("plans", plans);
    model.addAttribute("spine", Spine.of(chart));
    model.addAttribute("curves", Curve.of(chart, plans));
    model.addAttribute("operations", Operation.of(chart));
    model.addAttribute("alerts", Alerts.of(chart));
    model.addAttribute(
        "timeline",
        Timeline.of(
            chart,
            steps.of(chart),
            messages.orElse(List.of()),
            onlookers.mayRead(),
            newestFirst,
            doer::mayUpdate));
    model.addAttribute("messagesShown", messages.isPresent());
    model.addAttribute("newestFirst", newestFirst);
    model.addAttribute("accesses", onlookers.accesses(id).orElse(null));
    model.addAttribute("done", DONE.contains(done) ? done : null);
    model.addAttribute("clinician", doer.mayOrder());
    model.addAttribute("mayWork", doer.mayUpdate("Task"));
    model.addAttribute("mayTell", doer.mayCreate("Observation"));
    model.addAttribute("mayDiagnose", doer.mayCreate("Condition"));
    apps.offer(model, response);
    return "patient/patient";
  }

  /** One version as it is stored; the current one where none is named. */
  @GetMapping({"/desk/resources/{type}/{id}", "/desk/resources/{type}/{id}/{version}"})
  String resource(
      @PathVariable String type,
      @PathVariable String id,
      @PathVariable(required = false) @Nullable Long version,
      Model model) {
    StoredResource stored = reading.read(new ResourceKey(type, id), version);
    model.addAttribute("stored", stored);
    model.addAttribute(
        "json",
        Json.MAPPER
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(Json.MAPPER.readTree(stored.body())));
    return "patient/resource";
  }
}
