package dev.vertepath.record;

import java.util.List;

/**
 * What follows from a request's writes, within its transaction. Implemented by rooms above the
 * record; called once per request that wrote something, while the touched patients are locked.
 */
@FunctionalInterface
public interface Consequence {

  void follow(RecordChange change);

  /** What it will ask of the patients by {@link RecordChange#isSo}, if anything is sent of them. */
  default List<PatientQuestion> questions() {
    return List.of();
  }
}
