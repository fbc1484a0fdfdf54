package dev.vertepath.fhir.operation;

import dev.vertepath.record.ResourceKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call of an operation.
 *
 * @param base the server's URL, without a slash at the end
 * @param type null for the whole system
 * @param id null for the whole type
 * @param version null for the current one
 * @param ifMatch the version that the caller read, if it says so
 * @param sent the body as it came; null for none
 */
public record OperationCall(
    String base,
    @Nullable String type,
    @Nullable String id,
    @Nullable Long version,
    Arguments arguments,
    @Nullable Long ifMatch,
    @Nullable Sent sent) {

  /**
   * A body.
   *
   * @param format its Content-Type
   */
  public record Sent(byte[] bytes, String format) {}

  /** The body; only where the arguments hold one. */
  public Sent required() {
    return Objects.requireNonNull(sent);
  }

  /** The type that it is called on or in; not for the level of the system. */
  public String calledType() {
    return Objects.requireNonNull(type);
  }

  /** The resource that it is called on; only for the levels of instance and version. */
  public ResourceKey key() {
    return new ResourceKey(calledType(), Objects.requireNonNull(id));
  }
}
