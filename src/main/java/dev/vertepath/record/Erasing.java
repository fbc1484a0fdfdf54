package dev.vertepath.record;

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
}
