package dev.vertepath.exchange.ledger;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is done for a message by the one thread that works at it: which versions it makes. */
public final class MessageWork {

  private static final ScopedValue<MessageWork> CURRENT = ScopedValue.newInstance();

  private final Incoming message;
  private final boolean trial;
  private final Map<ResourceKey, StoredResource> sent = new LinkedHashMap<>();
  private final List<MadeVersion> made = new ArrayList<>();

  /**
   * A version, with what it took the place of.
   *
   * @param before null for a resource that was not there; looked for on trial only
   */
  public record MadeVersion(
      StoredResource version, @Nullable StoredResource before, boolean followed) {}

  /**
   * @param trial whether all will be taken back
   */
  public MessageWork(Incoming message, boolean trial) {
    this.message = message;
    this.trial = trial;
  }

  static Optional<MessageWork> find() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /** Whether this thread works at a message. */
  public static boolean isUnderWay() {
    return CURRENT.isBound();
  }

  /** Does the work: what it writes is noted here. */
  public <T> T during(Supplier<T> work) {
    return ScopedValue.where(CURRENT, this).call(work::get);
  }

  Incoming message() {
    return message;
  }

  boolean isTrial() {
    return trial;
  }

  void sent(StoredResource version) {
    sent.put(version.key(), version);
  }

  Map<ResourceKey, StoredResource> sent() {
    return sent;
  }

  void made(MadeVersion version) {
    made.add(version);
  }

  /** In the order of their keys: first of what was sent. */
  public List<MadeVersion> made() {
    return List.copyOf(made);
  }

  /** The same for the ledger. */
  public List<TouchedVersion> touched() {
    return made.stream()
        .map(
            one ->
                new TouchedVersion(
                    one.version().key(),
                    one.version().version(),
                    one.version().patient(),
                    one.followed()))
        .toList();
  }
}
