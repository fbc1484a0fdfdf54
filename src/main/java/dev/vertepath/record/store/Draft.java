package dev.vertepath.record.store;

import dev.vertepath.record.ResourceKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A write on its way: what shall be current.
 *
 * @param body null to delete
 * @param fresh whether the server gave the id just now, so that nothing can be there
 * @param method as history shows it: {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
 * @param expected what must be there now
 * @param at the entry, as in {@code Bundle.entry[3].resource}, or the type
 */
public record Draft(
    ResourceKey key,
    @Nullable ObjectNode body,
    boolean fresh,
    String method,
    Expected expected,
    String at) {

  /**
   * What a write expects to find.
   *
   * @param version the version that the client read, if it named one
   * @param nothing whether nothing may be there
   * @param base the version that this write was made from, so that no other one gets lost
   */
  public record Expected(@Nullable Long version, boolean nothing, @Nullable Long base) {

    static final Expected ANYTHING = new Expected(null, false, null);

    static Expected version(@Nullable Long version) {
      return new Expected(version, false, null);
    }
  }

  public static Draft create(ResourceKey key, ObjectNode body, String at) {
    return new Draft(key, body, true, "POST", Expected.ANYTHING, at);
  }

  public static Draft update(ResourceKey key, ObjectNode body, @Nullable Long ifMatch, String at) {
    return replace(key, body, Expected.version(ifMatch), at);
  }

  static Draft replace(ResourceKey key, ObjectNode body, Expected expected, String at) {
    return new Draft(key, body, false, "PUT", expected, at);
  }

  /**
   * @param base the version that the body was made from
   */
  static Draft patch(ResourceKey key, ObjectNode body, long base, String at) {
    return new Draft(key, body, false, "PATCH", new Expected(null, false, base), at);
  }

  public static Draft delete(ResourceKey key, @Nullable Long ifMatch, String at) {
    return new Draft(key, null, false, "DELETE", Expected.version(ifMatch), at);
  }
}
