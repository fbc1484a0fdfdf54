package dev.vertepath.pathway;

import java.util.ArrayList;
import java.util.List;

/**
 * The protocols that are shipped. The sources disagree, so none is the right one: a hospital
 * chooses, or brings its own.
 */
public final class Protocols {
  private static final String BASE = "https://vertepath.dev/fhir/PlanDefinition/";
  private static final String VERSION = "1.0.0";

  /** Completed years of age that are above 60. */
  static final int VAPOUR_AGE = 61;

  private Protocols() {}

  /** Pain of at least 5 of 10, at the fracture, unhealed, after conservative treatment failed. */
  public static CandidacyProtocol candidacyDefault() {
    return candidacy(
        "candidacy-default",
        "Candidacy for vertebroplasty",
        List.of(
            CandidacyRules.fractureCurrent(),
            CandidacyRules.levelKnown(),
            CandidacyRules.causeKnown(),
            CandidacyRules.painOfFive(),
            CandidacyRules.siteTenderness(),
            CandidacyRules.marrowOedema(),
            CandidacyRules.conservativeTreatmentFailed()));
  }

  /** As in the VAPOUR trial: pain of at least 7 of 10, less than six weeks, age above 60. */
  public static CandidacyProtocol candidacySevereEarlyPain() {
    return candidacy(
        "candidacy-severe-early-pain",
        "Candidacy for vertebroplasty, severe early pain",
        List.of(
            CandidacyRules.fractureCurrent(),
            CandidacyRules.levelKnown(),
            CandidacyRules.causeKnown(),
            CandidacyRules.painOfSeven(),
            CandidacyRules.youngFracture(),
            CandidacyRules.olderThanSixty(),
            CandidacyRules.oneOrTwoFractures(),
            CandidacyRules.siteTenderness(),
            CandidacyRules.marrowOedemaWithinAWeek()));
  }

  /** The coverage rules for a patient outside hospital. Coverage is not clinical suitability. */
  public static CandidacyProtocol candidacyCoverage() {
    return candidacy(
        "candidacy-coverage",
        "Candidacy for vertebroplasty, coverage rules",
        List.of(
            CandidacyRules.fractureCurrent(),
            CandidacyRules.levelKnown(),
            CandidacyRules.causeCovered(),
            CandidacyRules.painOfOutpatient(),
            CandidacyRules.nonSurgicalManagementFailed(),
            CandidacyRules.siteTenderness(),
            CandidacyRules.imagingDocumented(),
            CandidacyRules.unfavourableCourse()));
  }

  private static CandidacyProtocol candidacy(String id, String title, List<Criterion> required) {
    var all = new ArrayList<>(required);
    all.addAll(CandidacyRules.absolute());
    all.addAll(CandidacyRules.cautions());
    return new CandidacyProtocol(BASE + id, VERSION, title, List.copyOf(all));
  }

  /** The default follow-up: from the first hours to six weeks. */
  public static FollowUpProtocol vertebroplastyFollowUp() {
    return new FollowUpProtocol(
        BASE + "vertebroplasty-follow-up",
        VERSION,
        "Follow-up after vertebroplasty",
        FollowUpRules.toSixWeeks(),
        FollowUpRules.goals(),
        FollowUpRules.SIX_WEEKS,
        FollowUpRules.MEANINGFUL_CHANGE);
  }

  /** The default, and reviews at 3, 6 and 12 months. */
  public static FollowUpProtocol registryFollowUp() {
    var all = new ArrayList<>(FollowUpRules.toSixWeeks());
    all.addAll(FollowUpRules.toTwelveMonths());
    return new FollowUpProtocol(
        BASE + "registry-follow-up",
        VERSION,
        "Registry follow-up after vertebroplasty",
        List.copyOf(all),
        FollowUpRules.goals(),
        FollowUpRules.SIX_WEEKS,
        FollowUpRules.MEANINGFUL_CHANGE);
  }
}
