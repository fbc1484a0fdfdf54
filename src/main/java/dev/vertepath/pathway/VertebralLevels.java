package dev.vertepath.pathway;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which vertebrae a body site or a code names. */
final class VertebralLevels {
  /** The ICD-10-CM stems that name one vertebra; T5 to T12 are coded in pairs and name none. */
  private static final Pattern ONE_VERTEBRA =
      Pattern.compile("S(?:22\\.0(?<t>[1-4])|32\\.0(?<l>[1-5])|12\\.(?<c>[0-6])).*");

  private VertebralLevels() {}

  /** The vertebrae named by the sites; empty when only a region is, or nothing of the spine. */
  static Set<Vertebra> sites(Set<Code> bodySites) {
    Set<Vertebra> levels = EnumSet.noneOf(Vertebra.class);
    for (Code site : bodySites) {
      Seed.CODES.of(site, "vertebra").map(Vertebra::valueOf).forEach(levels::add);
    }
    return Collections.unmodifiableSet(levels);
  }

  /** The levels of a fracture: its sites, else what its codes name without doubt. */
  static Set<Vertebra> fracture(ConditionFact condition) {
    Set<Vertebra> sites = sites(condition.bodySites());
    if (!sites.isEmpty()) {
      return sites;
    }
    Set<Vertebra> levels = EnumSet.noneOf(Vertebra.class);
    for (Code code : condition.codes()) {
      Vertebra named = Seed.CODES.of(code, "fracture").findAny().isPresent() ? one(code) : null;
      if (named != null) {
        levels.add(named);
      }
    }
    return Collections.unmodifiableSet(levels);
  }

  private static @Nullable Vertebra one(Code code) {
    var match = ONE_VERTEBRA.matcher(code.code());
    if (!match.matches()) {
      return null;
    }
    String thoracic = match.group("t");
    String lumbar = match.group("l");
    String cervical = match.group("c");
    if (thoracic != null) {
      return Vertebra.valueOf("T" + thoracic);
    }
    if (lumbar != null) {
      return Vertebra.valueOf("L" + lumbar);
    }
    return cervical == null ? null : Vertebra.valueOf("C" + (Integer.parseInt(cervical) + 1));
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
