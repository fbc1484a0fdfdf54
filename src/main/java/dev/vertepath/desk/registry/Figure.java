package dev.vertepath.desk.registry;

import org.jspecify.annotations.Nullable;

/**
 * One figure.
 *
 * @param count the numerator; of values, how many are known
 * @param of the denominator; null where there is none
 * @param quartiles of the values; null where there are none
 */
public record Figure(int count, @Nullable Integer of, @Nullable Quartiles quartiles) {

  static final Figure NONE = new Figure(0, null, null);
}
