package dev.vertepath.desk.registry;

import java.util.ArrayList;
import java.util.List;

/** Counts for one figure. */
final class Counter {

  private final List<Double> values = new ArrayList<>();
  private int count;
  private int of;
  private boolean shared;

  /** One more, of none. */
  void add() {
    count++;
  }

  /** One more that is asked about. */
  void add(boolean counts) {
    shared = true;
    of++;
    count += counts ? 1 : 0;
  }

  /** One more that is asked about, and its value is known. */
  void known(double value) {
    add(true);
    values.add(value);
  }

  /** One more value, of all that there are. */
  void value(double value) {
    add();
    values.add(value);
  }

  Figure figure() {
    return new Figure(count, shared ? of : null, Quartiles.of(values));
  }
}
