package dev.vertepath.bench;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The patients that are loaded, each with a Condition, a Procedure, a CarePlan and two scores; the
 * same for the same seed, on any day.
 *
 * <p>CarePlans begin on any of {@value #DAYS} days and last up to 60. About a fifth are active at
 * some time of any {@value #WINDOW} days in between.
 */
final class Population {

  static final int WINDOW = 31;

  private static final int DAYS = 213;
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
  private static final String[] FAMILIES = {
    "Amsel", "Birke", "Castell", "Dohm", "Eriksen", "Falk", "Garner", "Holt", "Ibsen", "Juhl",
    "Kestrel", "Lindqvist", "Moreau", "Novak", "Osei", "Pirelli", "Quist", "Rowan", "Saito", "Thorn"
  };
  private static final String[] GIVEN = {
    "Ada", "Bruno", "Clara", "Dario", "Edith", "Frank", "Greta", "Hugo", "Irma", "Jonas", "Karla",
    "Ludwig", "Mina", "Nils", "Olga", "Paul", "Rosa", "Stefan", "Tilda", "Viktor"
  };

  private final long seed;
  private final double pathway;
  private final int size;

  /**
   * @param pathway share of those who have a fracture and were treated for it
   */
  Population(long seed, double pathway, int size) {
    this.seed = seed;
    this.pathway = pathway;
    this.size = size;
  }

  int size() {
    return size;
  }

  /** The same patient with another share or seed is another one, so the id tells both. */
  String id(int patient) {
    return "b%d-%d-%d".formatted(seed, Math.round(1000 * pathway), patient);
  }

  boolean isOnPathway(int patient) {
    return random(patient).nextDouble() < pathway;
  }

  int any(RandomGenerator random) {
    return random.nextInt(size);
  }

  /** Any who is not on the pathway. */
  int other(RandomGenerator random) {
    int patient = any(random);
    while (isOnPathway(patient)) {
      patient = any(random);
    }
    return patient;
  }

  /** As in {@code date=ge2026-03-01&date=le2026-03-31}, far enough from both ends. */
  static String window(RandomGenerator random) {
    LocalDate from = FIRST_DAY.plusDays(60 + random.nextInt(DAYS - 60 - WINDOW));
    return "date=ge%s&date=le%s".formatted(from, from.plusDays(WINDOW - 1));
  }

  private RandomGenerator random(int patient) {
    // Seeds that follow each other give numbers that do, without the mixing of a first step.
    return new SplittableRandom(seed * 1_000_003 + patient).split();
  }

  void put(int patient, Entries entries) {
    RandomGenerator random = random(patient);
    boolean treated = random.nextDouble() < pathway;
    String id = id(patient);
    LocalDate begins = FIRST_DAY.plusDays(random.nextInt(DAYS));
    Map<String, String> values = new HashMap<>();
    values.put("key", id);
    values.put("subject", "Patient/" + id);
    values.put("family", FAMILIES[random.nextInt(FAMILIES.length)]);
    values.put("given", GIVEN[random.nextInt(GIVEN.length)]);
    values.put("gender", random.nextInt(3) == 0 ? "male" : "female");
    values.put("birth", LocalDate.of(1935, 1, 1).plusDays(random.nextInt(12_000)).toString());
    values.put("house", Integer.toString(1 + random.nextInt(99)));
    values.put("onset", begins.minusDays(30).toString());
    values.put("from", begins + "T09:00:00Z");
    values.put("to", begins + "T09:45:00Z");
    values.put("status", random.nextInt(100) < 72 ? "active" : "completed");
    String start = "\"start\":\"%s\"".formatted(begins);
    String end = ",\"end\":\"%s\"".formatted(begins.plusDays(7 + random.nextInt(54)));
    values.put("period", random.nextInt(100) < 3 ? start : start + end);

    put(entries, "Patient", id, Templates.PATIENT, values);
    put(entries, "Condition", id, treated ? Templates.FRACTURE : Templates.CONDITION, values);
    score(entries, id + "-1", begins.minusDays(2), 5 + random.nextInt(6), values);
    put(
        entries,
        "Procedure",
        id,
        treated ? Templates.VERTEBROPLASTY : Templates.PHYSIOTHERAPY,
        values);
    put(entries, "CarePlan", id, Templates.CARE_PLAN, values);
    score(entries, id + "-2", begins.plusDays(2), random.nextInt(6), values);
  }

  private static void score(
      Entries entries, String id, LocalDate day, int score, Map<String, String> values) {
    var more = new HashMap<>(values);
    more.putAll(Scores.pain(id, day + "T10:00:00Z", score));
    put(entries, "Observation", id, Templates.SCORE, more);
  }

  private static void put(
      Entries entries, String type, String id, Template template, Map<String, String> values) {
    var named = new HashMap<>(values);
    named.put("id", "\"id\":\"" + id + "\",");
    entries.put(type, id, template.with(named));
  }

  @Override
  public String toString() {
    return "%d patients, %s of them on the pathway, seed %d".formatted(size, pathway, seed);
  }
}
