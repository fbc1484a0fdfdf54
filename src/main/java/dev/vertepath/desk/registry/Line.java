package dev.vertepath.desk.registry;

import org.jspecify.annotations.Nullable;

/**
 * A figure as it leaves the house.
 *
 * @param group key of its group
 * @param name of the organization, where the group is one; else as the key
 */
record Line(Grouping by, String group, String name, Measure measure, String item, Cell cell) {

  /** A number, a text in its place, or null where there is none. */
  static @Nullable Object told(SmallCells.@Nullable Told told) {
    if (told == null) {
      return null;
    }
    Integer value = told.value();
    return value == null ? told.instead() : value;
  }
}
