package dev.vertepath.record.store;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Consequence;
import dev.vertepath.record.Handling;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.Sight;
import dev.vertepath.record.StoredResource;
import dev.vertepath.record.index.Extraction;
import dev.vertepath.record.index.References;
import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.search.CursorSeal;
import dev.vertepath.record.search.Everything;
import dev.vertepath.record.search.History;
import dev.vertepath.record.search.LabelsInUse;
import dev.vertepath.record.search.Pages;
import dev.vertepath.record.search.Search;
import dev.vertepath.record.search.SearchConditions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.node.ObjectNode;

/** The record: one request is one database transaction, tried again when others got in between. */
public final class PostgresRecord implements ClinicalRecord {

  private static final int ATTEMPTS = 8;
  private static final Duration PATIENCE_FOR_LABELS = Duration.ofSeconds(20);

  private final RecordSettings settings;
  private final SearchParameters parameters;
  private final Extraction extraction;
  private final Tables tables;
  private final Search search;
  private final Reads reads;
  private final LabelsInUse labels;
  private final Integrity integrity;
  private final AddedDefinitions definitions;
  private final TransactionOperations transactions;
  private final Clock clock;
  private final Supplier<List<Consequence>> consequences;
  private final Sight sight;

  public PostgresRecord(
      RecordSettings settings,
      SearchParameters parameters,
      AddedDefinitions definitions,
      Tables tables,
      TransactionOperations transactions,
      Clock clock,
      Supplier<List<Consequence>> consequences) {
    this.settings = settings;
    this.parameters = parameters;
    this.tables = tables;
    this.transactions = transactions;
    this.clock = clock;
    this.consequences = consequences;
    this.sight = Sight.ALL;
    var references = new References(settings.bases(), parameters.context().getResourceTypes());
    this.extraction = new Extraction(parameters, settings.zone(), references);
    var pages = new Pages(tables.jdbc(), CursorSeal.of(tables.jdbc()), tables.txOffset());
    this.search =
        new Search(
            tables.jdbc(),
            parameters,
            new SearchConditions(
                tables.jdbc(), parameters, references, settings.types(), settings.zone(), clock),
            settings.types(),
            settings.zone(),
            pages);
    this.reads =
        new Reads(
            settings.types(),
            tables.resources(),
            search,
            new History(pages, settings.zone()),
            new Everything(tables.jdbc(), pages, settings.types(), settings.zone()));
    this.labels =
        new LabelsInUse(
            tables.jdbc(), transactions, parameters, settings.types(), PATIENCE_FOR_LABELS);
    this.integrity = new Integrity(tables.jdbc(), references, settings.strictReferences());
    this.definitions = definitions;
    transactions.executeWithoutResult(status -> definitions.provide());
    definitions.refresh();
  }

  private PostgresRecord(PostgresRecord record, Sight sight) {
    this.settings = record.settings;
    this.parameters = record.parameters;
    this.extraction = record.extraction;
    this.tables = record.tables;
    this.search = record.search;
    this.reads = record.reads;
    this.labels = record.labels;
    this.integrity = record.integrity;
    this.definitions = record.definitions;
    this.transactions = record.transactions;
    this.clock = record.clock;
    this.consequences = record.consequences;
    this.sight = sight;
  }

  @Override
  public ClinicalRecord seenBy(Sight by) {
    return by.equals(sight) ? this : new PostgresRecord(this, by);
  }

  @Override
  public Set<String> types() {
    return settings.types();
  }

  @Override
  public List<ServedParameter> searchParameters(String type) {
    return new ServedParameters(parameters, settings.types()).of(type);
  }

  @Override
  public List<IndexProgress> indexProgress(@Nullable ResourceKey definition) {
    return definitions.progress(definition);
  }

  @Override
  public StoredResource read(ResourceKey key, @Nullable Long version) {
    return reads.read(key, version, sight);
  }

  @Override
  public StoredResource readAsOf(ResourceKey key, String instant) {
    return reads.readAsOf(key, instant, sight);
  }

  @Override
  public SearchPage search(@Nullable String type, String query, Handling handling) {
    return reads.search(type, query, handling, sight);
  }

  @Override
  public SearchPage everything(String patient, String query) {
    return reads.everything(patient, query, sight);
  }

  @Override
  public SearchPage history(@Nullable String type, @Nullable String id, String query) {
    return reads.history(type, id, query, sight);
  }

  @Override
  public ObjectNode labels(@Nullable String type, Set<String> except) {
    return labels.of(type, except, sight);
  }

  @Override
  public Outcome apply(Interaction interaction) {
    return switch (interaction) {
      case Interaction.Read read -> reads.answer(read, sight);
      case Interaction.Search asked -> reads.answer(asked, sight);
      case Interaction.Ask asked -> reads.answer(asked, sight);
      default ->
          inTransaction((work, attempt) -> run(work, List.of(interaction), true, attempt))
              .getFirst();
    };
  }

  @Override
  public void rehearse(Interaction interaction) {
    Optional<RecordException> refused =
        inTransaction((work, attempt) -> refusal(work, interaction, attempt), false);
    if (refused.isPresent()) {
      throw refused.get();
    }
  }

  /** Told and not thrown: a transaction that it may be part of shall go on. */
  private Optional<RecordException> refusal(UnitOfWork work, Interaction interaction, int attempt) {
    try {
      run(work, List.of(interaction), true, attempt);
      return Optional.empty();
    } catch (RecordException e) {
      return Optional.of(e);
    }
  }

  @Override
  public List<Outcome> transact(List<Interaction> interactions) {
    return inTransaction((work, attempt) -> run(work, interactions, false, attempt));
  }

  @Override
  public List<Outcome> batch(List<Interaction> interactions) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Interaction interaction : interactions) {
      try {
        outcomes.add(apply(interaction));
      } catch (RecordException e) {
        outcomes.add(new Outcome.Refused(e));
      }
    }
    return outcomes;
  }

  @Override
  public void revisit(String patient) {
    inTransaction(
        (work, attempt) -> {
          work.revisit(patient);
          consequences.get().forEach(consequence -> consequence.follow(work));
          work.finish();
          return patient;
        });
  }

  @Override
  public List<String> patients(@Nullable String after, int limit) {
    return tables.resources().patients(after, limit);
  }

  private List<Outcome> run(
      UnitOfWork work, List<Interaction> interactions, boolean alone, int attempt) {
    List<Entry> entries = new ArrayList<>();
    for (Interaction interaction : interactions) {
      String place = alone ? null : "Bundle.entry[" + entries.size() + "]";
      entries.add(new Entry(interaction, place));
    }
    var conditionals = new Conditionals(tables.jdbc(), search, sight, entries.size());
    var targets =
        new Targets(
            tables, new SeenRows(tables.jdbc(), sight), conditionals, work.now(), attempt > 1);
    var transaction =
        new Transaction(settings.types(), work, reads, conditionals, targets, entries);
    List<Outcome> outcomes = transaction.run();
    if (!work.written().isEmpty()) {
      Set<ResourceKey> written = work.written();
      consequences.get().forEach(consequence -> consequence.follow(work));
      work.finish();
      List<Entry> sent =
          entries.stream()
              .filter(entry -> entry.draft() != null && written.contains(entry.target()))
              .toList();
      new SeenRows(tables.jdbc(), sight).requireSeen(sent);
      integrity.check(sent, sight);
      definitions.follow(sent, work);
    }
    return outcomes;
  }

  private interface Task<T> {
    T run(UnitOfWork work, int attempt);
  }

  private <T> T inTransaction(Task<T> task) {
    return inTransaction(task, true);
  }

  private <T> T inTransaction(Task<T> task, boolean kept) {
    boolean alone = !TransactionSynchronizationManager.isActualTransactionActive();
    for (int attempt = 1; ; attempt++) {
      int number = attempt;
      boolean[] defining = new boolean[1];
      try {
        T result =
            transactions.execute(
                status -> {
                  Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                  var work =
                      new UnitOfWork(tables, extraction, parameters, now, sight, number == 1);
                  Object before = kept ? "" : status.createSavepoint();
                  T done = task.run(work, number);
                  defining[0] = kept && AddedDefinitions.areIn(work.written());
                  if (!kept) {
                    status.rollbackToSavepoint(before);
                  }
                  return done;
                });
        if (result == null) {
          throw new IllegalStateException("A transaction gave nothing back");
        }
        if (defining[0]) {
          definitions.refresh();
        }
        return result;
      } catch (ConcurrencyFailureException | DuplicateKeyException e) {
        if (!alone) {
          throw e;
        }
        // One reason is that definitions have changed through another server.
        definitions.refresh();
        if (attempt == ATTEMPTS) {
          throw new RecordException(
              RecordException.Kind.CONFLICT,
              "conflict",
              null,
              "Others kept changing the same resources. Nothing was stored; send it again.");
        }
      }
    }
  }
}
