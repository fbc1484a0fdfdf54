package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.time;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An Observation, as it arrives. */
final class GivenObservation extends Arrival<GivenObservation> {
  private final Set<Code> values = new LinkedHashSet<>();
  private Instant effective = time("2026-02-16T09:00");
  private @Nullable Boolean truth;
  private @Nullable BigDecimal value;
  private @Nullable String unit;

  GivenObservation(String reference) {
    super(reference);
    status = "final";
  }

  @Override
  GivenObservation self() {
    return this;
  }

  GivenObservation on(String time) {
    effective = time(time);
    return this;
  }

  GivenObservation truth(boolean present) {
    truth = present;
    return this;
  }

  GivenObservation value(String number, @Nullable String inUnit) {
    value = new BigDecimal(number);
    unit = inUnit;
    return this;
  }

  GivenObservation valueCode(String system, String code) {
    values.add(new Code(system, code));
    return this;
  }

  @Override
  ObservationFact fact() {
    return new ObservationFact(
        source(effective), status, codes, sites, reasons, effective, truth, value, unit, values);
  }
}
