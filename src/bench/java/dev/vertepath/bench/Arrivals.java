package dev.vertepath.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The transactions of new patients and of what is done for patients who are there. */
public final class Arrivals {

  private static final String FIRST = "urn:uuid:00000000-0000-4000-8000-000000000001";
  private static final String SECOND = "urn:uuid:00000000-0000-4000-8000-000000000002";
  private static final String THIRD = "urn:uuid:00000000-0000-4000-8000-000000000003";
  private static final String FOURTH = "urn:uuid:00000000-0000-4000-8000-000000000004";

  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  /** Tells the identifiers of this run from those of others over the same data. */
  private final String run = Long.toString(System.currentTimeMillis(), 36);

  private final AtomicLong sent = new AtomicLong();

  /**
   * A Patient and a Condition.
   *
   * @param fracture whether it is one of a vertebra, which opens a case
   */
  public String intake(boolean fracture) {
    Map<String, String> values = values(FIRST);
    var entries = new Entries();
    entries.post("Patient", FIRST, Templates.PATIENT.with(values));
    Template condition = fracture ? Templates.FRACTURE : Templates.CONDITION;
    entries.post("Condition", SECOND, condition.with(values));
    return entries.transaction();
  }

  /**
   * A Procedure, a CarePlan and two scores.
   *
   * @param vertebroplasty whether it is one, which begins a follow-up
   */
  public String record(String patient, boolean vertebroplasty) {
    Map<String, String> values = values("Patient/" + patient);
    var entries = new Entries();
    Template procedure = vertebroplasty ? Templates.VERTEBROPLASTY : Templates.PHYSIOTHERAPY;
    entries.post("Procedure", FIRST, procedure.with(values));
    entries.post("CarePlan", SECOND, Templates.CARE_PLAN.with(values));
    String evening = today.minusDays(1) + "T18:00:00Z";
    String key = values.get("key");
    values.putAll(Scores.pain(key + "-1", evening, 3));
    entries.post("Observation", THIRD, Templates.SCORE.with(values));
    values.putAll(Scores.function(key + "-2", evening, 9));
    entries.post("Observation", FOURTH, Templates.SCORE.with(values));
    return entries.transaction();
  }

  /**
   * The 14 resources that an intake with a fracture leaves, sent by somebody: a Patient, a
   * Condition that is no fracture, and 12 which nothing follows from.
   */
  public String plainCase() {
    return Templates.CASE.with(values(FIRST));
  }

  /**
   * The 16 resources that a record on the pathway makes and the 8 that it changes, sent by somebody
   * for a patient who is not on it: what nothing follows from.
   *
   * @param patient logical id
   */
  public String plainTreatment(String patient) {
    return Templates.TREATMENT.with(values("Patient/" + patient));
  }

  /** The same Patient and Condition as {@link #intake}, as a message of FHIR. */
  public String message(boolean fracture) {
    Map<String, String> values = values(FIRST);
    var entries = new Entries();
    entries.post("Patient", FIRST, Templates.PATIENT.with(values));
    Template condition = fracture ? Templates.FRACTURE : Templates.CONDITION;
    entries.post("Condition", SECOND, condition.with(values));
    return entries.message(String.valueOf(values.get("key")), "referral", SECOND);
  }

  /** A patient and a diagnosis, as a message of HL7 v2. */
  public String hl7v2() {
    String key = values(FIRST).get("key");
    return """
        MSH|^~\\&|BENCH|BENCH|VP|VP|%2$s||ADT^A04^ADT_A01|%1$s|P|2.5.1||||||UNICODE UTF-8\r\
        PID|1||%1$s^^^BENCH^MR||Neumann^Thea||19480314|F\r\
        DG1|1||64859006^Osteoporosis^SCT||%2$s|F|||||||||||||%2$s|%1$s^BENCH\r"""
        .formatted(key, today.minusDays(21).toString().replace("-", ""));
  }

  private Map<String, String> values(String subject) {
    Map<String, String> values = new HashMap<>();
    values.put("id", "");
    values.put("key", run + "-" + sent.incrementAndGet());
    values.put("subject", subject);
    values.put("family", "Neumann");
    values.put("given", "Thea");
    values.put("gender", "female");
    values.put("birth", "1948-03-14");
    values.put("house", "12");
    values.put("onset", today.minusDays(21).toString());
    values.put("from", today.minusDays(2) + "T09:00:00Z");
    values.put("to", today.minusDays(2) + "T09:45:00Z");
    values.put("status", "active");
    values.put(
        "period",
        "\"start\":\"%s\",\"end\":\"%s\"".formatted(today.minusDays(2), today.plusDays(40)));
    return values;
  }
}
