package dev.vertepath.pathway;

import java.time.Duration;
import java.util.List;

/** The criteria that the shipped candidacy protocols are put together from. */
final class CandidacyRules {
  /** How recent a pain score must be; no source names a limit, so it is the service's own. */
  private static final Duration RECENT_PAIN = Duration.ofDays(30);

  private static final Duration SIX_WEEKS = Duration.ofDays(42);
  private static final Duration ONE_WEEK = Duration.ofDays(7);

  private static final String INDICATION =
      "Indication for vertebroplasty as the clinic states it: a painful compression fracture from"
          + " osteoporosis, tumour or trauma, pain at the fracture, conservative treatment without"
          + " success";
  private static final String VAPOUR = "VAPOUR trial, Lancet 2016";
  private static final String LCD =
      "CMS local coverage determinations L34228, L33569, L38201, L38737, L34976 (summaries)";
  private static final String RELATIVE =
      "Relative contraindication: CMS local coverage determinations (summaries), ACR";

  private CandidacyRules() {}

  static Criterion fractureCurrent() {
    return Criterion.required(
        "fracture-current",
        "The vertebral fracture is recorded as current: neither healed nor resolved nor in doubt.",
        INDICATION + "; a healed fracture is not indicated (NICE TA279: recent, unhealed)");
  }

  static Criterion levelKnown() {
    return Criterion.required(
        "level-known",
        "The fractured vertebra is named by a body site of the Condition.",
        "VERTOS II, INVEST and L34976 name levels; ICD-10-CM gives none reliably");
  }

  static Criterion causeKnown(String citation) {
    return Criterion.required(
        "cause-known",
        "The cause of the fracture is known: osteoporosis, tumour or trauma.",
        citation);
  }

  static Criterion causeKnown() {
    return causeKnown(INDICATION);
  }

  static Criterion causeCovered() {
    return causeKnown(
        LCD + ": osteoporotic and malignant fractures; only L38213 covers select traumatic ones");
  }

  static Criterion painOfFive() {
    return Criterion.required(
        "pain-score",
        "Pain of at least 5 of 10 in the last 30 days.",
        Threshold.pain(5, RECENT_PAIN),
        "VERTOS II and IV: VAS of at least 5; the 30 days are this service's setting");
  }

  static Criterion painOfSeven() {
    return Criterion.required(
        "pain-score",
        "Severe pain of at least 7 of 10 in the last 30 days.",
        Threshold.pain(7, RECENT_PAIN),
        VAPOUR + ": NRS of at least 7; the 30 days are this service's setting");
  }

  static Criterion painOfOutpatient() {
    return Criterion.required(
        "pain-score",
        "Pain of at least 5 of 10 in the last 30 days, as for a patient outside hospital.",
        Threshold.pain(5, RECENT_PAIN),
        LCD
            + ": at least 5 when not hospitalised, at least 8 when hospitalised. The hospital stay"
            + " is not judged here: a person applies the 8. The 30 days are this service's setting");
  }

  static Criterion siteTenderness() {
    return Criterion.required(
        "site-tenderness",
        "The pain is at the place of the fracture, confirmed by examination.",
        INDICATION + "; VERTOS II: focal tenderness; NICE TA279: pain at the fracture's level");
  }

  static Criterion marrowOedema() {
    return Criterion.required(
        "marrow-oedema",
        "The fracture is unhealed on imaging: bone marrow oedema on MRI, or the like.",
        "VERTOS II and IV: bone oedema on MRI; NICE TA279: unhealed, confirmed by imaging");
  }

  static Criterion marrowOedemaWithinAWeek() {
    return Criterion.required(
        "marrow-oedema",
        "The fracture is unhealed on MRI or SPECT-CT of the last week.",
        Threshold.within(ONE_WEEK),
        VAPOUR + ": MRI or SPECT-CT within 1 week");
  }

  static Criterion imagingDocumented() {
    return Criterion.required(
        "marrow-oedema",
        "Imaging documents an acute or subacute fracture.",
        LCD + "; L34976: MRI, or bone scan, SPECT or CT. Their limits in weeks are not verified");
  }

  static Criterion conservativeTreatmentFailed() {
    return Criterion.required(
        "conservative-treatment-failed",
        "Conservative treatment with pain medication and rest has not worked.",
        INDICATION + "; NICE TA279: despite optimal pain management");
  }

  static Criterion nonSurgicalManagementFailed() {
    return Criterion.required(
        "conservative-treatment-failed",
        "The pain persists despite optimal non-surgical management.",
        LCD + ": at least 5 despite optimal non-surgical management");
  }

  static Criterion unfavourableCourse() {
    return Criterion.required(
        "unfavourable-course",
        "The pain worsens; or two of these are there: height loss above 25 percent, kyphotic"
            + " deformity, Roland-Morris score above 17, severe functional impact.",
        LCD);
  }

  static Criterion youngFracture() {
    return Criterion.required(
        "fracture-recent",
        "The fracture is less than 6 weeks old by a recorded onset.",
        Threshold.within(SIX_WEEKS),
        VAPOUR + ": fractures of less than 6 weeks");
  }

  static Criterion oneOrTwoFractures() {
    return Criterion.required(
        "one-or-two-fractures", "One or two vertebrae are fractured.", VAPOUR + ": 1-2 fractures");
  }

  static Criterion olderThanSixty() {
    return Criterion.required(
        "older-than-60",
        "The patient is older than 60 years.",
        Threshold.years(Protocols.VAPOUR_AGE),
        VAPOUR + ": age above 60");
  }

  /** The three that must be known to be absent. */
  static List<Criterion> absolute() {
    return List.of(
        Criterion.absolute(
            "active-infection",
            "No active infection, of the spine or of the whole body.",
            "Absolute: CMS local coverage determinations (summaries), ACR"),
        Criterion.absolute(
            "uncorrected-coagulopathy",
            "No coagulopathy that is uncorrected.",
            "Absolute: ACR, trial exclusions; the coverage summaries list it as relative"),
        Criterion.absolute(
            "cement-allergy",
            "No allergy to bone cement or contrast media.",
            "Absolute: ACR; the coverage summaries list it as relative"));
  }

  /** What a clinician weighs. */
  static List<Criterion> cautions() {
    return List.of(
        Criterion.caution(
            "neurological-deficit",
            "Myelopathy, cord compression or another neurological deficit.",
            RELATIVE),
        Criterion.caution(
            "retropulsed-fragment",
            "A fragment displaced backwards, or a compromised spinal canal.",
            RELATIVE),
        Criterion.caution(
            "improving-on-medical-therapy",
            "The patient is improving on medical therapy.",
            "Consistent with NICE TA279 and the coverage rules: pain despite optimal management"),
        Criterion.caution(
            "pregnancy",
            "Pregnancy.",
            "Absolute in most CMS coverage summaries, relative in L38213"),
        Criterion.caution("more-than-three-levels", "More than three fractured levels.", RELATIVE),
        Criterion.caution("instability", "Spinal instability.", RELATIVE),
        Criterion.caution(
            "human-review",
            "A traumatic cause, a cervical or sacral level, or an age below 18: a person decides"
                + " whether the protocol applies at all.",
            "Most trials and coverage rules exclude them"));
  }
}
