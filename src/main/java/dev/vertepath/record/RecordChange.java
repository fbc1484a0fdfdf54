package dev.vertepath.record;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A request's writes, still open: the record as it stands with them, and the means to add more. */
public interface RecordChange {

  /** The instant of the request; every version that it stores carries it. */
  Instant now();

  /**
   * The logical ids of the patients whose compartments the request wrote; they are locked. Of a
   * resource that moved from one patient to another, the new one comes first.
   */
  Set<String> patients();

  /** The keys that the request wrote. */
  Set<ResourceKey> written();

  /**
   * The keys of what waited for a patient by her identifier and has become hers, since the request
   * wrote her.
   */
  Set<ResourceKey> homed();

  /** The version that was written under one of these keys, a mark of a deletion included. */
  StoredResource stored(ResourceKey key);

  /** The version that the request found under a key that it wrote; empty if there was none. */
  Optional<StoredResource> before(ResourceKey key);

  /**
   * The count of what writers have to know: what was changed by {@link #redefine} in a transaction
   * that ended before, is known to whoever has looked since.
   */
  long definitions();

  /**
   * Lets every writer that does not know what this request changes begin again: who commits after
   * it by an older count than {@link #definitions} of then has begun to store before.
   */
  void redefine();

  /** Whether who sends the request sees what is there, or has written it by this request. */
  boolean isSeen(ResourceKey key);

  /** Whether the request itself made it, under an id that nobody knew before. */
  boolean isNew(ResourceKey key);

  /**
   * Whether it is so of a patient of {@link #patients}, as far as nothing of this request has
   * changed it: it is asked once.
   */
  boolean isSo(PatientQuestion question, String patient);

  /** The current resources of a patient's compartment, the writes of this request included. */
  List<StoredResource> ofPatient(String patient, Collection<String> types);

  /** The current version, the writes of this request included; empty if never stored or deleted. */
  Optional<StoredResource> current(ResourceKey key);

  /**
   * Older versions, each the one that is named for its key; those there never were are left out.
   */
  List<StoredResource> older(Map<ResourceKey, Long> versions);

  /** What a literal reference points at, if it is a resource of this server. */
  Optional<ResourceKey> target(String reference);

  /**
   * Stores a version under this key, unless it says the same as the current one (the server's part
   * of {@code meta} apart). Many are sent to the database together, at the latest when the request
   * ends.
   */
  void put(ResourceKey key, ObjectNode resource);

  /**
   * Sends a statement for tables of another room together with what is written, by the same round
   * trip, at the latest when the request ends; it changes rows and answers nothing.
   *
   * @param arguments by position
   */
  void alongside(String sql, @Nullable Object... arguments);

  /**
   * Tells that what follows may take out of sight what was in sight of who sends the request: it is
   * looked at again.
   */
  void resight();

  /** Lets {@link #written} name what {@link #put} and {@link #remove} have left to do. */
  void settle();

  /** Deletes, if it is there. */
  void remove(ResourceKey key);
}
