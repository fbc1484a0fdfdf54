package dev.vertepath.pathway;

/**
 * Work that nothing in the facts warrants any longer, told so that work items which exist can say
 * why they are cancelled. Nothing is ever created from it.
 *
 * @param prefix a key, or all but the last parts of the keys meant: {@code follow-up/Procedure/1}
 * @param reason for a person
 */
public record Withdrawal(String prefix, String reason) {

  /** Whether the key is meant. */
  public boolean covers(String key) {
    return key.equals(prefix) || key.startsWith(prefix + "/");
  }
}
