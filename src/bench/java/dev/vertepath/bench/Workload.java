package dev.vertepath.bench;

import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one kind.
 *
 * @param name for the command line
 * @param title for the report
 * @param requests gives the next one
 * @param answers sees each good answer
 * @param wantsTreatable whether patients with a fracture, not treated yet, have to be there
 * @param expected what an answer has to hold to be worth measuring
 */
record Workload(
    String name,
    String title,
    Reference reference,
    Source requests,
    Consumer<Answer> answers,
    boolean wantsTreatable,
    List<Expected> expected) {

  /** Gives requests, none when it has no more. */
  interface Source {
    @Nullable Request next(RandomGenerator random);
  }

  /** A text that an answer holds so many times or more. */
  record Expected(String text, int times) {

    boolean isIn(String answer) {
      return answer.split(Pattern.quote(text), -1).length > times;
    }

    @Override
    public String toString() {
      return "%d times %s".formatted(times, text);
    }
  }

  static Workload of(String name, String title, Reference reference, Source requests) {
    return new Workload(name, title, reference, requests, answer -> {}, false, List.of());
  }

  Workload telling(Consumer<Answer> answers) {
    return new Workload(name, title, reference, requests, answers, wantsTreatable, expected);
  }

  Workload wantingTreatable() {
    return new Workload(name, title, reference, requests, answers, true, expected);
  }

  Workload expecting(Expected... expected) {
    return new Workload(
        name, title, reference, requests, answers, wantsTreatable, List.of(expected));
  }

  boolean isByMllp() {
    return name.equals("mllp");
  }

  /** Why the answer is not worth measuring; null if it is. */
  @Nullable String refusal(Answer answer) {
    if (answer.isError()) {
      return answer.told();
    }
    String body = answer.body();
    return expected.stream()
        .filter(one -> !one.isIn(body))
        .findFirst()
        .map(one -> answer.status() + " without " + one + ": " + answer.told())
        .orElse(null);
  }
}
