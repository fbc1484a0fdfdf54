package dev.vertepath.pathway;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which Conditions are vertebral fractures, of what cause, and where. */
final class FractureRecognition {
  private static final Pattern ONE_VERTEBRA =
      Pattern.compile("S(?:22\\.0([1-4])|32\\.0([1-5])|12\\.([0-6])).*");

  private FractureRecognition() {}

  /** The cause; null when the codes name no vertebral fracture for candidacy. */
  static @Nullable Cause cause(ConditionFact condition) {
    if (needsPerson(condition)) {
      return null;
    }
    boolean sited =
        Seed.CODES.any(condition.bodySites(), "vertebra-")
            || Seed.CODES.any(condition.bodySites(), "site-column");
    Cause found = null;
    for (Code code : condition.codes()) {
      String use = Seed.CODES.use(code, "fracture-").orElse(null);
      if (use == null || (use.startsWith("fracture-sited-") && !sited)) {
        continue;
      }
      Cause cause =
          Cause.valueOf(use.substring(use.lastIndexOf('-') + 1).toUpperCase(java.util.Locale.ROOT));
      found = found == null || cause.compareTo(found) < 0 ? cause : found;
    }
    return found;
  }

  static boolean needsPerson(ConditionFact condition) {
    return Seed.CODES.any(condition.codes(), "needs-person");
  }

  /** Why it is no longer a fracture to treat; null while it is. */
  static @Nullable CloseReason ended(ConditionFact c, Instant now) {
    String verification = c.verificationStatus();
    if ("entered-in-error".equals(verification) || "refuted".equals(verification)) {
      return CloseReason.ENTERED_IN_ERROR;
    }
    String clinical = c.clinicalStatus();
    Instant abatement = c.abatement();
    boolean over =
        "resolved".equals(clinical) || "inactive".equals(clinical) || "remission".equals(clinical);
    return over || (abatement != null && !abatement.isAfter(now)) ? CloseReason.RESOLVED : null;
  }

  static Set<Vertebra> levels(Set<Code> bodySites, Set<Code> codes) {
    Set<Vertebra> levels = EnumSet.noneOf(Vertebra.class);
    for (Code site : bodySites) {
      Seed.CODES
          .use(site, "vertebra-")
          .ifPresent(u -> levels.add(Vertebra.valueOf(u.substring("vertebra-".length()))));
    }
    if (levels.isEmpty()) {
      for (Code code : codes) {
        var m = ONE_VERTEBRA.matcher(code.code());
        if (Seed.CODES.use(code, "fracture-").isPresent() && m.matches()) {
          String t = m.group(1);
          String l = m.group(2);
          String c = m.group(3);
          if (t != null) {
            levels.add(Vertebra.valueOf("T" + t));
          } else if (l != null) {
            levels.add(Vertebra.valueOf("L" + l));
          } else if (c != null) {
            levels.add(Vertebra.valueOf("C" + (Integer.parseInt(c) + 1)));
          }
        }
      }
    }
    return Collections.unmodifiableSet(levels);
  }
}
