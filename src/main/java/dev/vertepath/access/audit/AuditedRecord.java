package dev.vertepath.access.audit;

import dev.vertepath.access.GuardedRecord;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Erased;
import dev.vertepath.record.Erasure;
import dev.vertepath.record.Handling;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.Sight;
import dev.vertepath.record.StoredResource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The record as those have it who serve callers: whatever is asked of it, granted or refused, is
 * told in the audit trail. Writes are told within their transaction, by {@link WriteTrail}; all
 * else is noted in the {@link Trail} of the request, which is on the disk before the answer leaves.
 */
public final class AuditedRecord implements ClinicalRecord {

  private final GuardedRecord record;
  private final AuditReading events;
  private final ErasureTrail erasures;

  /**
   * @param events what is read of the type AuditEvent, of which the record holds none
   */
  AuditedRecord(GuardedRecord record, AuditReading events, ErasureTrail erasures) {
    this.record = record;
    this.events = events;
    this.erasures = erasures;
  }

  /** The record itself, for what the service looks up on its own account. */
  public ClinicalRecord unguarded() {
    return record.unguarded();
  }

  @Override
  public ClinicalRecord seenBy(Sight sight) {
    return record.seenBy(sight);
  }

  /** Asked for by an operation, which is told as one. */
  @Override
  public ObjectNode labels(@Nullable String type, Set<String> except) {
    return record.labels(type, except);
  }

  @Override
  public Set<String> types() {
    return record.types();
  }

  @Override
  public List<ServedParameter> searchParameters(String type) {
    return AuditReading.isOf(type) ? AuditReading.parameters() : record.searchParameters(type);
  }

  @Override
  public StoredResource read(ResourceKey key, @Nullable Long version) {
    return looked(Interactions.ofRead(key, version), () -> found(key, version), Stream::of);
  }

  @Override
  public StoredResource readAsOf(ResourceKey key, String instant) {
    return looked(Interactions.ofRead(key, null), () -> foundAsOf(key, instant), Stream::of);
  }

  private StoredResource found(ResourceKey key, @Nullable Long version) {
    return AuditReading.isOf(key.type()) ? events.read(key, version) : record.read(key, version);
  }

  private StoredResource foundAsOf(ResourceKey key, String instant) {
    if (AuditReading.isOf(key.type())) {
      throw AuditReading.noHistory();
    }
    return record.readAsOf(key, instant);
  }

  private SearchPage page(@Nullable String type, String query, Handling handling) {
    return AuditReading.isOf(type)
        ? events.search(query, handling)
        : record.search(type, query, handling);
  }

  private SearchPage versions(@Nullable String type, @Nullable String id, String query) {
    if (AuditReading.isOf(type)) {
      throw AuditReading.noHistory();
    }
    return record.history(type, id, query);
  }

  @Override
  public SearchPage search(@Nullable String type, String query, Handling handling) {
    return looked(
        Interactions.ofSearch(type, query), () -> page(type, query, handling), AuditedRecord::all);
  }

  @Override
  public Sight narrowed(String type, String query, String name) {
    return record.narrowed(type, query, name);
  }

  @Override
  public SearchPage everything(String patient, String query) {
    var key = new ResourceKey("Patient", patient);
    return looked(
        new Interactions(Act.SEARCH, key, Interactions.condition(key + "/$everything", query)),
        () -> record.everything(patient, query),
        AuditedRecord::all);
  }

  @Override
  public SearchPage history(@Nullable String type, @Nullable String id, String query) {
    return looked(
        Interactions.ofHistory(type, id, query),
        () -> versions(type, id, query),
        AuditedRecord::all);
  }

  @Override
  public Outcome apply(Interaction interaction) {
    Interactions means = Interactions.of(interaction);
    Trail.get().takeCommitted();
    Outcome outcome = tried(List.of(means), () -> applied(interaction));
    note(means, outcome, Trail.get().takeCommitted());
    return outcome;
  }

  private Outcome applied(Interaction interaction) {
    return switch (interaction) {
      case Interaction.Read(ResourceKey key, Long version) when AuditReading.isOf(key.type()) ->
          new Outcome.Found(events.read(key, version));
      case Interaction.Search(String type, String query, Handling handling)
          when AuditReading.isOf(type) ->
          new Outcome.Page(type, events.search(query, handling));
      default -> {
        requireNoEvent(interaction);
        yield record.apply(interaction);
      }
    };
  }

  private static void requireNoEvent(Interaction interaction) {
    if (AuditReading.isOf(Interactions.of(interaction).type())) {
      throw AuditReading.notWritten();
    }
  }

  @Override
  public void rehearse(Interaction interaction) {
    Interactions means = Interactions.of(interaction);
    Trail trail = Trail.get();
    trail.rehearse(() -> tried(List.of(means), () -> rehearsed(interaction)));
    trail.note(means.act(), Result.DONE, means.patients(), means.touched(), means.query());
  }

  private boolean rehearsed(Interaction interaction) {
    requireNoEvent(interaction);
    record.rehearse(interaction);
    return true;
  }

  @Override
  public List<Outcome> transact(List<Interaction> interactions) {
    List<Interactions> meant = interactions.stream().map(Interactions::of).toList();
    Trail.get().takeCommitted();
    List<Outcome> outcomes = tried(meant, () -> transacted(interactions));
    Set<ResourceKey> committed = Trail.get().takeCommitted();
    for (int i = 0; i < meant.size(); i++) {
      note(meant.get(i), outcomes.get(i), committed);
    }
    return outcomes;
  }

  private List<Outcome> transacted(List<Interaction> interactions) {
    for (int i = 0; i < interactions.size(); i++) {
      Interaction interaction = interactions.get(i);
      if (AuditReading.isOf(Interactions.of(interaction).type())) {
        boolean looks =
            interaction instanceof Interaction.Read || interaction instanceof Interaction.Search;
        throw (looks ? AuditReading.notInTransactions() : AuditReading.notWritten())
            .within("Bundle.entry[" + i + "]");
      }
    }
    return record.transact(interactions.stream().map(AuditedRecord::toldOnce).toList());
  }

  private static Interaction toldOnce(Interaction interaction) {
    return interaction instanceof Interaction.Ask(Supplier<byte[]> answer)
        ? new Interaction.Ask(Trail.get().repeatable(answer))
        : interaction;
  }

  /** What the work asks of this record is told as it is asked. */
  @Override
  public <T> T atOnce(Supplier<T> work) {
    return record.atOnce(work);
  }

  @Override
  public <T> T onTrial(Supplier<T> work) {
    return Trail.get().rehearse(() -> record.onTrial(work));
  }

  @Override
  public void revisit(String patient) {
    record.revisit(patient);
  }

  @Override
  public List<String> patients(@Nullable String after, int limit) {
    return record.patients(after, limit);
  }

  @Override
  public Erased erase(Erasure erasure) {
    return erasures.of(erasure, () -> record.erase(erasure));
  }

  @Override
  public List<IndexProgress> indexProgress(@Nullable ResourceKey definition) {
    return record.indexProgress(definition);
  }

  /** Notes what an interaction came to, unless its event is in the transaction that wrote. */
  private static void note(Interactions means, Outcome outcome, Set<ResourceKey> committed) {
    switch (outcome) {
      case Outcome.Answered ignored when means.isOfAnOperation() -> {
        // Told by the operation.
      }
      case Outcome.Created ignored -> {
        // Told where it was written.
      }
      case Outcome.Updated ignored -> {
        // Told where it was written.
      }
      case Outcome.Deleted(long version) when wasDeleted(means, version, committed) -> {
        // Told where it was written.
      }
      case Outcome.Unchanged(StoredResource there) -> note(means, List.of(there));
      case Outcome.Found(StoredResource found) -> note(means, List.of(found));
      case Outcome.Page(String type, SearchPage page) -> note(means, all(page).toList());
      default -> note(means, List.of());
    }
  }

  /** A condition that nothing matched deletes what has no version. */
  private static boolean wasDeleted(
      Interactions means, long version, Collection<ResourceKey> committed) {
    return means.key() == null ? version > 0 : committed.contains(means.key());
  }

  private static <T> T looked(
      Interactions means, Supplier<T> look, Function<T, Stream<StoredResource>> seen) {
    T found = tried(List.of(means), look);
    note(means, seen.apply(found).toList());
    return found;
  }

  private static <T> T tried(List<Interactions> meant, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      Trail trail = Trail.get();
      for (Interactions means : meant) {
        if (means.isOfAnOperation()) {
          continue;
        }
        trail.note(means.act(), Result.of(e), means.patients(), means.touched(), means.query());
      }
      throw e;
    }
  }

  /** What a search found is told by whose it is; what was asked for says the rest. */
  private static void note(Interactions means, List<StoredResource> seen) {
    List<String> patients =
        seen.isEmpty()
            ? means.patients()
            : seen.stream()
                .map(StoredResource::patient)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    boolean page = means.act() == Act.SEARCH || means.act().name().startsWith("HISTORY");
    List<String> touched =
        page || seen.isEmpty() ? means.touched() : seen.stream().map(Trail::versioned).toList();
    Trail.get().note(means.act(), Result.DONE, patients, touched, means.query());
  }

  private static Stream<StoredResource> all(SearchPage page) {
    return Stream.concat(page.matches().stream(), page.included().stream());
  }
}
