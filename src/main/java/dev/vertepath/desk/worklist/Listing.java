package dev.vertepath.desk.worklist;

import java.util.List;
import java.util.Map;

/**
 * A page of the worklist.
 *
 * @param counts of all that match, by band, whatever band is chosen
 * @param matching how many match, with the bands that are chosen
 */
record Listing(Filter filter, List<Row> rows, Map<Band, Integer> counts, int matching) {

  static final int SIZE = 50;

  public int count(Band band) {
    return counts.getOrDefault(band, 0);
  }

  /** Of all bands. */
  public int all() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  public int pages() {
    return Math.max(1, (matching + SIZE - 1) / SIZE);
  }
}
