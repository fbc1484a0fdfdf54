package dev.vertepath.fhir.operation.match;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;

/**
 * How likely two records are of one person.
 *
 * @param score from 0 to 1, with four digits; 1 for a certain match alone
 */
record Rating(Grade grade, BigDecimal score) {

  /** The best first. */
  static final Comparator<Rating> ORDER =
      Comparator.comparing(Rating::grade).thenComparing(Rating::score, Comparator.reverseOrder());

  /** The odds of any one patient before anything is known: one in some 130,000. */
  private static final int PRIOR_BITS = -17;

  /** Nine times in ten. */
  private static final double PROBABLE = 0.9;

  /** One time in fifty, which a namesake reaches: below it a person would look in vain. */
  private static final double POSSIBLE = 0.02;

  private static final int DIGITS = 4;

  /** What forbids certainty, however well the rest agrees: a number may be lent, or mistyped. */
  private static final Set<Evidence> CONTRADICTIONS =
      EnumSet.of(Evidence.GIVEN_OTHER, Evidence.BIRTH_OTHER, Evidence.GENDER_OTHER);

  /** Without one of these a namesake would pass for probable. */
  private static final Set<Evidence> DISTINCTIVE =
      EnumSet.of(Evidence.IDENTIFIER_SHARED, Evidence.BIRTH_DAY_SAME);

  /**
   * @param active whether the record is in use: what is found in one that is not, a person looks at
   */
  static Rating of(Set<Evidence> evidence, boolean active) {
    double probability = probability(evidence);
    Grade grade = judge(evidence, probability);
    if (grade == Grade.CERTAIN && !active) {
      grade = Grade.PROBABLE;
    }
    return new Rating(
        grade,
        grade == Grade.CERTAIN
            ? BigDecimal.ONE
            : BigDecimal.valueOf(probability).setScale(DIGITS, RoundingMode.DOWN));
  }

  private static double probability(Set<Evidence> evidence) {
    // Twins share a household as well as a birthday, and a given name tells them apart.
    boolean household = !evidence.contains(Evidence.GIVEN_OTHER);
    int bits =
        PRIOR_BITS
            + evidence.stream()
                .filter(e -> household || !e.isOfHousehold())
                .mapToInt(Evidence::bits)
                .sum();
    return 1 / (1 + Math.pow(2, -bits));
  }

  private static Grade judge(Set<Evidence> evidence, double probability) {
    boolean distinct = !Collections.disjoint(evidence, DISTINCTIVE);
    if (probability >= PROBABLE && distinct) {
      boolean certain =
          evidence.contains(Evidence.IDENTIFIER_SHARED)
              && Collections.disjoint(evidence, CONTRADICTIONS);
      return certain ? Grade.CERTAIN : Grade.PROBABLE;
    }
    return probability >= POSSIBLE ? Grade.POSSIBLE : Grade.CERTAINLY_NOT;
  }
}
