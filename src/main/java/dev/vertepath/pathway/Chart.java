package dev.vertepath.pathway;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A patient's facts, read once for the whole fold.
 *
 * @param fractures all that are vertebral by their codes, those in error and those over included
 */
record Chart(
    PatientFacts facts,
    List<Fracture> fractures,
    PainScores pain,
    FacilityCalendar calendar,
    Instant now) {

  Set<String> fractureReferences() {
    return fractures.stream().map(Fracture::reference).collect(Collectors.toUnmodifiableSet());
  }

  Findings findings(Fracture fracture) {
    return EvidenceReader.read(this, fracture);
  }

  /** The fractures there were to treat at that time. */
  Stream<Fracture> open(Instant at) {
    return fractures.stream().filter(f -> f.open(at));
  }
}
