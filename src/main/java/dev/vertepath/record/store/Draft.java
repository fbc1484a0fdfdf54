package dev.vertepath.record.store;

import dev.vertepath.record.ResourceKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A write on its way: what shall be current.
 *
 * @param body null to delete
 * @param fresh whether the server gave the id just now, so that nothing can be there
 * @param method as history shows it: {@code POST}, {@code PUT} or {@code DELETE}
 * @param ifMatch the version that the client read, if it named one
 * @param at the entry, as in {@code Bundle.entry[3]}, or the type
 */
public record Draft(
    ResourceKey key,
    @Nullable ObjectNode body,
    boolean fresh,
    String method,
    @Nullable Long ifMatch,
    String at) {

  public static Draft create(ResourceKey key, ObjectNode body, String at) {
    return new Draft(key, body, true, "POST", null, at);
  }

  public static Draft update(ResourceKey key, ObjectNode body, @Nullable Long ifMatch, String at) {
    return new Draft(key, body, false, "PUT", ifMatch, at);
  }

  public static Draft delete(ResourceKey key, @Nullable Long ifMatch, String at) {
    return new Draft(key, null, false, "DELETE", ifMatch, at);
  }
}
