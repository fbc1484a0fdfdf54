package dev.vertepath.record;

/** Names a resource: its type and its logical id, as in {@code Patient/123}. */
public record ResourceKey(String type, String id) {

  /** The relative reference, {@code Patient/123}. */
  public String reference() {
    return type + "/" + id;
  }

  @Override
  public String toString() {
    return reference();
  }
}
