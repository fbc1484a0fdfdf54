package dev.vertepath.pathway;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which vertebrae body sites name. Codes of a fracture name none: ICD-10-CM tells T5 to T12 in
 * pairs and gives M80 and M84 no level at all.
 */
final class VertebralLevels {
  private VertebralLevels() {}

  /** The vertebrae named by the sites; empty when only a region is, or nothing of the spine. */
  static Set<Vertebra> sites(Set<Code> bodySites) {
    Set<Vertebra> levels = EnumSet.noneOf(Vertebra.class);
    for (Code site : bodySites) {
      Seed.CODES.of(site, "vertebra").map(Vertebra::valueOf).forEach(levels::add);
    }
    return Collections.unmodifiableSet(levels);
  }

  /** Whether the sites name the spine at all: a vertebra or a region of it. */
  static boolean spinal(Set<Code> bodySites) {
    return Seed.CODES.anyOf(bodySites, "vertebra") || Seed.CODES.is(bodySites, "site");
  }

  static boolean overlap(Set<Vertebra> some, Set<Vertebra> others) {
    return !Collections.disjoint(some, others);
  }

  /** The levels for a person, from the top: {@code T12, L1}. */
  static String text(Set<Vertebra> levels) {
    return levels.stream()
        .sorted()
        .map(v -> v == Vertebra.SACRUM ? v.name().toLowerCase(Locale.ROOT) : v.name())
        .collect(Collectors.joining(", "));
  }
}
