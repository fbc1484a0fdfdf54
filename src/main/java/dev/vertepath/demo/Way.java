package dev.vertepath.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
   * How many go a way.
   *
   * @param usual of as many as there are in the table
   * @param least so that each variant of it is gone
   */
  private record Share(int usual, int least) {}

  /** How many patients there must be, so that every variant of every way is gone. */
  static int fewest() {
    return shares().values().stream().mapToInt(Share::least).sum();
  }

  /**
   * The ways of so many patients, in an order that the seed gives.
   *
   * @param patients at least {@link #fewest}
   */
  static List<Way> drawn(int patients, SplittableRandom random) {
    Map<Way, Share> shares = shares();
    int whole = shares.values().stream().mapToInt(Share::usual).sum();
    Map<Way, Integer> counts = new EnumMap<>(Way.class);
    shares.forEach(
        (way, share) ->
            counts.put(
                way, Math.max(share.least(), (int) ((long) share.usual() * patients / whole))));
    while (sum(counts) > patients) {
      counts.merge(mostSpare(counts, shares), -1, Integer::sum);
    }
    counts.merge(COMPLETED, patients - sum(counts), Integer::sum);
    List<Way> drawn = new ArrayList<>();
    counts.forEach((way, count) -> drawn.addAll(Collections.nCopies(count, way)));
    for (int i = drawn.size() - 1; i > 0; i--) {
      Collections.swap(drawn, i, random.nextInt(i + 1));
    }
    return drawn;
  }

  private static int sum(Map<Way, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Way mostSpare(Map<Way, Integer> counts, Map<Way, Share> shares) {
    return counts.keySet().stream()
        .max(Comparator.comparing(way -> spare(way, counts, shares)))
        .orElseThrow();
  }

  private static int spare(Way way, Map<Way, Integer> counts, Map<Way, Share> shares) {
    Share share = shares.get(way);
    return counts.getOrDefault(way, 0) - (share == null ? 0 : share.least());
  }

  private static Map<Way, Share> shares() {
    Map<Way, Share> shares = new EnumMap<>(Way.class);
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
                      new Share(Integer.parseInt(cells[1]), Integer.parseInt(cells[2]))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return shares;
  }
}
