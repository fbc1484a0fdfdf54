package dev.vertepath.record.store;

import dev.vertepath.record.Json;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordChange;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.Sight;
import dev.vertepath.record.StoredResource;
import dev.vertepath.record.index.Changes;
import dev.vertepath.record.index.Extraction;
import dev.vertepath.record.index.IndexRows;
import dev.vertepath.record.index.References;
import dev.vertepath.record.index.Row;
import dev.vertepath.record.index.SearchParameters;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The writes of one request, within its transaction. They go to the database together, at the end
 * or when a query must see them ({@link #send}); until then they are known here.
 */
public final class UnitOfWork implements RecordChange {

  private final Tables tables;
  private final Extraction extraction;
  private final SearchParameters parameters;
  private final Locks locks;
  private final SeenRows seen;
  private final Instant now;
  private final WriteBatch batch;

  private final KnownRows known;
  private final Map<ResourceKey, Draft> following = new LinkedHashMap<>();
  private final Map<Long, Set<ResourceKey>> carriers = new HashMap<>();
  private final Set<ResourceKey> fresh = new HashSet<>();

  /** Whether what waited for a patient by identifier may have become hers. */
  private boolean adopted;

  private final Set<String> patients = new LinkedHashSet<>();
  private final Set<ResourceKey> written = new LinkedHashSet<>();
  private final boolean trusting;

  /** Known before anything is taken out of a body: a later change is told by the database. */
  private final long definitions;

  /**
   * Types of which all is known that the one patient of this request has: what is written of them
   * and is not known is new. Should it be there after all, as another patient's, the request is
   * tried again without this trust.
   */
  private final Set<String> complete = new HashSet<>();

  /**
   * @param sight what the sender may see, and so may change; what follows is not bound by it
   * @param trusting whether what a patient's record does not show need not be looked for
   */
  public UnitOfWork(
      Tables tables,
      Extraction extraction,
      SearchParameters parameters,
      Instant now,
      Sight sight,
      boolean trusting) {
    this.trusting = trusting;
    this.seen = new SeenRows(tables.jdbc(), sight);
    this.tables = tables;
    this.extraction = extraction;
    this.parameters = parameters;
    this.locks = tables.locks();
    this.now = now;
    this.definitions = parameters.version();
    // While others make parts of the index anew, what this request changes is locked first.
    this.known = new KnownRows(tables.resources(), parameters.isIndexing());
    this.batch = new WriteBatch(tables, now, definitions);
  }

  /** Writes them all at once and says what each came to, in their order. */
  public List<Outcome> write(List<Draft> drafts) {
    return write(drafts, true);
  }

  private List<Outcome> write(List<Draft> drafts, boolean sent) {
    if (drafts.stream().anyMatch(draft -> batch.waiting().contains(draft.key()))) {
      // The version between is one of its own.
      send();
    }
    List<Prepared> prepared = drafts.stream().map(draft -> Prepared.of(draft, extraction)).toList();
    lock(prepared);
    Prepared.carriers(prepared, carriers);
    tables.links().resolve(prepared.stream().map(Prepared::rows).toList(), carriers);
    // A reference by identifier names its patient only now.
    lock(prepared);
    known.load(
        drafts.stream()
            .filter(d -> !d.fresh())
            .map(Draft::key)
            .filter(key -> !complete.contains(key.type()))
            .toList());
    List<Row> there = known.of(drafts.stream().map(Draft::key).toList());
    // A resource may leave the patient it belonged to: that one is touched as well.
    locks.takePatientsOf(there);
    Set<ResourceKey> hidden = sent ? seen.hidden(there) : Set.of();
    return prepared.stream().map(one -> write(one, hidden.contains(one.draft().key()))).toList();
  }

  private Outcome write(Prepared prepared, boolean hidden) {
    Draft draft = prepared.draft();
    if (hidden) {
      return Preconditions.outOfSight(draft);
    }
    Row old = known.get(draft.key());
    boolean there = old != null && !old.resource().deleted();
    Preconditions.ifMatch(draft, old);
    ObjectNode body = draft.body();
    if (body == null) {
      if (old == null || !there) {
        return new Outcome.Deleted(old == null ? 0 : old.resource().version());
      }
      Row mark = batch.delete(old);
      remember(mark, old);
      return new Outcome.Deleted(mark.resource().version());
    }
    if (there && old != null && Bodies.same(body, old.resource())) {
      return new Outcome.Unchanged(old.resource());
    }
    String patient = prepared.patient(parameters);
    Row row =
        old == null
            ? batch.insert(draft, body, prepared.rows(), patient)
            : replaced(draft, body, prepared.rows(), patient, old);
    if (draft.fresh()) {
      fresh.add(draft.key());
    }
    remember(row, old);
    return there ? new Outcome.Updated(row.resource()) : new Outcome.Created(row.resource());
  }

  private Row replaced(
      Draft draft, ObjectNode body, IndexRows rows, @Nullable String patient, Row old) {
    Set<Long> identifiers = References.identifiers(body);
    Changes changes;
    if (old.resource().deleted()) {
      changes = Changes.renewed(old.rid(), rows);
    } else {
      var before = (ObjectNode) Json.MAPPER.readTree(old.resource().body());
      changes = Changes.between(old.rid(), extraction.of(old.key().type(), before), rows);
      identifiers.removeAll(References.identifiers(before));
    }
    return batch.replace(draft, body, patient, old, changes, identifiers);
  }

  private void remember(Row row, @Nullable Row old) {
    known.put(row);
    written.add(row.key());
    touch(row.resource().patient());
    touch(old == null ? null : old.resource().patient());
  }

  private void touch(@Nullable String patient) {
    if (patient != null) {
      patients.add(patient);
    }
  }

  private void lock(List<Prepared> prepared) {
    Set<Long> wanted = new LinkedHashSet<>();
    prepared.forEach(one -> wanted.addAll(one.locks(parameters)));
    locks.take(wanted);
  }

  /** Locks a patient whose facts are to be gone through again, though nothing was written. */
  public void revisit(String patient) {
    locks.take(List.of(Locks.ofPatient(patient)));
    patients.add(patient);
  }

  /** Writes what {@link #put} and {@link #remove} left, and sends all. */
  public void finish() {
    settle();
    send();
  }

  @Override
  public void settle() {
    if (!following.isEmpty()) {
      List<Draft> drafts = List.copyOf(following.values());
      following.clear();
      write(drafts, false);
    }
  }

  /** Lets the queries of this transaction see what was written. */
  void send() {
    adopted |= !batch.identifiersOfPatients().isEmpty();
    batch.send();
    carriers.clear();
  }

  Sight sight() {
    return seen.sight();
  }

  @Override
  public StoredResource stored(ResourceKey key) {
    return Objects.requireNonNull(known.get(key)).resource();
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Set<String> patients() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(patients));
  }

  @Override
  public Set<ResourceKey> written() {
    return Set.copyOf(written);
  }

  @Override
  public boolean isNew(ResourceKey key) {
    return fresh.contains(key);
  }

  @Override
  public List<StoredResource> ofPatient(String patient, Collection<String> types) {
    settle();
    if (tables.links().isAwaited(batch.identifiersOfPatients())) {
      send();
    }
    // Nobody can have referred to an id that was given just now.
    boolean alone = isNew(new ResourceKey("Patient", patient)) && !adopted;
    if (!alone) {
      known.load(patient, types, batch.waiting());
    }
    if (trusting && patients.size() == 1) {
      complete.addAll(types);
    }
    return known.ofPatient(patient, types).stream().map(Row::resource).toList();
  }

  @Override
  public Optional<StoredResource> current(ResourceKey key) {
    settle();
    known.load(List.of(key));
    return Optional.ofNullable(known.get(key))
        .map(Row::resource)
        .filter(resource -> !resource.deleted());
  }

  @Override
  public List<StoredResource> older(Map<ResourceKey, Long> versions) {
    if (versions.isEmpty()) {
      return List.of();
    }
    finish();
    return tables.resources().older(versions);
  }

  @Override
  public Optional<ResourceKey> target(String reference) {
    return extraction.target(reference);
  }

  @Override
  public void alongside(String sql, @Nullable Object... arguments) {
    batch.alongside(sql, Arrays.asList(arguments));
  }

  @Override
  public void put(ResourceKey key, ObjectNode resource) {
    following.put(key, Draft.update(key, resource, null, key.type()));
  }

  @Override
  public void remove(ResourceKey key) {
    following.put(key, Draft.delete(key, null, key.type()));
  }
}
