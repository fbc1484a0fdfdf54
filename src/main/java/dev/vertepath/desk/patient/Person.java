package dev.vertepath.desk.patient;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Who the patient is.
 *
 * @param born the start of the day; null when no full date is known
 * @param age in completed years, at death for who died; null without a date
 * @param died as recorded; null for who lives, as far as is known
 */
record Person(
    String id,
    String name,
    @Nullable Instant born,
    @Nullable Integer age,
    String gender,
    List<String> identifiers,
    List<String> contacts,
    @Nullable String died,
    Shown patient) {

  static Person of(Chart chart) {
    Shown patient = chart.patient();
    List<String> identifiers = new ArrayList<>();
    for (JsonNode identifier : Shown.each(patient.body().path("identifier"))) {
      identifiers.add(identifier.path("value").asString(""));
    }
    List<String> contacts = new ArrayList<>();
    for (JsonNode contact : Shown.each(patient.body().path("telecom"))) {
      contacts.add(contact.path("value").asString(""));
    }
    String at = patient.text("/deceasedDateTime");
    boolean dead = !at.isEmpty() || patient.body().path("deceasedBoolean").asBoolean(false);
    LocalDate born = day(patient.text("/birthDate"));
    LocalDate until =
        dead && !at.isEmpty() ? day(at) : chart.now().atZone(chart.zone()).toLocalDate();
    String name = Chart.humanName(patient.body().path("name"));
    return new Person(
        chart.id(),
        name.isEmpty() ? "Patient " + chart.id() : name,
        born == null ? null : born.atStartOfDay(chart.zone()).toInstant(),
        born == null || until == null ? null : Period.between(born, until).getYears(),
        patient.text("/gender"),
        identifiers,
        contacts,
        dead ? at : null,
        patient);
  }

  private static @Nullable LocalDate day(String date) {
    try {
      return date.length() < "2026-01-01".length()
          ? null
          : LocalDate.parse(date.substring(0, "2026-01-01".length()));
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
