package dev.vertepath.access;

/** References as tokens and resources write them: {@code Practitioner/1}, a URL, or an id alone. */
public final class References {

  private References() {}

  /** The logical id, which is what stands last. */
  public static String id(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  /** Type and id, as in {@code Practitioner/1}. */
  public static String relative(String reference) {
    int id = reference.lastIndexOf('/');
    int type = id <= 0 ? -1 : reference.lastIndexOf('/', id - 1);
    return reference.substring(type + 1);
  }
}
