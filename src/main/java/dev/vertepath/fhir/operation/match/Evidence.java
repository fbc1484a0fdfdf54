package dev.vertepath.fhir.operation.match;

/**
 * What speaks for two records being of one person, or against it.
 *
 * <p>Each weighs as many bits as it doubles or halves the odds, as I. P. Fellegi and A. B. Sunter
 * found (A Theory for Record Linkage, 1969): the share of records of one person in which it is
 * seen, against the share of records of strangers. The shares are estimates for a hospital's
 * patients, and stand with each weight. They order candidates for a person who looks; no record is
 * ever joined by them.
 */
enum Evidence {
  /**
   * A number of the same system. It is made to be of one person; it may be mistyped, or lent within
   * a family, so that it outweighs some contradictions and not all: one stranger in 16 million.
   */
  IDENTIFIER_SHARED(24),

  /** The same family name: one stranger in 128, more for common names and fewer for rare ones. */
  FAMILY_SAME(7),
  /** One that is almost the same, or one half of it: a slip, or a double name. */
  FAMILY_SIMILAR(4),
  /** Another one: people marry, about one record in eight of the same person has it. */
  FAMILY_OTHER(-3),

  /** The same given name: one stranger in 32. */
  GIVEN_SAME(5),
  /** One that is almost the same, or its initial. */
  GIVEN_SIMILAR(2),
  /** Another one: some go by a second or a short name. */
  GIVEN_OTHER(-4),

  /** The same day of birth: 365 days of some 80 years are one stranger in 29,000. */
  BIRTH_DAY_SAME(14),
  /** The same month, one of both knowing no day: one stranger in 960. */
  BIRTH_MONTH_SAME(9),
  /** The same year, one of both knowing no more: one stranger in 80. */
  BIRTH_YEAR_SAME(6),
  /** One digit differs, or day and month are exchanged: a slip, or one stranger in 1,400. */
  BIRTH_SIMILAR(4),
  /** Another day: one record in a hundred is that wrong. */
  BIRTH_OTHER(-7),

  /** The same gender: every second stranger. */
  GENDER_SAME(1),
  /** Male and female: a slip, or a transition that only one of both knows. */
  GENDER_OTHER(-4),

  /** A telephone number or mail address in common: a household has it, in one stranger of 64. */
  CONTACT_SHARED(6),
  /** The same street and place. */
  HOME_SHARED(5),
  /** The same postal code: one stranger in eight around one hospital. */
  POSTAL_CODE_SHARED(3);

  private final int bits;

  Evidence(int bits) {
    this.bits = bits;
  }

  int bits() {
    return bits;
  }

  boolean isOfHousehold() {
    return this == CONTACT_SHARED || this == HOME_SHARED || this == POSTAL_CODE_SHARED;
  }
}
