package dev.vertepath.demo;

import dev.vertepath.record.ClinicalRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What there is at the end, counted by searches that anybody may ask. */
final class Summary {

  private static final List<String> STATES =
      List.of(
          "awaiting-evidence",
          "candidate",
          "not-indicated",
          "contraindicated",
          "ordered",
          "scheduled",
          "in-procedure",
          "follow-up",
          "completed",
          "closed");

  private static final String OPEN_REVIEWS = "Task?code=follow-up&status=requested";
  private static final String OPEN_FLAGS = "Task?code=red-flag-review&status=requested";

  private final ClinicalRecord record;
  private final LocalDate today;
  private final String base;

  /**
   * @param base URL of the FHIR endpoint
   */
  Summary(ClinicalRecord record, LocalDate today, String base) {
    this.record = record;
    this.today = today;
    this.base = base;
  }

  List<String> lines() {
    List<String> states = new ArrayList<>();
    for (String state : STATES) {
      states.add(state + " " + count("Task?code=pathway-case&business-status=" + state));
    }
    return List.of(
        "Cases: " + String.join(", ", states),
        "Follow-ups: overdue %d, in their time now %d; red flags open %d, closed %d; things to look at %d"
            .formatted(
                count(overdue()),
                count(OPEN_REVIEWS + "&due=ge" + today + "&due=lt" + today.plusDays(1)),
                count(OPEN_FLAGS),
                count("Task?code=red-flag-review&status=completed"),
                count("DetectedIssue?patient:missing=false")),
        "Look at " + base + "/" + overdue() + "&_sort=due",
        "Look at " + base + "/" + OPEN_FLAGS,
        "Look at "
            + base
            + "/Task?code=pathway-case&business-status=candidate&_include=Task:patient");
  }

  private String overdue() {
    return OPEN_REVIEWS + "&due=eb" + today;
  }

  private long count(String search) {
    int query = search.indexOf('?');
    Long total =
        record
            .search(
                search.substring(0, query),
                search.substring(query + 1) + "&_count=1&_total=accurate")
            .total();
    return total == null ? 0 : total;
  }
}
