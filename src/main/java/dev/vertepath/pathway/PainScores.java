package dev.vertepath.pathway;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pain scores of 0 to 10, oldest first. A value outside, or in another unit, is no such score. */
final class PainScores {

  /**
   * A score.
   *
   * @param code by which the Observation says that it is one
   */
  record Score(BigDecimal value, Instant at, Code code, Source source) {

    /** As in {@code 7 of 10 on 2026-01-02}. */
    String text(FacilityCalendar calendar) {
      return value.toPlainString() + " of 10 on " + calendar.day(at);
    }
  }

  private final List<Score> scores;

  /** Of two scores at one time the higher counts as the later: what was first, nobody can tell. */
  PainScores(PatientFacts facts) {
    scores =
        facts.observations().stream()
            .filter(EvidenceReader::isEvidence)
            .flatMap(o -> score(o).stream())
            .sorted(
                Comparator.comparing(Score::at)
                    .thenComparing(Score::value)
                    .thenComparing(s -> s.source().reference()))
            .toList();
  }

  private static Optional<Score> score(ObservationFact o) {
    BigDecimal value = o.value();
    return value == null || !Scale.PAIN.holds(value, o.unit())
        ? Optional.empty()
        : o.codes().stream()
            .filter(code -> Seed.CODES.is(code, "pain-score"))
            .min(Comparator.comparing(Code::code))
            .map(code -> new Score(Scale.plain(value), o.effective(), code, o.source()));
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
