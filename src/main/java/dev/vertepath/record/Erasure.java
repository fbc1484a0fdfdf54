package dev.vertepath.record;

/**
 * That a patient shall be erased: every version of all that is hers, all that the index holds of
 * it, and what other rooms hold of her.
 *
 * @param patient logical id
 * @param reason in words, for the tombstone
 * @param subject who wants it, as proven
 * @param name of that person
 * @param rehearsed whether it is only tried, and taken back
 */
public record Erasure(
    String patient, String reason, String subject, String name, boolean rehearsed) {

  /** The same, of another patient. */
  public Erasure of(String other) {
    return new Erasure(other, reason, subject, name, rehearsed);
  }
}
