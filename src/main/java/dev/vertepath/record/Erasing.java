package dev.vertepath.record;

import java.util.Collection;

/**
 * A room that holds something of patients beside the record. It forgets them when they are erased.
 */
public interface Erasing {

  /** What it holds, in one word, for the tombstone: {@code messages}. */
  String what();

  /**
   * Deletes what it holds of a patient, within the transaction that is open, while her resources
   * are still there.
   *
   * @param patient logical id
   * @return how many rows went, or were emptied
   */
  int erase(String patient);

  /**
   * Deletes what it holds of resources that go with a patient and may belong to none, as a
   * Subscription that asks for her; within the same transaction.
   *
   * @return how many rows went
   */
  default int erase(Collection<ResourceKey> going) {
    return 0;
  }
}
