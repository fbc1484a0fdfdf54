package dev.vertepath.pathway;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** What the listed codes mean, for those who show resources and write them. */
public final class KnownCodes {
  private KnownCodes() {}

  /** The vertebrae that body sites name, from the top; empty when they name none. */
  public static Set<Vertebra> levels(Collection<Code> bodySites) {
    return VertebralLevels.sites(Set.copyOf(bodySites));
  }

  /** The body site that names a vertebra. */
  public static Code site(Vertebra vertebra) {
    return Seed.CODES.all().stream()
        .filter(code -> Seed.CODES.is(code, "vertebra:" + vertebra.name()))
        .min(Comparator.comparing(Code::code))
        .orElseThrow();
  }

  /** Whether a score of 0 to 10 is one of pain. */
  public static boolean isPainScore(Collection<Code> codes) {
    return Seed.CODES.is(codes, "pain-score");
  }

  public static boolean isOperation(Collection<Code> codes) {
    return Seed.CODES.is(codes, "operation");
  }

  /** Whether a Condition of this code is a fracture of a vertebra, if its site is. */
  public static boolean isFracture(Collection<Code> codes) {
    return Seed.CODES.anyOf(codes, "fracture") || Seed.CODES.anyOf(codes, "fracture-if-sited");
  }

  /** The finding that a code stands for, as in {@code marrow-oedema}. */
  public static Optional<String> finding(Collection<Code> codes) {
    return codes.stream()
        .flatMap(code -> Seed.CODES.of(code, "finding").sorted())
        .findFirst()
        .or(() -> codes.stream().flatMap(code -> Seed.CODES.of(code, "measure")).findFirst());
  }
}
