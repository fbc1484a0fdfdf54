package dev.vertepath.record.store;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Consequence;
import dev.vertepath.record.Erased;
import dev.vertepath.record.Erasing;
import dev.vertepath.record.Erasure;
import dev.vertepath.record.Handling;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.Sight;
import dev.vertepath.record.StoredResource;
import dev.vertepath.record.erase.Eraser;
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
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.node.ObjectNode;

/** The record in PostgreSQL, as far as a sight goes. */
public final class PostgresRecord implements ClinicalRecord {

  private static final Duration PATIENCE_FOR_LABELS = Duration.ofSeconds(20);

  private final RecordSettings settings;
  private final SearchParameters parameters;
  private final Tables tables;
  private final Reads reads;
  private final LabelsInUse labels;
  private final AddedDefinitions definitions;
  private final Requests requests;
  private final Eraser eraser;
  private final Sight sight;

  public PostgresRecord(
      RecordSettings settings,
      SearchParameters parameters,
      AddedDefinitions definitions,
      Tables tables,
      TransactionOperations transactions,
      Clock clock,
      Supplier<List<Consequence>> consequences,
      Supplier<List<Erasing>> rooms) {
    this.settings = settings;
    this.parameters = parameters;
    this.tables = tables;
    this.definitions = definitions;
    this.sight = Sight.ALL;
    var references = new References(settings.bases(), parameters.context().getResourceTypes());
    var extraction = new Extraction(parameters, settings.zone(), references);
    var pages = new Pages(tables.jdbc(), CursorSeal.of(tables.jdbc()), tables.txOffset());
    var search =
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
    this.eraser =
        new Eraser(tables, parameters, extraction, references, transactions, clock, rooms);
    this.requests =
        new Requests(
            settings.types(),
            tables,
            extraction,
            parameters,
            search,
            reads,
            new Integrity(tables.jdbc(), references, settings.strictReferences()),
            definitions,
            transactions,
            clock,
            consequences);
    transactions.executeWithoutResult(status -> definitions.provide());
    definitions.refresh();
  }

  private PostgresRecord(PostgresRecord record, Sight sight) {
    this.settings = record.settings;
    this.parameters = record.parameters;
    this.tables = record.tables;
    this.reads = record.reads;
    this.labels = record.labels;
    this.definitions = record.definitions;
    this.requests = record.requests;
    this.eraser = record.eraser;
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
  public void learnDefinitions() {
    definitions.refresh();
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
  public Sight narrowed(String type, String query, String name) {
    return reads.narrowed(type, query, name);
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
      default -> requests.alone(interaction, sight);
    };
  }

  @Override
  public void rehearse(Interaction interaction) {
    requests.rehearse(interaction, sight);
  }

  @Override
  public List<Outcome> transact(List<Interaction> interactions) {
    return requests.together(interactions, sight);
  }

  @Override
  public <T> T atOnce(Supplier<T> work) {
    return requests.atOnce(work, true);
  }

  @Override
  public <T> T onTrial(Supplier<T> work) {
    return requests.atOnce(work, false);
  }

  @Override
  public void revisit(String patient) {
    requests.revisit(patient);
  }

  @Override
  public Erased erase(Erasure erasure) {
    return requests.atOnce(() -> eraser.erase(erasure, sight), true);
  }

  @Override
  public List<String> patients(@Nullable String after, int limit) {
    return tables.resources().patients(after, limit);
  }
}
