package dev.vertepath.access.audit;

import org.jspecify.annotations.Nullable;

/**
 * What was found in a part of the chain.
 *
 * @param from first position
 * @param to last position; less than the first when there is none
 * @param checkpoints how many signed points lie in it
 * @param unlinked how many events are not in the chain yet
 * @param first the first that is wrong; null when all is as it was written
 * @param key SHA-256 of the public key that signs now, in hexadecimal
 * @param publicKey of it, as in a PEM file without its head
 */
public record Verification(
    long from,
    long to,
    long checkpoints,
    long unlinked,
    @Nullable Broken first,
    String key,
    String publicKey) {

  /**
   * Something that is not as it was written.
   *
   * @param what {@code changed}, {@code missing}, {@code inserted} or {@code signature}
   * @param event logical id of the AuditEvent, if it is one
   * @param sentence for a person
   */
  public record Broken(long position, String what, @Nullable Long event, String sentence) {}

  public boolean isSound() {
    return first == null;
  }
}
