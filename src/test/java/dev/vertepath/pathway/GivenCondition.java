package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.time;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A Condition, as it arrives. */
final class GivenCondition extends Arrival<GivenCondition> {
  private final Set<String> identifiers = new LinkedHashSet<>();
  private @Nullable String verification;
  private @Nullable Instant onset;
  private @Nullable Instant abatement;
  private @Nullable Instant recorded;
  private @Nullable Instant firstStored;

  GivenCondition(String reference) {
    super(reference);
    status = "active";
  }

  @Override
  GivenCondition self() {
    return this;
  }

  GivenCondition identifier(String identifier) {
    identifiers.add(identifier);
    return this;
  }

  GivenCondition verified(String code) {
    verification = code;
    return this;
  }

  GivenCondition firstStored(String time) {
    firstStored = time(time);
    return this;
  }

  GivenCondition onset(@Nullable String time) {
    onset = time == null ? null : time(time);
    return this;
  }

  GivenCondition abated(String time) {
    abatement = time(time);
    return this;
  }

  GivenCondition recorded(@Nullable String time) {
    recorded = time == null ? null : time(time);
    return this;
  }

  @Override
  ConditionFact fact() {
    return new ConditionFact(
        source(recorded),
        identifiers,
        codes,
        sites,
        status.isEmpty() ? null : status,
        verification,
        onset,
        abatement,
        recorded,
        firstStored == null ? source(recorded).recorded() : firstStored);
  }
}
