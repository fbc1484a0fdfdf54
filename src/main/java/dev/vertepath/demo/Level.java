package dev.vertepath.demo;

import java.util.SplittableRandom;

/**
 * The vertebrae of the demonstration. How often each is drawn is invented, with the peak at the
 * thoracolumbar junction that such fractures have.
 */
enum Level {
  T5("56401006", 2, "S22.050A"),
  T6("45296009", 3, "S22.050A"),
  T7("62487009", 6, "S22.060A"),
  T8("11068009", 7, "S22.060A"),
  T9("82687006", 5, "S22.070A"),
  T10("7610001", 5, "S22.070A"),
  T11("12989004", 8, "S22.080A"),
  T12("23215003", 17, "S22.080A"),
  L1("66794005", 20, "S32.010A"),
  L2("14293000", 11, "S32.020A"),
  L3("36470004", 8, "S32.030A"),
  L4("11994002", 5, "S32.040A"),
  L5("49668003", 3, "S32.050A");

  private final String snomed;
  private final int weight;
  private final String wedge;

  /**
   * @param snomed of the vertebra
   * @param wedge ICD-10-CM of its wedge compression by injury
   */
  Level(String snomed, int weight, String wedge) {
    this.snomed = snomed;
    this.weight = weight;
    this.wedge = wedge;
  }

  static Level drawn(SplittableRandom random) {
    int all = 0;
    for (Level level : values()) {
      all += level.weight;
    }
    int left = random.nextInt(all);
    for (Level level : values()) {
      left -= level.weight;
      if (left < 0) {
        return level;
      }
    }
    return L1;
  }

  String snomed() {
    return snomed;
  }

  String wedge() {
    return wedge;
  }

  boolean isLumbar() {
    return compareTo(L1) >= 0;
  }

  /** The next one below; of the lowest, the one above. */
  Level neighbour() {
    return this == L5 ? L4 : values()[ordinal() + 1];
  }
}
