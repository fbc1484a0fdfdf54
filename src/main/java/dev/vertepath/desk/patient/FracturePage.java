package dev.vertepath.desk.patient;

import dev.vertepath.pathway.Code;
import dev.vertepath.pathway.KnownCodes;
import dev.vertepath.pathway.Vertebra;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.node.ObjectNode;

/** Adds a fracture; where a case of that level is open already, it asks first. */
@ConditionalOnWebApplication
@Controller
class FracturePage {

  private static final String SNOMED = "http://snomed.info/sct";

  /** By cause: what the clinic codes. None of the codes tells the level. */
  private static final Map<String, Code> CODES =
      Map.of(
          "osteoporotic", new Code(SNOMED, "240198002"),
          "neoplastic", new Code("http://hl7.org/fhir/sid/icd-10-cm", "M84.58XA"),
          "traumatic", new Code(SNOMED, "42157000"),
          "unspecified", new Code(SNOMED, "42942008"));

  private static final String PAGE = "/desk/patients/{id}/fracture";

  private final ChartReading reading;
  private final Writing writing;
  private final Doer doer;

  FracturePage(ChartReading reading, Writing writing, Doer doer) {
    this.reading = reading;
    this.writing = writing;
    this.doer = doer;
  }

  @GetMapping(PAGE)
  String form(@PathVariable String id, Model model) {
    Map<String, String> fields = new HashMap<>();
    fields.put("form", UUID.randomUUID().toString());
    return show(reading.read(id), new Typed(fields), Map.of(), false, model);
  }

  private String show(
      Chart chart, Typed typed, Map<String, String> problems, boolean second, Model model) {
    model.addAttribute("person", Person.of(chart));
    model.addAttribute("levels", Arrays.stream(Vertebra.values()).map(Spine::label).toList());
    model.addAttribute("open", Verdict.openLevels(chart));
    model.addAttribute("second", second);
    model.addAttribute("typed", typed);
    model.addAttribute("problems", problems);
    model.addAttribute("allowed", doer.mayCreate("Condition"));
    return "patient/fracture";
  }

  @PostMapping(PAGE)
  String add(@PathVariable String id, @RequestParam Map<String, String> fields, Model model) {
    var typed = new Typed(fields);
    Chart chart = reading.read(id);
    Optional<Vertebra> level =
        Arrays.stream(Vertebra.values())
            .filter(vertebra -> Spine.label(vertebra).equals(typed.get("level")))
            .findFirst();
    Code code = CODES.get(typed.get("cause"));
    LocalDate onset = typed.day("day");
    Map<String, String> problems = new LinkedHashMap<>();
    if (level.isEmpty()) {
      problems.put("level", "patient.problem.level");
    }
    if (code == null) {
      problems.put("cause", "patient.problem.cause");
    }
    LocalDate today = writing.now().atZone(writing.zone()).toLocalDate();
    if (typed.has("day") && (onset == null || onset.isAfter(today))) {
      problems.put("day", "patient.problem.day");
    }
    boolean second = Verdict.openLevels(chart).contains(typed.get("level"));
    boolean wanted = !second || typed.get("anyway").equals("yes");
    if (level.isEmpty() || code == null || !problems.isEmpty() || !wanted) {
      return show(chart, typed, problems, second, model);
    }
    writing.create(List.of(fracture(id, typed, level.get(), code, today)));
    return "redirect:/desk/patients/" + id + "?done=fracture";
  }

  private ObjectNode fracture(String id, Typed typed, Vertebra level, Code code, LocalDate today) {
    ObjectNode fracture = typed.resource("Condition", "fracture");
    fracture.set(
        "clinicalStatus",
        Words.coded(
            "http://terminology.hl7.org/CodeSystem/condition-clinical", "active", "Active"));
    fracture.set(
        "verificationStatus",
        Words.coded(
            "http://terminology.hl7.org/CodeSystem/condition-ver-status",
            "confirmed",
            "Confirmed"));
    fracture.set(
        "code",
        Words.coded(code.system(), code.code(), "Compression fracture of " + Spine.label(level)));
    Code site = KnownCodes.site(level);
    fracture.putArray("bodySite").add(Words.coded(site.system(), site.code(), typed.get("level")));
    fracture.putObject("subject").put("reference", "Patient/" + id);
    if (typed.has("day")) {
      fracture.put("onsetDateTime", typed.get("day"));
    }
    fracture.put("recordedDate", today.toString());
    fracture.set("recorder", doer.person());
    return fracture;
  }
}
