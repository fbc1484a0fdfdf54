package dev.vertepath.bench;

import org.jspecify.annotations.Nullable;

/**
 * What one workload came to.
 *
 * @param refusal the server's answer, if it does not serve such requests
 */
record Measurement(Workload workload, Tally tally, ProcessorTime used, @Nullable String refusal) {

  static Measurement refused(Workload workload, String why) {
    return new Measurement(workload, new Tally(), new ProcessorTime(0, 0, 0), why);
  }

  ProcessorTime perRequest() {
    return used.per(tally.requests());
  }

  /** How many times less processor time than HAPI's JPA server. */
  double ratio() {
    return workload.reference().milliseconds() / perRequest().sum();
  }
}
