package dev.vertepath.pathway;

import java.util.List;

/** All that follows from a patient's facts. */
public record PatientPathway(
    List<CaseOutcome> cases,
    List<PlanOutcome> plans,
    List<RedFlag> redFlags,
    List<Warning> warnings) {}
