package dev.vertepath.desk.integration;

/** A part of these pages is not open to who asks for it. */
final class Closed extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String part;

  private Closed(String part) {
    super(part);
    this.part = part;
  }

  /**
   * @param part as in {@code messages}
   * @throws Closed for a part that is not open
   */
  static void unless(boolean open, String part) {
    if (!open) {
      throw new Closed(part);
    }
  }

  String part() {
    return part;
  }
}
