package dev.vertepath.bench;

import dev.vertepath.bench.Workload.Expected;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a hospital asks for and sends. */
final class Workloads {

  private static final Pattern NEW_PATIENT = Pattern.compile("Patient/([A-Za-z0-9.-]+)/_history/1");

  private static final Expected MATCH = new Expected("\"mode\":\"match\"", 1);
  private static final Expected PAGE = new Expected("\"mode\":\"match\"", 50);

  /** Some plans of a page may be of the same patient. */
  private static final Expected INCLUDED = new Expected("\"mode\":\"include\"", 40);

  private static final Expected RESOURCES = new Expected("\"fullUrl\"", 6);
  private static final Expected CASE = new Expected("\"status\":\"201", 14);
  private static final Expected TREATMENT = new Expected("\"status\":\"201", 24);
  private static final Expected STORED = new Expected("\"status\":\"201", 2);

  private final Population patients;
  private final Arrivals arrivals = new Arrivals();

  /** Ids of patients with a fracture who were not treated yet. */
  private final Queue<String> treatable = new ConcurrentLinkedQueue<>();

  Workloads(Population patients) {
    this.patients = patients;
  }

  List<Workload> all() {
    return Stream.concat(reading().stream(), writing().stream()).toList();
  }

  List<Workload> reading() {
    return List.of(
        Workload.of("read", "read", Reference.READ, random -> read(random.nextBoolean(), random)),
        Workload.of(
                "by-patient",
                "search by patient",
                Reference.BY_PATIENT,
                random -> Request.get("/CarePlan?patient=" + patients.id(patients.any(random))))
            .expecting(MATCH),
        worklist("worklist", "worklist of 50", Reference.WORKLIST, "").expecting(PAGE),
        worklist(
                "worklist-subjects",
                "worklist of 50 with subjects",
                Reference.WORKLIST_WITH_SUBJECTS,
                "&_include=CarePlan:subject")
            .expecting(PAGE, INCLUDED),
        worklist(
                "worklist-sorted",
                "worklist of 50 sorted by date",
                Reference.WORKLIST_BY_DATE,
                "&_sort=date")
            .expecting(PAGE),
        worklist(
                "worklist-total",
                "worklist of 50, all counted",
                Reference.WORKLIST,
                "&_total=accurate")
            .expecting(PAGE),
        Workload.of(
                "everything",
                "`$everything`",
                Reference.EVERYTHING,
                random ->
                    Request.get("/Patient/" + patients.id(patients.any(random)) + "/$everything"))
            .expecting(RESOURCES));
  }

  private List<Workload> writing() {
    return List.of(
        Workload.of(
                "intake",
                "intake, no fracture",
                Reference.INTAKE,
                random -> Request.post(arrivals.intake(false)))
            .expecting(STORED),
        Workload.of(
                "message",
                "intake as a FHIR message, no fracture",
                Reference.INTAKE,
                random -> Request.message(arrivals.message(false)))
            .expecting(new Expected("\"code\":\"ok\"", 1)),
        Workload.of(
                "hl7v2",
                "intake as HL7 v2, no fracture",
                Reference.INTAKE,
                random -> Request.hl7v2(arrivals.hl7v2()))
            .expecting(new Expected("MSA|AA|", 1)),
        Workload.of(
                "mllp",
                "intake as HL7 v2 over MLLP, no fracture",
                Reference.INTAKE,
                random -> Request.mllp(arrivals.hl7v2()))
            .expecting(new Expected("MSA|AA|", 1)),
        intakeOfFractures(),
        Workload.of(
                "case",
                "14 resources, as of a fracture, sent",
                Reference.CASE,
                random -> Request.post(arrivals.plainCase()))
            .expecting(CASE),
        Workload.of(
                "treatment",
                "24 resources, as of a record on the pathway, sent",
                Reference.TREATMENT,
                random ->
                    Request.post(arrivals.plainTreatment(patients.id(patients.other(random)))))
            .expecting(TREATMENT),
        Workload.of(
            "record",
            "record, not on the pathway",
            Reference.RECORD,
            random -> Request.post(arrivals.record(patients.id(patients.other(random)), false))),
        Workload.of(
                "record-pathway",
                "record, on the pathway",
                Reference.RECORD,
                random -> treatment(treatable.poll()))
            .wantingTreatable());
  }

  /** Makes the patients that the record transaction of the pathway wants, each of them once. */
  Workload intakeOfFractures() {
    return Workload.of(
            "intake-pathway",
            "intake, fracture",
            Reference.INTAKE,
            random -> Request.post(arrivals.intake(true)))
        .telling(answer -> treatable.add(newPatient(answer.body())));
  }

  boolean hasTreatable() {
    return !treatable.isEmpty();
  }

  private Request read(boolean carePlan, RandomGenerator random) {
    return Request.get((carePlan ? "/CarePlan/" : "/Patient/") + patients.id(patients.any(random)));
  }

  private static Workload worklist(String name, String title, Reference reference, String more) {
    return Workload.of(
        name,
        title,
        reference,
        random ->
            Request.get(
                "/CarePlan?status=active&" + Population.window(random) + "&_count=50" + more));
  }

  private @Nullable Request treatment(@Nullable String patient) {
    return patient == null ? null : Request.post(arrivals.record(patient, true));
  }

  private static String newPatient(String answer) {
    Matcher location = NEW_PATIENT.matcher(answer);
    if (!location.find()) {
      throw new IllegalStateException("The answer names no new Patient: " + answer);
    }
    return location.group(1);
  }
}
