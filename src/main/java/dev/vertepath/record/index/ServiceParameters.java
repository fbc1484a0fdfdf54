package dev.vertepath.record.index;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The search parameters that this service adds to R4's own, for worklists. */
public final class ServiceParameters {

  private static final String BASE = "https://vertepath.dev/fhir/SearchParameter/";

  private static final AddedParameter TASK_DUE =
      new AddedParameter(
          "Task",
          "due",
          RestSearchParameterTypeEnum.DATE,
          "Task.restriction.period",
          Set.of(),
          BASE + "Task-due",
          "When the work is to be done",
          BASE + "Task-due");

  /** What this service notes in its own plans, and what others write into theirs. */
  private static final AddedParameter NEXT_DUE =
      new AddedParameter(
          "CarePlan",
          "next-due",
          RestSearchParameterTypeEnum.DATE,
          Stream.concat(
                  Stream.of(
                      "CarePlan.extension('https://vertepath.dev/fhir/StructureDefinition/next-due')"
                          + ".value.as(Period)"),
                  Stream.of("not-started", "scheduled", "in-progress", "on-hold")
                      .map("CarePlan.activity.detail.where(status='%s').scheduled"::formatted))
              .collect(Collectors.joining(" | ")),
          Set.of(),
          BASE + "CarePlan-next-due",
          "When the earliest open activity is due: of several, the one whose time ends first",
          BASE + "CarePlan-next-due");

  private ServiceParameters() {}

  public static List<AddedParameter> all() {
    return List.of(TASK_DUE, NEXT_DUE);
  }

  /** Whether of several dates only the earliest counts, which FHIRPath cannot say. */
  static boolean isEarliest(AddedParameter parameter) {
    return parameter.equals(NEXT_DUE);
  }
}
