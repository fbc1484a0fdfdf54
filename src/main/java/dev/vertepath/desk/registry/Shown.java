package dev.vertepath.desk.registry;

import java.util.Locale;

/**
 * A group as it is shown.
 *
 * @param label its name in the language of the page
 */
public record Shown(Group group, String label, SmallCells cells, Locale locale) {

  public Cell cell(String measure, String item) {
    return group.cell(Measure.valueOf(measure), item, cells, locale);
  }
}
