package dev.vertepath.desk.patient;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What is printed: the plan in plain words for the patient, and a letter for who follows on. */
@ConditionalOnWebApplication
@Controller
class LetterPage {

  private final ChartReading reading;

  LetterPage(ChartReading reading) {
    this.reading = reading;
  }

  @GetMapping("/desk/patients/{id}/letters/patient")
  String patient(@PathVariable String id, Model model) {
    write(id, model);
    return "patient/letter-patient";
  }

  @GetMapping("/desk/patients/{id}/letters/follow-up")
  String followUp(@PathVariable String id, Model model) {
    write(id, model);
    return "patient/letter-follow-up";
  }

  private void write(String id, Model model) {
    Chart chart = reading.read(id);
    List<Plan> plans = Plan.of(chart);
    model.addAttribute("person", Person.of(chart));
    model.addAttribute("now", chart.now());
    model.addAttribute("plan", plans.isEmpty() ? null : plans.getFirst());
    model.addAttribute("verdicts", Verdict.of(chart));
    model.addAttribute("operations", Operation.of(chart));
    model.addAttribute("curves", Curve.of(chart, plans));
    model.addAttribute("alerts", Alerts.of(chart));
  }
}
