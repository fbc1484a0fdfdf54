package dev.vertepath.record.store;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.index.Extraction;
import dev.vertepath.record.index.Row;
import dev.vertepath.record.index.SearchParameters;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whose a Binary or a Bundle is follows from another resource: it is that one's patient's. What its
 * sender does not see, or nobody knows, makes it nobody's.
 */
final class Homes {

  private static final String FOLLOW =
      """
      update resource b set patient = p.patient
      from unnest(?::text[], ?::text[]) as k(type, id)
      join resource p on p.type = k.type collate "C" and p.id = k.id collate "C"
      join reference f on f.target_type = p.type and f.target_id = p.id
      where b.rid = f.rid and b.type = 'Binary' and b.patient is distinct from p.patient
      """;

  private final KnownRows known;
  private final Extraction extraction;
  private final SearchParameters parameters;
  private final SeenRows seen;
  private final Touched touched;
  private final Tables tables;
  private final Set<ResourceKey> looked = new LinkedHashSet<>();

  Homes(
      KnownRows known,
      Extraction extraction,
      SearchParameters parameters,
      SeenRows seen,
      Touched touched,
      Tables tables) {
    this.known = known;
    this.touched = touched;
    this.tables = tables;
    this.extraction = extraction;
    this.parameters = parameters;
    this.seen = seen;
  }

  /**
   * @param sent whether the request itself brings them, and so only what it may see counts
   */
  List<Prepared> of(List<Prepared> prepared, boolean sent) {
    Map<ResourceKey, ResourceKey> contexts = new HashMap<>();
    for (Prepared one : prepared) {
      ObjectNode body = one.draft().body();
      if (body != null) {
        ResourceKey key = one.draft().key();
        extraction.belongsTo(key.type(), body).ifPresent(context -> contexts.put(key, context));
      }
    }
    if (contexts.isEmpty()) {
      return prepared;
    }
    Map<ResourceKey, Prepared> coming = new HashMap<>();
    prepared.forEach(one -> coming.put(one.draft().key(), one));
    List<ResourceKey> there =
        contexts.values().stream().filter(key -> !coming.containsKey(key)).distinct().toList();
    known.load(there);
    there.stream().filter(key -> !touched.written().contains(key)).forEach(looked::add);
    return prepared.stream()
        .map(
            one ->
                Optional.ofNullable(contexts.get(one.draft().key()))
                    .map(context -> one.of(patient(context, coming.get(context), sent)))
                    .orElse(one))
        .toList();
  }

  /**
   * Looks again at what {@link #of} has read, now that the patients are locked: it may have come to
   * another one meanwhile, and whoever brought it there did not know of what is written here. From
   * now on it stays where it is until this request ends.
   *
   * @throws OptimisticLockingFailureException if it has; tried again, it is found where it is now
   */
  void confirm() {
    if (looked.isEmpty()) {
      return;
    }
    Map<ResourceKey, Row> now = new HashMap<>();
    var trip = new RoundTrip(tables.operations());
    tables.resources().current(looked, true, trip, row -> now.put(row.key(), row));
    trip.send();
    for (ResourceKey key : looked) {
      if (!Objects.equals(home(known.get(key)), home(now.get(key)))) {
        throw new OptimisticLockingFailureException(
            key + " has come to another patient while something was written that belongs to it.");
      }
    }
    looked.clear();
  }

  private static @Nullable String home(@Nullable Row row) {
    return row == null || row.resource().deleted() ? null : row.resource().patient();
  }

  /** Binaries follow what has come to another patient, when the round trip is made. */
  static void follow(RoundTrip trip, Collection<ResourceKey> moved) {
    if (!moved.isEmpty()) {
      trip.add(
          FOLLOW,
          List.of(
              moved.stream().map(ResourceKey::type).toArray(String[]::new),
              moved.stream().map(ResourceKey::id).toArray(String[]::new)));
    }
  }

  private @Nullable String patient(ResourceKey context, @Nullable Prepared coming, boolean sent) {
    if (coming != null) {
      return coming.patient(parameters);
    }
    Row row = known.get(context);
    if (row == null || row.resource().deleted()) {
      return null;
    }
    boolean own = touched.written().contains(context);
    return !sent || own || seen.hidden(List.of(row)).isEmpty() ? row.resource().patient() : null;
  }
}
