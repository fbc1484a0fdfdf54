package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.SNOMED;
import static dev.vertepath.pathway.Given.time;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A Procedure, as it arrives. */
final class GivenProcedure extends Arrival<GivenProcedure> {
  private final Set<String> identifiers = new LinkedHashSet<>();
  private final Set<Code> outcomes = new LinkedHashSet<>();
  private final Set<Code> complications = new LinkedHashSet<>();
  private @Nullable String partOf;
  private @Nullable Instant start;
  private @Nullable Instant end;
  private @Nullable String statusReason;

  GivenProcedure(String reference) {
    super(reference);
    status = "completed";
  }

  @Override
  GivenProcedure self() {
    return this;
  }

  GivenProcedure identifier(String identifier) {
    identifiers.add(identifier);
    return this;
  }

  GivenProcedure partOf(String reference) {
    partOf = reference;
    return this;
  }

  GivenProcedure during(@Nullable String from, @Nullable String to) {
    start = from == null ? null : time(from);
    end = to == null ? null : time(to);
    return this;
  }

  GivenProcedure outcome(String snomed) {
    outcomes.add(new Code(SNOMED, snomed));
    return this;
  }

  GivenProcedure complication(String system, String code) {
    complications.add(new Code(system, code));
    return this;
  }

  GivenProcedure statusReason(String text) {
    statusReason = text;
    return this;
  }

  GivenProcedure only(String system, String code) {
    codes.clear();
    return coded(system, code);
  }

  @Override
  ProcedureFact fact() {
    return new ProcedureFact(
        source(end == null ? start : end),
        identifiers,
        status,
        codes,
        sites,
        reasons,
        basedOn,
        partOf,
        start,
        end,
        outcomes,
        complications,
        statusReason);
  }
}
