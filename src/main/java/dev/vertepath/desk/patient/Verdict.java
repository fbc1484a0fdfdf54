package dev.vertepath.desk.patient;

import dev.vertepath.pathway.KnownCodes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A case with the verdict on it.
 *
 * @param task of the case
 * @param condition the fracture; null when it is out of sight
 * @param levels in words, from the top
 * @param guidance that holds the verdict; null when there is none in sight
 * @param outcome as in {@code insufficient-information}
 * @param rule the protocol with its version
 */
record Verdict(
    Shown task,
    @Nullable Shown condition,
    String state,
    String closeReason,
    String levels,
    @Nullable Shown guidance,
    String outcome,
    String rule,
    List<Criterion> criteria) {

  private static final Set<String> OVER = Set.of("completed", "closed");
  private static final Set<String> BEFORE_ORDER =
      Set.of("awaiting-evidence", "candidate", "not-indicated", "contraindicated");

  /**
   * A criterion as it was judged.
   *
   * @param weight {@code required}, {@code absolute-contraindication} or {@code caution}
   * @param status {@code met}, {@code not-met} or {@code unknown}
   * @param minimum the least value that it demands; null where presence decides
   * @param unit of that, as in {@code score} or {@code a} for years
   * @param days how old the evidence may be at most; null for any age
   * @param evidence the page of the version that made it so; null for none
   * @param wanted the page of the open Task that wants it; null for none
   */
  record Criterion(
      String code,
      String weight,
      String status,
      String text,
      @Nullable BigDecimal minimum,
      String unit,
      @Nullable BigDecimal days,
      String finding,
      @Nullable String evidence,
      String source,
      boolean wanted) {

    /** Whether it is answered by saying that something is there or not. */
    public boolean isAnswerable() {
      return EvidencePage.FINDINGS.contains(code);
    }
  }

  public boolean isOpen() {
    return !OVER.contains(state);
  }

  public boolean awaitsOrder() {
    return BEFORE_ORDER.contains(state);
  }

  public boolean isMet() {
    return outcome.equals("meets-criteria-for-specialist-review");
  }

  /** What is wanted and unknown. */
  public List<Criterion> missing() {
    return criteria.stream().filter(Criterion::wanted).toList();
  }

  /** Open cases first. */
  static List<Verdict> of(Chart chart) {
    return chart.of("Task").stream()
        .filter(task -> task.kind().equals("case"))
        .map(task -> of(task, chart))
        .sorted(Comparator.comparing(Verdict::isOpen).reversed())
        .toList();
  }

  private static Verdict of(Shown task, Chart chart) {
    String fracture = task.workItem().substring("case/".length());
    Shown guidance = chart.item("GuidanceResponse", "guidance/" + fracture).orElse(null);
    Shown condition = chart.find(fracture).orElse(null);
    List<Criterion> criteria = new ArrayList<>();
    String outcome = "";
    if (guidance != null) {
      for (JsonNode parameter : Shown.each(guidance.body().at("/contained/0/parameter"))) {
        if (parameter.path("name").asString("").equals("verdict")) {
          outcome = parameter.path("valueCode").asString("");
        } else {
          criteria.add(criterion(parameter, fracture, chart));
        }
      }
    }
    return new Verdict(
        task,
        condition,
        task.own("businessStatus", "case-state"),
        task.own("statusReason", "close-reason"),
        condition == null ? "" : levels(condition),
        guidance,
        outcome,
        guidance == null ? "" : guidance.text("/moduleCanonical"),
        criteria);
  }

  static String levels(Shown sited) {
    return KnownCodes.levels(sited.codes("bodySite")).stream()
        .map(Spine::label)
        .collect(Collectors.joining(", "));
  }

  private static Criterion criterion(JsonNode parameter, String fracture, Chart chart) {
    String code = part(parameter, "code").path("valueCode").asString("");
    JsonNode minimum = part(parameter, "minimum").path("valueQuantity");
    String evidence = part(parameter, "evidence").at("/valueReference/reference").asString("");
    boolean wanted =
        chart
            .item("Task", "evidence/" + fracture + "/" + code)
            .filter(task -> Plan.OPEN.contains(task.status()))
            .isPresent();
    return new Criterion(
        code,
        part(parameter, "weight").path("valueCode").asString(""),
        part(parameter, "status").path("valueCode").asString(""),
        part(parameter, "text").path("valueString").asString(""),
        number(minimum),
        minimum.path("code").asString("").replaceAll("[{}]", ""),
        number(part(parameter, "within").path("valueQuantity")),
        part(parameter, "finding").path("valueString").asString(""),
        evidence.isEmpty() ? null : path(evidence),
        part(parameter, "source").path("valueString").asString(""),
        wanted);
  }

  private static @Nullable BigDecimal number(JsonNode quantity) {
    JsonNode value = quantity.path("value");
    return value.isNumber() ? value.decimalValue() : null;
  }

  /** The page of a versioned reference. */
  static String path(String reference) {
    return "/desk/resources/" + reference.replace("/_history/", "/");
  }

  private static JsonNode part(JsonNode parameter, String name) {
    for (JsonNode part : Shown.each(parameter.path("part"))) {
      if (part.path("name").asString("").equals(name)) {
        return part;
      }
    }
    return MissingNode.getInstance();
  }

  /** The levels of all open cases. */
  static Set<String> openLevels(Chart chart) {
    Set<String> levels = new TreeSet<>();
    of(chart).stream()
        .filter(Verdict::isOpen)
        .forEach(one -> levels.addAll(List.of(one.levels().split(", "))));
    levels.remove("");
    return levels;
  }
}
