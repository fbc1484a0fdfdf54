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
import java.util.List;
import java.util.Set;
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
    return Noting.looked(Interactions.ofRead(key, version), () -> found(key, version), Stream::of);
  }

  @Override
  public StoredResource readAsOf(ResourceKey key, String instant) {
    return Noting.looked(Interactions.ofRead(key, null), () -> foundAsOf(key, instant), Stream::of);
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
    return Noting.looked(
        Interactions.ofSearch(type, query), () -> page(type, query, handling), Noting::all);
  }

  @Override
  public Sight narrowed(String type, String query, String name) {
    return record.narrowed(type, query, name);
  }

  @Override
  public SearchPage everything(String patient, String query) {
    var key = new ResourceKey("Patient", patient);
    return Noting.looked(
        new Interactions(Act.SEARCH, key, Interactions.condition(key + "/$everything", query)),
        () -> record.everything(patient, query),
        Noting::all);
  }

  @Override
  public SearchPage history(@Nullable String type, @Nullable String id, String query) {
    return Noting.looked(
        Interactions.ofHistory(type, id, query), () -> versions(type, id, query), Noting::all);
  }

  @Override
  public Outcome apply(Interaction interaction) {
    Interactions means = Interactions.of(interaction);
    Trail.get().takeCommitted();
    Outcome outcome = Noting.tried(List.of(means), () -> applied(interaction));
    Noting.note(means, outcome, Trail.get().takeCommitted());
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
    trail.rehearse(() -> Noting.tried(List.of(means), () -> rehearsed(interaction)));
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
    List<Outcome> outcomes = Noting.tried(meant, () -> transacted(interactions));
    Set<ResourceKey> committed = Trail.get().takeCommitted();
    for (int i = 0; i < meant.size(); i++) {
      Noting.note(meant.get(i), outcomes.get(i), committed);
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
  public void learnDefinitions() {
    record.learnDefinitions();
  }

  @Override
  public List<IndexProgress> indexProgress(@Nullable ResourceKey definition) {
    return record.indexProgress(definition);
  }
}
