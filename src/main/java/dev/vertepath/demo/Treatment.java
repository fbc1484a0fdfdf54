package dev.vertepath.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** The order, the booking and the operation. */
final class Treatment {

  private static final String COMPLICATION = "https://vertepath.dev/fhir/CodeSystem/complication";

  private final Script script;
  private final OperationForms forms;
  private final FindingForms findings;

  Treatment(Script script) {
    this.script = script;
    this.forms = new OperationForms(script.person());
    this.findings = new FindingForms(script.person());
  }

  /** What is operated on. */
  record Site(String order, String procedure, List<String> fractures, List<Level> levels) {

    static Site first(Person person) {
      return new Site("order-1", "procedure-1", List.of("fracture-1"), person.levels());
    }
  }

  void order(Site site, String why, Instant at) {
    Player radiologist = script.radiologist();
    if (script.chance(35)) {
      script.looks(at.minusSeconds(600), radiologist);
    }
    script.sends(
        at,
        radiologist,
        forms.order(site.order(), site.fractures(), site.levels(), why, at.minusSeconds(60)));
  }

  void order(Site site, Instant at) {
    order(
        site,
        switch (script.between(0, 3)) {
          case 0 -> "Pain keeps the patient from walking";
          case 1 -> "Bedridden by pain in spite of strong medication";
          case 2 -> "Pain at the fracture, no relief by conservative treatment";
          default -> "Severe pain on every movement, agreed in the spine conference";
        },
        at);
  }

  void book(Site site, String name, Instant start, Instant at) {
    script.sends(
        at,
        script.hospital(),
        forms.appointment(name, site.order(), site.levels(), start, at.minusSeconds(60)));
  }

  /** A booking that the patient did not come to. */
  void miss(String name, Instant at) {
    script.changes(at, script.hospital(), name, body -> body.put("status", "noshow"));
  }

  void visit(String name, String text, Instant start, Instant at) {
    script.sends(at, script.coordinator(), forms.visit(name, text, start, at.minusSeconds(60)));
  }

  /** An operation of 30 to 70 minutes, told an hour after its end or, by some, a day later. */
  Instant operate(Site site, Instant start) {
    Instant end = start.plus(Duration.ofMinutes(25 + 15L * site.levels().size()));
    Form procedure = withOrder(site, procedure(site, start, end));
    if (script.chance(14)) {
      procedure =
          procedure.with(
              "complication",
              Form.list(List.of(leakage("asymptomatic", "Cement leakage without complaints"))));
    }
    tell(site, procedure, end);
    return end;
  }

  /** An operation whose cement leaked and was felt. */
  Instant operateWithLeakage(Site site, Instant start) {
    Instant end = start.plus(Duration.ofMinutes(50));
    Form procedure =
        withOrder(site, procedure(site, start, end))
            .with(
                "complication",
                Form.list(List.of(leakage("symptomatic", "Cement leakage with pain of the leg"))));
    tell(site, procedure, end);
    return end;
  }

  /** An operation with something odd about it; the form of the Procedure is changed. */
  Instant operateOddly(Site site, Instant start, UnaryOperator<Form> odd) {
    Instant end = start.plus(Duration.ofMinutes(45));
    tell(site, odd.apply(procedure(site, start, end)), end);
    return end;
  }

  /** It has begun, and nobody has told its end. */
  void begin(Site site, Instant start) {
    Form procedure =
        withOrder(site, procedure(site, start, start))
            .with("status", "in-progress")
            .with("performedPeriod", Form.json("{\"start\":\"$start\"}", "start", start))
            .without("outcome");
    script.sends(start.plusSeconds(300), script.hospital(), procedure);
  }

  private Form procedure(Site site, Instant start, Instant end) {
    return forms
        .procedure(site.procedure(), site.fractures(), site.levels(), start, end)
        .with("outcome", Form.coded("http://snomed.info/sct", "385669000", "Successful"));
  }

  Form withOrder(Site site, Form procedure) {
    return procedure.with("basedOn", OperationForms.references(List.of(site.order())));
  }

  private static ObjectNode leakage(String kind, String text) {
    return Form.coded(COMPLICATION, "cement-leakage-" + kind, text);
  }

  private void tell(Site site, Form procedure, Instant end) {
    String device = "cement-of-" + site.procedure();
    List<Form> sent = new ArrayList<>();
    sent.add(forms.cement(device, end.atZone(script.days().zone()).toLocalDate()));
    ObjectNode manipulated = Form.json("{}");
    manipulated.set("manipulated", Form.reference("@" + device));
    sent.add(procedure.with("focalDevice", Form.list(List.of(manipulated))));
    for (Level level : site.levels()) {
      sent.add(
          findings.cement(
              "volume-" + site.procedure() + "-" + level.name().toLowerCase(Locale.ROOT),
              level,
              volume(level),
              site.procedure(),
              end.minusSeconds(600)));
    }
    script.sends(script.after(end, script.chance(6) ? 19 : 1), script.hospital(), sent);
  }

  /** Millilitres; lumbar vertebrae take more. */
  private String volume(Level level) {
    int tenths = (level.isLumbar() ? 32 : 22) + script.between(0, 22);
    return tenths / 10 + "." + tenths % 10;
  }
}
