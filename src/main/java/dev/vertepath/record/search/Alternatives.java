package dev.vertepath.record.search;

import dev.vertepath.record.search.QueryString.Parameter;
import java.util.List;

/** The values of a parameter, one of which is enough (R4 search.html, "Composite Search"). */
final class Alternatives {

  /** A condition on one value, which is still escaped. */
  @FunctionalInterface
  interface OfValue {
    Condition of(String value);
  }

  /** As many as a page may hold. */
  private static final int MOST = 1000;

  private Alternatives() {}

  static Condition any(Parameter asked, OfValue one) {
    return Condition.any(of(asked).stream().map(one::of).toList());
  }

  /** Still escaped. */
  static List<String> of(Parameter asked) {
    List<String> values = QueryString.alternatives(asked.value());
    if (values.stream().anyMatch(String::isBlank)) {
      throw Refusals.invalid(asked, "has an empty value: give one, or leave the parameter out");
    }
    if (values.size() > MOST) {
      throw Refusals.tooCostly(
          "%s has %d values, and may have %d: ask in several searches."
              .formatted(asked.written(), values.size(), MOST));
    }
    return values;
  }
}
