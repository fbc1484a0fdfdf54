package dev.vertepath.record.store;

import ca.uhn.fhir.context.FhirContext;
import com.zaxxer.hikari.HikariDataSource;
import dev.vertepath.TestDatabase;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Consequence;
import dev.vertepath.record.Erasing;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Json;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import dev.vertepath.record.index.Extraction;
import dev.vertepath.record.index.References;
import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.index.TypeDefinitions;
import dev.vertepath.record.reindex.Reindex;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/** A record over a new database, for tests without Spring. */
public final class RecordOnPostgres implements AutoCloseable {

  public static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  private static final SearchParameters PARAMETERS =
      new SearchParameters(TypeDefinitions.context());

  public final List<Consequence> consequences = new ArrayList<>();
  public final List<Erasing> rooms = new ArrayList<>();
  public final JdbcClient jdbc;
  public final ClinicalRecord record;
  public final Reindex reindex;
  public final HikariDataSource source = new HikariDataSource();

  private final DataSource used;
  private final RecordSettings settings;
  private final Clock clock;

  public RecordOnPostgres() {
    this(false, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  public RecordOnPostgres(boolean strictReferences, Clock clock) {
    this(strictReferences, clock, UnaryOperator.identity());
  }

  /**
   * @param watched what the record works on, given the pool
   */
  public RecordOnPostgres(
      boolean strictReferences, Clock clock, UnaryOperator<DataSource> watched) {
    var server = TestDatabase.freshDatabase();
    source.setJdbcUrl(server.url());
    source.setUsername(server.username());
    source.setPassword(server.password());
    source.setMaximumPoolSize(8);
    Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
    used = watched.apply(source);
    jdbc = JdbcClient.create(used);
    settings =
        new RecordSettings(
            Set.copyOf(FhirContext.forR4Cached().getResourceTypes()),
            strictReferences,
            List.of("http://127.0.0.1:8080/fhir"),
            ZoneId.of("Europe/Berlin"));
    this.clock = clock;
    Server first = server();
    record = first.record();
    reindex = first.reindex();
  }

  /** A record and what indexes it, as another server on the same database has them. */
  public record Server(ClinicalRecord record, Reindex reindex) {

    /** Takes steps until there is none left to take. */
    public void index() {
      Reindex.Step step;
      do {
        step = reindex.step();
      } while (step != Reindex.Step.IDLE);
    }
  }

  /** Another server on this database. */
  public Server server() {
    SearchParameters parameters = PARAMETERS.ofAnotherRecord();
    Tables tables = Tables.over(new JdbcTemplate(used));
    var definitions = new AddedDefinitions(tables, parameters, settings.types());
    var transactions = new TransactionTemplate(new JdbcTransactionManager(used));
    var references = new References(settings.bases(), settings.types());
    return new Server(
        new PostgresRecord(
            settings,
            parameters,
            definitions,
            tables,
            transactions,
            clock,
            () -> consequences,
            () -> rooms),
        new Reindex(
            tables,
            parameters,
            new Extraction(parameters, settings.zone(), references),
            definitions,
            transactions));
  }

  /** Finishes the index of search parameters that came after what they are of. */
  public void index() {
    new Server(record, reindex).index();
  }

  public static ObjectNode json(String text) {
    return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
  }

  public StoredResource create(String body) {
    var outcome = record.apply(new Interaction.Create(null, json(body), null));
    return ((Outcome.Created) outcome).resource();
  }

  public Outcome put(String body) {
    ObjectNode tree = json(body);
    var key = new ResourceKey(tree.path("resourceType").asString(), tree.path("id").asString());
    return record.apply(new Interaction.Update(null, key, tree, null));
  }

  public List<String> ids(String type, String query) {
    return record.search(type, query).matches().stream().map(r -> r.key().id()).toList();
  }

  @Override
  public void close() {
    source.close();
  }
}
