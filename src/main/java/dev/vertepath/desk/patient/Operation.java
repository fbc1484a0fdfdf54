package dev.vertepath.desk.patient;

import dev.vertepath.pathway.KnownCodes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An operation with what was implanted.
 *
 * @param operators in words
 * @param cement volumes with their levels
 */
record Operation(
    Shown procedure,
    String title,
    String levels,
    String status,
    @Nullable Instant from,
    @Nullable Instant to,
    List<String> operators,
    String outcome,
    List<String> complications,
    List<Device> devices,
    List<String> cement) {

  private static final String MILLILITRES = "mL";

  /** What was implanted. */
  record Device(Shown device, String name, String maker, String lot, String udi, String expires) {}

  /** Procedures of the pathway, newest first. */
  static List<Operation> of(Chart chart) {
    return operations(chart).stream()
        .map(procedure -> of(procedure, chart))
        .sorted(
            Comparator.comparing(
                    Operation::from, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
                .reversed())
        .toList();
  }

  static List<Shown> done(Chart chart) {
    return operations(chart).stream().filter(p -> p.status().equals("completed")).toList();
  }

  private static List<Shown> operations(Chart chart) {
    return chart.valid("Procedure").stream()
        .filter(procedure -> KnownCodes.isOperation(procedure.codes("code")))
        .toList();
  }

  /** Observations of a volume that are part of a procedure. */
  static List<Shown> cement(Chart chart) {
    return chart.valid("Observation").stream()
        .filter(o -> o.text("/valueQuantity/code").equals(MILLILITRES))
        .filter(o -> o.text("/partOf/0/reference").contains("Procedure/"))
        .toList();
  }

  private static Operation of(Shown procedure, Chart chart) {
    List<String> operators = new ArrayList<>();
    for (JsonNode performer : Shown.each(procedure.body().path("performer"))) {
      operators.add(chart.name(performer.path("actor")));
    }
    List<String> complications = new ArrayList<>();
    for (JsonNode complication : Shown.each(procedure.body().path("complication"))) {
      complications.add(Shown.words(complication));
    }
    for (JsonNode detail : Shown.each(procedure.body().path("complicationDetail"))) {
      chart.find(detail).map(found -> found.words("code")).ifPresent(complications::add);
    }
    List<Device> devices = new ArrayList<>();
    for (JsonNode focal : Shown.each(procedure.body().path("focalDevice"))) {
      chart.find(focal.path("manipulated")).map(Operation::device).ifPresent(devices::add);
    }
    return new Operation(
        procedure,
        procedure.words("code"),
        Verdict.levels(procedure),
        procedure.status(),
        chart.when(procedure, "/performedPeriod/start", "/performedDateTime"),
        chart.end(procedure.text("/performedPeriod/end")),
        operators,
        procedure.words("outcome"),
        complications,
        devices,
        cement(chart).stream()
            .filter(o -> o.text("/partOf/0/reference").contains(procedure.reference()))
            .map(o -> Verdict.levels(o) + ": " + Spine.volume(o.body().path("valueQuantity")))
            .toList());
  }

  private static Device device(Shown device) {
    return new Device(
        device,
        device.body().at("/deviceName/0/name").asString(device.words("type")),
        device.text("/manufacturer"),
        device.text("/lotNumber"),
        device.text("/udiCarrier/0/carrierHRF"),
        device.text("/expirationDate"));
  }
}
