package dev.vertepath.desk.patient;

import dev.vertepath.desk.frame.Legible;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What somebody should look at. */
record Alerts(List<RedFlag> redFlags, List<Issue> warnings) {

  /**
   * A red flag with the Task to look at it.
   *
   * @param review null when it is out of sight
   * @param evidence the page of what raised it; null when it is out of sight
   */
  record RedFlag(
      Shown flag,
      String text,
      boolean open,
      @Nullable Instant raised,
      @Nullable Shown review,
      String closing,
      @Nullable String evidence) {}

  /** A warning of the service, with what persons did about it. */
  record Issue(
      Shown issue,
      String code,
      String severity,
      String detail,
      List<String> mitigations,
      List<String> evidence,
      boolean standing) {}

  public List<RedFlag> open() {
    return redFlags.stream().filter(RedFlag::open).toList();
  }

  static Alerts of(Chart chart) {
    List<RedFlag> flags =
        chart.valid("Flag").stream()
            .filter(flag -> flag.kind().equals("red-flag"))
            .map(flag -> redFlag(flag, chart))
            .sorted(Comparator.comparing(RedFlag::open).reversed())
            .toList();
    List<Issue> issues =
        chart.valid("DetectedIssue").stream()
            .map(Alerts::issue)
            .sorted(Comparator.comparing(Issue::standing).reversed())
            .toList();
    return new Alerts(flags, issues);
  }

  private static RedFlag redFlag(Shown flag, Chart chart) {
    String evidence = flag.text("/extension/0/valueReference/reference");
    Shown review =
        chart.of("Task").stream()
            .filter(task -> task.kind().equals("red-flag-review"))
            .filter(task -> task.text("/focus/reference").equals(evidence))
            .findFirst()
            .orElse(null);
    return new RedFlag(
        flag,
        Legible.of(flag.body().at("/code/coding/0/display").asString(flag.words("code"))),
        flag.status().equals("active"),
        chart.start(flag.text("/period/start")),
        review,
        review == null ? "" : review.words("statusReason"),
        chart.find(evidence).map(Shown::path).orElse(null));
  }

  private static Issue issue(Shown issue) {
    List<String> mitigations = new ArrayList<>();
    for (JsonNode mitigation : Shown.each(issue.body().path("mitigation"))) {
      mitigations.add(Shown.words(mitigation.path("action")));
    }
    List<String> evidence = new ArrayList<>();
    for (JsonNode implicated : Shown.each(issue.body().path("implicated"))) {
      String reference = implicated.path("reference").asString("");
      if (reference.contains("/_history/")) {
        evidence.add(reference);
      }
    }
    return new Issue(
        issue,
        issue.own("code", "detected-issue"),
        issue.text("/severity"),
        Legible.of(issue.text("/detail")),
        mitigations,
        evidence,
        issue.status().equals("final"));
  }
}
