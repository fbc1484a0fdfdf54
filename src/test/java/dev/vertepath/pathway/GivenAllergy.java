package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.time;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An AllergyIntolerance, as it arrives. */
final class GivenAllergy extends Arrival<GivenAllergy> {
  private @Nullable String verification;
  private @Nullable Instant onset;
  private Instant recorded = time("2026-02-16T09:00");

  GivenAllergy(String reference) {
    super(reference);
    status = "active";
  }

  @Override
  GivenAllergy self() {
    return this;
  }

  GivenAllergy verified(String code) {
    verification = code;
    return this;
  }

  GivenAllergy onset(String time) {
    onset = time(time);
    return this;
  }

  GivenAllergy recorded(String time) {
    recorded = time(time);
    return this;
  }

  @Override
  AllergyFact fact() {
    return new AllergyFact(source(recorded), codes, status, verification, onset, recorded);
  }
}
