package dev.vertepath.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** What becomes of an invented patient; how many go which way stands in {@code demo/ways.tsv}. */
enum Way {
  AWAITING_ALL,
  AWAITING_IMAGING,
  AWAITING_PAIN,
  AWAITING_EXCLUSIONS,
  AWAITING_CONSERVATIVE,
  AWAITING_AGAIN,
  CANDIDATE,
  TWO_FRACTURES,
  NOT_INDICATED,
  CONTRAINDICATED,
  ORDERED,
  OVERRIDDEN,
  SCHEDULED,
  IN_PROCEDURE,
  JUST_TREATED,
  FOLLOW_UP,
  DUE_TODAY,
  LATE,
  OVERDUE_DAYS,
  OVERDUE_WEEKS,
  OVERDUE_MONTHS,
  POSTPONED,
  LOST,
  RED_FLAG_OPEN,
  RED_FLAG_CLOSED,
  REFRACTURE,
  ODD,
  COMPLETED,
  DECLINED,
  DIED_WAITING,
  DIED_AFTER,
  TRANSFERRED,
  ENTERED_IN_ERROR,
  RESOLVED,
  CORD_INJURY;

  private static final String TABLE = "/demo/ways.tsv";

  /**
   * The ways of so many patients, each at least once, in an order that the seed gives.
   *
   * @param patients at least as many as there are ways
   */
  static List<Way> drawn(int patients, SplittableRandom random) {
    Map<Way, Integer> shares = shares();
    int whole = shares.values().stream().mapToInt(Integer::intValue).sum();
    List<Way> drawn = new ArrayList<>();
    shares.forEach(
        (way, share) -> {
          for (int i = 0; i < Math.max(1, (int) ((long) share * patients / whole)); i++) {
            drawn.add(way);
          }
        });
    while (drawn.size() > patients) {
      drawn.remove(drawn.lastIndexOf(mostOf(drawn)));
    }
    while (drawn.size() < patients) {
      drawn.add(COMPLETED);
    }
    for (int i = drawn.size() - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      Way way = drawn.get(i);
      drawn.set(i, drawn.get(other));
      drawn.set(other, way);
    }
    return drawn;
  }

  private static Way mostOf(List<Way> drawn) {
    Map<Way, Integer> counts = new EnumMap<>(Way.class);
    drawn.forEach(way -> counts.merge(way, 1, Integer::sum));
    return counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  private static Map<Way, Integer> shares() {
    Map<Way, Integer> shares = new EnumMap<>(Way.class);
    try (InputStream table = Way.class.getResourceAsStream(TABLE)) {
      if (table == null) {
        throw new IllegalStateException(TABLE + " is missing");
      }
      new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .forEach(
              cells ->
                  shares.put(
                      valueOf(cells[0].toUpperCase(Locale.ROOT).replace('-', '_')),
                      Integer.valueOf(cells[1])));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return shares;
  }
}
