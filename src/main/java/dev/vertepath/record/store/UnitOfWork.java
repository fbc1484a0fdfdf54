package dev.vertepath.record.store;

import dev.vertepath.record.Outcome;
import dev.vertepath.record.PatientQuestion;
import dev.vertepath.record.RecordChange;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.Sight;
import dev.vertepath.record.StoredResource;
import dev.vertepath.record.index.Extraction;
import dev.vertepath.record.index.Row;
import dev.vertepath.record.index.SearchParameters;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
  private final NextVersions versions;

  private final KnownRows known;
  private final Map<ResourceKey, Draft> following = new LinkedHashMap<>();
  private final Adoptions adoptions;
  private final Preparation preparation;
  private final Answers answers;
  private final Homes homes;
  private final Touched touched = new Touched();
  private final boolean trusting;

  /** Known before anything is taken out of a body: a later change is told by the database. */
  private final long definitions;

  /**
   * Types of which all is known that the one patient of this request has: what is not known is new.
   * Should it be there after all, as another's, the request is tried again without this trust.
   */
  private final Set<String> complete = new HashSet<>();

  /**
   * @param sight what the sender may see, and so may change; what follows is not bound by it
   * @param questions what consequences will ask of the patients
   * @param trusting whether what a patient's record does not show need not be looked for
   */
  public UnitOfWork(
      Tables tables,
      Extraction extraction,
      SearchParameters parameters,
      Instant now,
      Sight sight,
      List<PatientQuestion> questions,
      boolean trusting) {
    this.trusting = trusting;
    this.seen = new SeenRows(tables.jdbc(), sight);
    this.tables = tables;
    this.adoptions = new Adoptions(tables.links());
    this.extraction = extraction;
    this.parameters = parameters;
    this.locks = tables.locks();
    this.now = now;
    this.definitions = parameters.version();
    // While others make parts of the index anew, what this request changes is locked first.
    this.known = new KnownRows(tables, parameters.isIndexing());
    this.batch = new WriteBatch(tables, locks, now, definitions);
    this.answers = new Answers(tables.operations(), questions);
    this.preparation =
        new Preparation(tables.operations(), parameters, locks, known, adoptions, answers);
    this.homes = new Homes(known, extraction, parameters, seen, touched, tables);
    this.versions = new NextVersions(batch, known, touched, extraction, parameters);
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
    preparation.look(prepared, complete, sent ? seen.sight() : Sight.ALL, sent);
    adoptions.resolve(prepared);
    prepared = homes.of(prepared, sent);
    // A reference by identifier names its patient only now.
    preparation.lock(prepared, sent);
    homes.confirm();
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
    return prepared.stream()
        .map(one -> versions.write(one, hidden.contains(one.draft().key())))
        .toList();
  }

  /** Whether it is known to be here and to stay until this request ends. */
  boolean isHere(ResourceKey key) {
    return known.isHere(key);
  }

  /** Locks a patient whose facts are to be gone through again, though nothing was written. */
  public void revisit(String patient) {
    locks.take(List.of(Locks.ofPatient(patient)));
    touched.patient(patient);
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

  void send() {
    send(trip -> {});
  }

  /**
   * Lets the queries of this transaction see what was written.
   *
   * @param last adds what looks at what was written, by the same round trip
   */
  void send(Consumer<RoundTrip> last) {
    Set<Long> identifiers = batch.identifiersOfPatients();
    adoptions.sent(identifiers, batch.send(seen.sight(), adoptions, last));
  }

  private void settleAwaited() {
    settle();
    if (adoptions.isAwaited(batch.identifiersOfPatients())) {
      send();
    }
  }

  @Override
  public Set<ResourceKey> homed() {
    settleAwaited();
    return adoptions.homed();
  }

  Sight sight() {
    return seen.sight();
  }

  @Override
  public void resight() {
    touched.resight();
  }

  /** Grows with all by which what was in sight may no longer be, though it is the same version. */
  int moves() {
    return touched.resights() + batch.moves() + adoptions.homed().size();
  }

  @Override
  public StoredResource stored(ResourceKey key) {
    return Objects.requireNonNull(known.get(key)).resource();
  }

  @Override
  public Optional<StoredResource> before(ResourceKey key) {
    return touched.before(key);
  }

  @Override
  public long definitions() {
    return definitions;
  }

  @Override
  public void redefine() {
    touched.redefine();
  }

  boolean isRedefining() {
    return touched.isRedefining();
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Set<String> patients() {
    return touched.patients();
  }

  @Override
  public Set<ResourceKey> written() {
    return touched.written();
  }

  @Override
  public boolean isSeen(ResourceKey key) {
    known.load(List.of(key));
    Row row = known.get(key);
    return row != null && (touched.written().contains(key) || seen.hidden(List.of(row)).isEmpty());
  }

  @Override
  public boolean isNew(ResourceKey key) {
    return touched.isNew(key);
  }

  @Override
  public boolean isSo(PatientQuestion question, String patient) {
    return answers.isSo(question, patient);
  }

  @Override
  public List<StoredResource> ofPatient(String patient, Collection<String> types) {
    settleAwaited();
    // Nobody can have referred to an id that was given just now.
    boolean alone = isNew(new ResourceKey("Patient", patient)) && !adoptions.arePossible();
    if (!alone) {
      known.load(patient, types, batch.waiting(), locks.holdsPatient(patient));
    }
    if (trusting && touched.patients().size() == 1) {
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
