package dev.vertepath.record;

/**
 * What follows from a request's writes, within its transaction. Implemented by rooms above the
 * record; called once per request that wrote something, while the touched patients are locked.
 */
@FunctionalInterface
public interface Consequence {

  void follow(RecordChange change);
}
