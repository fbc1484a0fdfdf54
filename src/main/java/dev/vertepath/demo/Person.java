package dev.vertepath.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An invented patient. Sex, age and cause are drawn so that women of 60 to 90 years with
 * osteoporosis are most of them, as in such clinics; the numbers themselves are invented.
 *
 * @param levels those of the first fracture, from above
 * @param pain of 10, before treatment
 * @param relief points of ten that treatment brings in the end
 */
record Person(
    int number,
    boolean woman,
    LocalDate born,
    String given,
    String family,
    Hospital hospital,
    Cause cause,
    List<Level> levels,
    int pain,
    int relief) {

  /** Why the vertebra broke. */
  enum Cause {
    OSTEOPOROTIC,
    TRAUMATIC,
    NEOPLASTIC
  }

  static Person drawn(int number, LocalDate today, SplittableRandom random) {
    int share = random.nextInt(100);
    Cause cause = share < 78 ? Cause.OSTEOPOROTIC : share < 89 ? Cause.TRAUMATIC : Cause.NEOPLASTIC;
    boolean woman =
        random.nextInt(100)
            < switch (cause) {
              case OSTEOPOROTIC -> 80;
              case TRAUMATIC -> 38;
              case NEOPLASTIC -> 50;
            };
    int age =
        switch (cause) {
          case OSTEOPOROTIC -> 60 + random.nextInt(16) + random.nextInt(16);
          case TRAUMATIC -> 19 + random.nextInt(46);
          case NEOPLASTIC -> 47 + random.nextInt(35);
        };
    int pain = 6 + random.nextInt(4);
    int response = random.nextInt(100);
    int relief = response < 76 ? pain - random.nextInt(3) : response < 90 ? 2 : random.nextInt(2);
    return new Person(
        number,
        woman,
        today.minusYears(age).minusDays(random.nextInt(365)),
        Names.given(woman, random),
        Names.family(random),
        Hospital.ALL.get(hospital(random)),
        cause,
        levels(random),
        pain,
        relief);
  }

  private static int hospital(SplittableRandom random) {
    int share = random.nextInt(10);
    return share < 5 ? 0 : share < 8 ? 1 : 2;
  }

  /** One vertebra in most, in some two or three that are neighbours. */
  private static List<Level> levels(SplittableRandom random) {
    Level first = Level.drawn(random);
    int share = random.nextInt(100);
    int count = share < 80 ? 1 : share < 95 ? 2 : 3;
    List<Level> levels = new ArrayList<>();
    for (int i = 0; i < count && first.ordinal() + i < Level.values().length; i++) {
      levels.add(Level.values()[first.ordinal() + i]);
    }
    return List.copyOf(levels);
  }

  Person of(Cause another) {
    return new Person(number, woman, born, given, family, hospital, another, levels, pain, relief);
  }

  Person at(List<Level> others) {
    return new Person(number, woman, born, given, family, hospital, cause, others, pain, relief);
  }

  Person inLessPain(int less) {
    return new Person(
        number, woman, born, given, family, hospital, cause, levels, less, Math.min(relief, less));
  }

  /** Pain of 10 at a step after treatment; it never rises from one to the next. */
  int painAfter(int step, int steps) {
    return Math.max(0, pain - (int) Math.ceil((double) relief * step / steps));
  }

  String levelsText() {
    return String.join(", ", levels.stream().map(Level::name).toList());
  }
}
