package dev.vertepath.care;

/** Code and identifier systems that the service writes. */
final class Systems {

  private static final String OWN = "https://vertepath.dev/fhir/CodeSystem/";

  static final String TASK_CODE = OWN + "task-code";
  static final String CASE_STATE = OWN + "case-state";
  static final String CLOSE_REASON = OWN + "close-reason";
  static final String CRITERION = OWN + "criterion";
  static final String FINDING = OWN + "finding";
  static final String FOLLOW_UP = OWN + "follow-up";
  static final String GOAL = OWN + "goal";
  static final String ISSUE = OWN + "detected-issue";
  static final String MITIGATION = OWN + "mitigation";
  static final String TASK_OUTPUT = OWN + "task-output";

  /** The status that the service itself gave last: another one is a person's word. */
  static final String GIVEN_STATUS = OWN + "given-status";

  /** Likewise the business status of a case. */
  static final String GIVEN_BUSINESS_STATUS = OWN + "given-business-status";

  /** Likewise the window of a Task, as first and last instant with a slash between. */
  static final String GIVEN_PERIOD = OWN + "given-period";

  /** The security label that the service gave last, by its code; none when it took it back. */
  static final String GIVEN_LABEL = OWN + "given-label";

  /** The version of a work item in which a person spoke last. */
  static final String PERSON_VERSION = OWN + "person-version";

  /** Signs the notes of the service itself. */
  static final String SERVICE = "VertePath";

  /** The key of a work item, in {@code identifier}. */
  static final String WORK_ITEM = "https://vertepath.dev/fhir/work-item";

  /** In a CarePlan, the window of its earliest open activity. */
  static final String NEXT_DUE = "https://vertepath.dev/fhir/StructureDefinition/next-due";

  static final String SNOMED = "http://snomed.info/sct";
  static final String LOINC = "http://loinc.org";
  static final String UCUM = "http://unitsofmeasure.org";
  static final String ACHIEVEMENT = "http://terminology.hl7.org/CodeSystem/goal-achievement";
  static final String FLAG_CATEGORY = "http://terminology.hl7.org/CodeSystem/flag-category";

  /** Deprecated in US Core 9 and still demanded by partners on 3.1 to 6.1, so an extra coding. */
  static final String CAREPLAN_CATEGORY =
      "http://hl7.org/fhir/us/core/CodeSystem/careplan-category";

  private Systems() {}
}
