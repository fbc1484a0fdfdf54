package dev.vertepath.desk.registry;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the cases of one group come to.
 *
 * @param key a month, the id of an organization, a cause, a vertebra; {@link #UNKNOWN} where it is
 *     not told, {@link #ALL} for all together
 * @param withheld places of figures that are not told, since a small one could be computed from
 *     them
 */
public record Group(String key, Map<Measure, Map<String, Figure>> figures, Set<String> withheld) {

  static final String ALL = "all";
  static final String UNKNOWN = "unknown";

  static Group of(String key, Tally tally) {
    return new Group(key, tally.figures(), Set.of());
  }

  Group with(Set<String> places) {
    return new Group(key, figures, Set.copyOf(places));
  }

  static String place(Measure measure, String item) {
    return measure.code() + " " + item;
  }

  /** Where not even the number of cases or of operations is told, nothing of them is. */
  boolean isWithheld(Measure measure, String item) {
    return withheld.contains(place(measure, item))
        || withheld.contains(place(measure.base(), Tally.ALL));
  }

  Figure figure(Measure measure, String item) {
    return figures.getOrDefault(measure, Map.of()).getOrDefault(item, Figure.NONE);
  }

  /** Of what a measure tells anything. */
  Set<String> items(Measure measure) {
    return figures.getOrDefault(measure, Map.of()).keySet();
  }

  Cell cell(Measure measure, String item, SmallCells cells, Locale locale) {
    Figure figure = figure(measure, item);
    return isWithheld(measure, item)
        ? Cell.withheld(figure, locale)
        : Cell.of(figure, cells, locale);
  }
}
