package dev.vertepath.care;

import dev.vertepath.pathway.CaseOutcome;
import dev.vertepath.pathway.Criterion;
import dev.vertepath.pathway.CriterionResult;
import dev.vertepath.pathway.CriterionResult.Status;
import dev.vertepath.pathway.Source;
import dev.vertepath.pathway.Threshold;
import dev.vertepath.pathway.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the verdict on a case as a GuidanceResponse. Its criteria are in a contained Parameters,
 * each with threshold, evidence and source.
 */
final class GuidanceWriter {

  private static final String CONTAINED = "criteria";

  private final WorkItems items;
  private final String patient;

  GuidanceWriter(WorkItems items, String patient) {
    this.items = items;
    this.patient = patient;
  }

  static String reference(CaseOutcome one) {
    return ItemKey.reference("GuidanceResponse", key(one));
  }

  private static String key(CaseOutcome one) {
    return "guidance/" + one.fracture().reference();
  }

  void write(CaseOutcome one) {
    WorkItem item = items.open("GuidanceResponse", key(one));
    ObjectNode guidance = item.body();
    Verdict verdict = one.verdict();
    boolean wanting = verdict.outcome() == Verdict.Outcome.INSUFFICIENT_INFORMATION;
    guidance.set("contained", Fhir.array(criteria(verdict)));
    guidance.put("moduleCanonical", verdict.rule());
    item.give(wanting ? "data-required" : "success");
    guidance.set("subject", Fhir.reference(patient));
    guidance.set("reasonReference", Fhir.array(Fhir.reference(one.fracture().reference())));
    item.note(verdict.outcome().code() + ": a proposal for the clinician, who decides.");
    guidance.set("outputParameters", Fhir.reference("#" + CONTAINED));
    ArrayNode wanted = Fhir.array();
    for (CriterionResult result : verdict.criteria()) {
      if (wanting && result.status() == Status.UNKNOWN && result.criterion().inquires()) {
        wanted.add(requirement(result.criterion()));
      }
    }
    if (wanted.isEmpty()) {
      guidance.remove("dataRequirement");
    } else {
      guidance.set("dataRequirement", wanted);
    }
  }

  private static ObjectNode requirement(Criterion criterion) {
    return switch (criterion.code()) {
      case "level-known", "one-or-two-fractures" -> element("Condition", "bodySite");
      case "cause-known" -> element("Condition", "code");
      case "fracture-current" -> element("Condition", "clinicalStatus");
      case "fracture-recent" -> element("Condition", "onset[x]");
      case "older-than-60" -> element("Patient", "birthDate");
      case "pain-score", "unfavourable-course" ->
          observation(Fhir.coding(Systems.LOINC, "72514-3"));
      default -> observation(Fhir.coding(Systems.FINDING, criterion.code()));
    };
  }

  private static ObjectNode element(String type, String element) {
    ObjectNode requirement = Fhir.object().put("type", type);
    requirement.putArray("mustSupport").add(element);
    return requirement;
  }

  private static ObjectNode observation(ObjectNode code) {
    ObjectNode filter = Fhir.object().put("path", "code");
    filter.set("code", Fhir.array(code));
    ObjectNode requirement = Fhir.object().put("type", "Observation");
    requirement.set("codeFilter", Fhir.array(filter));
    return requirement;
  }

  private static ObjectNode criteria(Verdict verdict) {
    ObjectNode parameters = Fhir.object().put("resourceType", "Parameters").put("id", CONTAINED);
    ArrayNode all = parameters.putArray("parameter");
    all.add(code("verdict", verdict.outcome().code()));
    for (CriterionResult result : verdict.criteria()) {
      all.add(criterion(result));
    }
    return parameters;
  }

  private static ObjectNode criterion(CriterionResult result) {
    Criterion criterion = result.criterion();
    ObjectNode parameter = Fhir.object().put("name", "criterion");
    ArrayNode parts = parameter.putArray("part");
    parts.add(code("code", criterion.code()));
    parts.add(code("weight", word(criterion.weight().name())));
    parts.add(code("status", word(result.status().name())));
    parts.add(string("text", criterion.text()));
    threshold(parts, criterion.threshold());
    parts.add(string("finding", result.finding()));
    Source evidence = result.evidence();
    if (evidence != null) {
      ObjectNode part = Fhir.object().put("name", "evidence");
      part.set("valueReference", Fhir.reference(evidence.versioned()));
      parts.add(part);
    }
    parts.add(string("source", criterion.citation()));
    return parameter;
  }

  private static void threshold(ArrayNode parts, Threshold threshold) {
    BigDecimal minimum = threshold.minimum();
    if (minimum != null) {
      parts.add(quantity("minimum", minimum, threshold.unit()));
    }
    Duration within = threshold.within();
    if (within != null) {
      parts.add(quantity("within", BigDecimal.valueOf(within.toDays()), "d"));
    }
  }

  private static ObjectNode quantity(String name, BigDecimal value, @Nullable String unit) {
    ObjectNode part = Fhir.object().put("name", name);
    part.set("valueQuantity", Fhir.quantity(value, unit));
    return part;
  }

  private static ObjectNode code(String name, String code) {
    return Fhir.object().put("name", name).put("valueCode", code);
  }

  private static ObjectNode string(String name, String text) {
    return Fhir.object().put("name", name).put("valueString", text);
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
