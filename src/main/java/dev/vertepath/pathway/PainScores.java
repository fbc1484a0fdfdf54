package dev.vertepath.pathway;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pain scores of 0 to 10, oldest first. A value outside, or in another unit, is no such score.
 *
 * <p>A score that rises after a first relief is a red flag in the literature, but no source gives a
 * threshold for it: the machine raises none, and the goal shows {@code worsening}.
 */
final class PainScores {
  private static final Set<String> UNITS = Set.of("{score}", "1");

  /** A score. */
  record Score(BigDecimal value, Instant at, Source source) {

    /** As in {@code 7 of 10 on 2026-01-02}. */
    String text(FacilityCalendar calendar) {
      return value.toPlainString() + " of 10 on " + calendar.day(at);
    }
  }

  private final List<Score> scores;

  PainScores(PatientFacts facts) {
    scores =
        facts.observations().stream()
            .filter(o -> Findings.isEvidence(o) && Seed.CODES.is(o.codes(), "pain-score"))
            .flatMap(o -> score(o).stream())
            .sorted(
                Comparator.comparing(Score::at)
                    .thenComparing(s -> s.source().reference())
                    .thenComparing(Score::value))
            .toList();
  }

  private static Optional<Score> score(ObservationFact o) {
    BigDecimal value = o.value();
    String unit = o.unit();
    if (value == null
        || value.signum() < 0
        || value.compareTo(BigDecimal.TEN) > 0
        || (unit != null && !UNITS.contains(unit))) {
      return Optional.empty();
    }
    return Optional.of(new Score(plain(value), o.effective(), o.source()));
  }

  /** Without trailing zeros, and never as {@code 1E+1}. */
  static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  List<Score> all() {
    return scores;
  }

  /** The newest score up to and including the instant. */
  @Nullable Score newest(Instant until) {
    return scores.stream().filter(s -> !s.at().isAfter(until)).reduce((a, b) -> b).orElse(null);
  }

  /** The newest score before the instant. */
  @Nullable Score before(Instant instant) {
    return scores.stream().filter(s -> s.at().isBefore(instant)).reduce((a, b) -> b).orElse(null);
  }

  /** The first score within the window. */
  @Nullable Score first(Window window) {
    return scores.stream()
        .filter(s -> !s.at().isBefore(window.start()) && !s.at().isAfter(window.end()))
        .findFirst()
        .orElse(null);
  }

  /** The newest score after the one instant and up to the other. */
  @Nullable Score newest(Instant after, Instant until) {
    return scores.stream()
        .filter(s -> s.at().isAfter(after) && !s.at().isAfter(until))
        .reduce((a, b) -> b)
        .orElse(null);
  }
}
