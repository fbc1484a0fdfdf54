package dev.vertepath.record.search;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.search.QueryString.Parameter;
import java.util.List;
import java.util.stream.Collectors;

/** What is told of a search parameter that cannot be answered. */
final class Refusals {

  private Refusals() {}

  static RecordException invalid(Parameter asked, String what) {
    return new RecordException(
        Kind.INVALID,
        "invalid",
        null,
        "The search parameter %s=%s %s.".formatted(asked.written(), asked.value(), what));
  }

  /**
   * @param those that apply, without the colon
   */
  static RecordException modifier(Parameter asked, List<String> those) {
    return invalid(
        asked,
        "cannot take the modifier ':%s': %s can take %s"
            .formatted(
                asked.modifier(),
                asked.name(),
                those.isEmpty()
                    ? "none"
                    : those.stream().map(one -> ":" + one).collect(Collectors.joining(", "))));
  }

  /** No such parameter: what lenient handling ignores. */
  static RecordException unknown(String what) {
    return new RecordException(Kind.INVALID, "not-supported", null, what);
  }
}
