package dev.vertepath.pathway;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Pain scores of 0 to 10 in a patient's facts. */
final class PainScores {
  private static final Set<String> COUNTS = Set.of("final", "amended", "corrected", "preliminary");

  private PainScores() {}

  /** Scores up to and including the instant, newest first. */
  static List<ObservationFact> newestFirst(PatientFacts facts, Instant until) {
    return facts.observations().stream()
        .filter(o -> COUNTS.contains(o.status()) && o.value() != null)
        .filter(o -> Seed.CODES.any(o.codes(), "pain-score") && !o.effective().isAfter(until))
        .sorted(
            Comparator.comparing(ObservationFact::effective)
                .thenComparing(o -> o.source().reference())
                .reversed())
        .toList();
  }
}
