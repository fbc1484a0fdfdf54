package dev.vertepath.pathway;

import java.time.Instant;
import java.time.ZoneId;

/**
 * The fold: what follows from a patient's facts, and from nothing else.
 *
 * <p>The same facts in any order, any number of times, give the same answer.
 */
public final class Pathway {

  private final CandidacyProtocol candidacy;
  private final FollowUpProtocol followUp;
  private final ZoneId zone;

  /**
   * @param zone the facility's, in which "the same day" is meant
   */
  public Pathway(CandidacyProtocol candidacy, FollowUpProtocol followUp, ZoneId zone) {
    this.candidacy = candidacy;
    this.followUp = followUp;
    this.zone = zone;
  }

  /** Whether anything in these facts concerns the pathway; false spares the fold. */
  public static boolean concerns(PatientFacts facts) {
    return !facts.conditions().isEmpty() || !facts.procedures().isEmpty();
  }

  /**
   * Unfolds the facts.
   *
   * @param now verdicts are as of now, or as of the procedure once one has begun
   */
  public PatientPathway unfold(PatientFacts facts, Instant now) {
    throw new UnsupportedOperationException(
        candidacy.url() + followUp.url() + zone + facts.patient() + now);
  }
}
