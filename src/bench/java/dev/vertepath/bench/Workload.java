package dev.vertepath.bench;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one kind.
 *
 * @param name for the command line
 * @param title for the report
 * @param requests gives the next one
 * @param answers sees each good answer
 * @param wantsTreatable whether patients with a fracture, not treated yet, have to be there
 */
record Workload(
    String name,
    String title,
    Reference reference,
    Source requests,
    Consumer<Answer> answers,
    boolean wantsTreatable) {

  /** Gives requests, none when it has no more. */
  interface Source {
    @Nullable Request next(RandomGenerator random);
  }

  static Workload of(String name, String title, Reference reference, Source requests) {
    return new Workload(name, title, reference, requests, answer -> {}, false);
  }

  Workload telling(Consumer<Answer> answers) {
    return new Workload(name, title, reference, requests, answers, wantsTreatable);
  }

  Workload wantingTreatable() {
    return new Workload(name, title, reference, requests, answers, true);
  }
}
