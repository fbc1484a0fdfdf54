package dev.vertepath.desk.registry;

import java.util.Map;
import java.util.Set;

/**
 * What the cases of one group come to.
 *
 * @param key a month, the id of an organization, a cause, a vertebra; {@link #UNKNOWN} where it is
 *     not told, {@link #ALL} for all together
 */
public record Group(String key, Map<Measure, Map<String, Figure>> figures) {

  static final String ALL = "all";
  static final String UNKNOWN = "unknown";

  static Group of(String key, Tally tally) {
    return new Group(key, tally.figures());
  }

  Figure figure(Measure measure, String item) {
    return figures.getOrDefault(measure, Map.of()).getOrDefault(item, Figure.NONE);
  }

  /** Of what a measure tells anything. */
  Set<String> items(Measure measure) {
    return figures.getOrDefault(measure, Map.of()).keySet();
  }
}
