package dev.vertepath.pathway;

import static dev.vertepath.pathway.Given.time;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An Appointment, as it arrives. */
final class GivenAppointment extends Arrival<GivenAppointment> {
  private @Nullable Instant start;
  private Instant booked = time("2026-02-20T10:00");

  GivenAppointment(String reference) {
    super(reference);
    status = "booked";
  }

  @Override
  GivenAppointment self() {
    return this;
  }

  GivenAppointment booked(String time) {
    booked = time(time);
    return this;
  }

  GivenAppointment start(@Nullable String time) {
    start = time == null ? null : time(time);
    return this;
  }

  @Override
  AppointmentFact fact() {
    return new AppointmentFact(source(booked), status, codes, basedOn, reasons, start, booked);
  }
}
