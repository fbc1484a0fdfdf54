package dev.vertepath.pathway;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Facts in one order and each once, so that the order of arrival cannot show in the answer. */
final class CanonicalFacts {
  private CanonicalFacts() {}

  static PatientFacts of(PatientFacts facts) {
    return new PatientFacts(
        facts.patient(),
        facts.person(),
        sorted(facts.conditions(), ConditionFact::source, f -> ""),
        sorted(facts.observations(), ObservationFact::source, CanonicalFacts::content),
        sorted(facts.allergies(), AllergyFact::source, f -> ""),
        sorted(facts.procedures(), ProcedureFact::source, f -> ""),
        sorted(facts.orders(), OrderFact::source, f -> ""),
        sorted(facts.appointments(), AppointmentFact::source, f -> ""),
        facts.acts());
  }

  private static <T> List<T> sorted(
      List<T> facts, Function<T, Source> source, Function<T, String> content) {
    Comparator<T> byReference = Comparator.comparing(f -> source.apply(f).reference());
    return facts.stream()
        .distinct()
        .sorted(byReference.thenComparing(f -> source.apply(f).version()).thenComparing(content))
        .toList();
  }

  /** Components of one Observation share its source: their content tells them apart. */
  private static String content(ObservationFact o) {
    return Stream.of(
            text(o.codes()),
            String.valueOf(o.effective()),
            String.valueOf(o.value()),
            String.valueOf(o.truth()),
            text(o.valueCodes()))
        .collect(Collectors.joining(" "));
  }

  private static String text(@Nullable Iterable<Code> codes) {
    var texts = new java.util.TreeSet<String>();
    if (codes != null) {
      codes.forEach(code -> texts.add(code.system() + "|" + code.code()));
    }
    return String.join(",", texts);
  }
}
