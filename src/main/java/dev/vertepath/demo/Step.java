package dev.vertepath.demo;

import java.time.Instant;
import java.util.Comparator;

/**
 * One request of a player.
 *
 * @param at when it is sent
 * @param patient whose it is, by number
 * @param ordinal its place among the patient's
 */
record Step(Instant at, int patient, int ordinal, Player by, Play play) {

  /** The order of time. */
  static final Comparator<Step> ORDER =
      Comparator.comparing(Step::at)
          .thenComparingInt(Step::patient)
          .thenComparingInt(Step::ordinal);

  /** What is done. */
  @FunctionalInterface
  interface Play {
    void play(Stage stage, Known known);
  }
}
