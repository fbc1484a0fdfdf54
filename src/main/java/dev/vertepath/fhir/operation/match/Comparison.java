package dev.vertepath.fhir.operation.match;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.jspecify.annotations.Nullable;

/** Holds two records against one another. What one of them does not know says nothing. */
final class Comparison {

  /**
   * Above it two names are one with a slip: Meyer and Meier are at 0.89, Jonson and Johnson 0.96.
   */
  private static final double SIMILAR = 0.88;

  /** The end of a telephone number, which the prefixes of countries and places leave alone. */
  private static final int END_OF_NUMBER = 8;

  private static final int DAY = "2026-11-23".length();
  private static final int MONTH = "2026-11".length();
  private static final int YEAR = "2026".length();

  private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();

  private Comparison() {}

  static Set<Evidence> of(Person one, Person other) {
    Set<Evidence> found = EnumSet.noneOf(Evidence.class);
    if (!Collections.disjoint(one.identifiers(), other.identifiers())) {
      found.add(Evidence.IDENTIFIER_SHARED);
    }
    add(found, family(one.families(), other.families()));
    add(found, given(one.givens(), other.givens()));
    add(found, birth(one.birthDate(), other.birthDate()));
    add(found, gender(one.gender(), other.gender()));
    if (meet(one.contacts(), other.contacts(), Comparison::contact)) {
      found.add(Evidence.CONTACT_SHARED);
    }
    if (!Collections.disjoint(one.homes(), other.homes())) {
      found.add(Evidence.HOME_SHARED);
    } else if (!Collections.disjoint(one.postalCodes(), other.postalCodes())) {
      found.add(Evidence.POSTAL_CODE_SHARED);
    }
    return found;
  }

  private static void add(Set<Evidence> found, @Nullable Evidence evidence) {
    if (evidence != null) {
      found.add(evidence);
    }
  }

  private static @Nullable Evidence family(Set<String> some, Set<String> others) {
    if (some.isEmpty() || others.isEmpty()) {
      return null;
    }
    if (meet(some, others, Person::fold)) {
      return Evidence.FAMILY_SAME;
    }
    // The halves of a double name, as in Muster-Beispiel.
    boolean half = !Collections.disjoint(halves(some), halves(others));
    return half || anySimilar(some, others) ? Evidence.FAMILY_SIMILAR : Evidence.FAMILY_OTHER;
  }

  private static Set<String> halves(Set<String> names) {
    return names.stream()
        .flatMap(name -> Stream.of(name.split("[\\s-]+")))
        .map(Person::fold)
        .filter(half -> half.length() > 2)
        .collect(Collectors.toSet());
  }

  private static @Nullable Evidence given(Set<String> some, Set<String> others) {
    if (some.isEmpty() || others.isEmpty()) {
      return null;
    }
    if (meet(some, others, Person::fold)) {
      return Evidence.GIVEN_SAME;
    }
    boolean similar = initial(some, others) || initial(others, some) || anySimilar(some, others);
    return similar ? Evidence.GIVEN_SIMILAR : Evidence.GIVEN_OTHER;
  }

  /** Whether one of the first is no more than the first letter of one of the others. */
  private static boolean initial(Set<String> some, Set<String> others) {
    return some.stream()
        .map(Person::fold)
        .filter(name -> name.length() == 1)
        .anyMatch(i -> others.stream().map(Person::fold).anyMatch(name -> name.startsWith(i)));
  }

  private static boolean anySimilar(Set<String> some, Set<String> others) {
    return some.stream()
        .map(Person::fold)
        .anyMatch(
            one ->
                others.stream()
                    .map(Person::fold)
                    .anyMatch(other -> JARO_WINKLER.apply(one, other) >= SIMILAR));
  }

  private static @Nullable Evidence birth(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return null;
    }
    int known = Math.min(one.length(), other.length());
    if (one.regionMatches(0, other, 0, known)) {
      return known >= DAY
          ? Evidence.BIRTH_DAY_SAME
          : known >= MONTH ? Evidence.BIRTH_MONTH_SAME : Evidence.BIRTH_YEAR_SAME;
    }
    boolean days = one.length() == DAY && other.length() == DAY;
    return days && isSlip(one, other) ? Evidence.BIRTH_SIMILAR : Evidence.BIRTH_OTHER;
  }

  private static boolean isSlip(String one, String other) {
    long different = IntStream.range(0, DAY).filter(i -> one.charAt(i) != other.charAt(i)).count();
    String exchanged = one.substring(0, YEAR) + one.substring(MONTH) + one.substring(YEAR, MONTH);
    return different == 1 || exchanged.equals(other);
  }

  private static @Nullable Evidence gender(@Nullable String one, @Nullable String other) {
    List<String> told = List.of("male", "female");
    if (one == null || other == null || !told.contains(one) || !told.contains(other)) {
      return null;
    }
    return one.equals(other) ? Evidence.GENDER_SAME : Evidence.GENDER_OTHER;
  }

  private static String contact(String text) {
    String folded = Person.fold(text);
    boolean number = !folded.isEmpty() && folded.chars().allMatch(Character::isDigit);
    return number && folded.length() > END_OF_NUMBER
        ? folded.substring(folded.length() - END_OF_NUMBER)
        : folded;
  }

  private static boolean meet(
      Collection<String> some, Collection<String> others, UnaryOperator<String> form) {
    Set<String> formed = some.stream().map(form).collect(Collectors.toSet());
    return others.stream().map(form).anyMatch(formed::contains);
  }
}
