package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.time;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The Patient, as it arrives. */
final class GivenPerson extends Arrival<GivenPerson> {
  private @Nullable LocalDate born = LocalDate.parse("1948-05-01");
  private boolean deceased;
  private @Nullable Instant died;

  GivenPerson() {
    super("Patient/1");
  }

  @Override
  GivenPerson self() {
    return this;
  }

  GivenPerson born(@Nullable String day) {
    born = day == null ? null : LocalDate.parse(day);
    return this;
  }

  GivenPerson died(@Nullable String time) {
    deceased = true;
    died = time == null ? null : time(time);
    return this;
  }

  @Override
  PersonFact fact() {
    return new PersonFact(source(null), born, deceased, died);
  }
}
