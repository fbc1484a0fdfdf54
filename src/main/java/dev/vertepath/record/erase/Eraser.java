package dev.vertepath.record.erase;

import dev.vertepath.record.Erased;
import dev.vertepath.record.Erasing;
import dev.vertepath.record.Erasure;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.Sight;
import dev.vertepath.record.index.Extraction;
import dev.vertepath.record.index.References;
import dev.vertepath.record.index.Row;
import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.store.Locks;
import dev.vertepath.record.store.Tables;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Erases a patient in one transaction. What stays of each resource of hers is a mark without body
 * under its type and id, which keeps the id from being given again.
 */
public final class Eraser {

  /** Milliseconds that one statement may take: bodies are looked through that no index knows. */
  private static final String PATIENCE = "600000";

  private final Tables tables;
  private final JdbcClient jdbc;
  private final SearchParameters parameters;
  private final Extraction extraction;
  private final References references;
  private final TransactionOperations transactions;
  private final Clock clock;
  private final Supplier<List<Erasing>> rooms;

  /**
   * @param rooms that hold something of patients beside the record
   */
  public Eraser(
      Tables tables,
      SearchParameters parameters,
      Extraction extraction,
      References references,
      TransactionOperations transactions,
      Clock clock,
      Supplier<List<Erasing>> rooms) {
    this.tables = tables;
    this.jdbc = tables.jdbc();
    this.parameters = parameters;
    this.extraction = extraction;
    this.references = references;
    this.transactions = transactions;
    this.clock = clock;
    this.rooms = rooms;
  }

  /**
   * Erases, or gives way to others who got in between: whoever asks tries it again.
   *
   * @param sight whom may be erased
   * @throws RecordException NOT_FOUND when there is no such patient in sight; GONE when she was
   *     erased before
   * @throws org.springframework.dao.ConcurrencyFailureException when others got in between
   */
  public Erased erase(Erasure asked, Sight sight) {
    Erased erased =
        transactions.execute(
            status -> {
              Object before = asked.rehearsed() ? status.createSavepoint() : "";
              Erased done = withReplaced(asked, sight);
              if (asked.rehearsed()) {
                status.rollbackToSavepoint(before);
              }
              return done;
            });
    if (erased == null) {
      throw new IllegalStateException("A transaction gave nothing back");
    }
    return erased;
  }

  /** With her go the Patients whom she replaced: they are the same person. */
  private Erased withReplaced(Erasure asked, Sight sight) {
    jdbc.sql("select set_config('statement_timeout', ?, true)")
        .param(PATIENCE)
        .query()
        .listOfRows();
    List<String> replaced = new Replaced(jdbc, references).by(asked.patient(), sight);
    Erased all = one(asked, sight);
    for (String patient : replaced) {
      all = all.and(new ResourceKey("Patient", patient), one(asked.of(patient), sight));
    }
    return all;
  }

  private Erased one(Erasure asked, Sight sight) {
    tables.locks().take(List.of(Locks.ofPatient(asked.patient())));
    require(new ResourceKey("Patient", asked.patient()), sight);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var removal = new Removal(jdbc, tables.txOffset(), asked.patient());
    var masking = new Masking(jdbc, parameters, extraction, references, asked.patient());
    var going = new Going(jdbc, parameters, references, asked.patient());
    going.gather(masking);
    int emptied = masking.empty(going);
    // Before the rooms: to whom she was known, what is left is not shown for that.
    removal.leave(going.rids());
    SortedMap<String, Integer> others = new TreeMap<>();
    for (Erasing room : rooms.get()) {
      int rows = room.erase(asked.patient()) + room.erase(going.keys());
      others.merge(room.what(), rows, Integer::sum);
    }
    byte[] hash = removal.hash(going.rids());
    long versions = removal.versions(going.rids());
    long index = removal.index(going.rids());
    long resources = removal.mark(going.rids(), now);
    removal.claims();
    var erased =
        new Erased(
            now,
            resources,
            versions + resources,
            index,
            others,
            emptied,
            going.left(),
            List.of(),
            HexFormat.of().formatHex(hash));
    if (!asked.rehearsed()) {
      note(asked, erased, hash);
    }
    return erased;
  }

  private void require(ResourceKey patient, Sight sight) {
    List<Object> arguments = new ArrayList<>(sight.arguments());
    arguments.add(patient.id());
    Row there =
        jdbc.sql(
                "%s select %s from resource r where r.type = 'Patient' and r.id = ? and %s for update of r"
                    .formatted(
                        sight.isAll() ? "" : "with " + sight.row(), Row.COLUMNS, sight.of("r")))
            .params(arguments)
            .query(Row::read)
            .optional()
            .orElseThrow(
                () ->
                    new RecordException(
                        Kind.NOT_FOUND, "not-found", "Patient", "There is no " + patient + "."));
    if (there.resource().isErased()) {
      throw RecordException.erased(there.resource());
    }
  }

  private void note(Erasure asked, Erased erased, byte[] hash) {
    ObjectNode rows = Json.MAPPER.createObjectNode();
    erased.rooms().forEach(rows::put);
    ArrayNode left = Json.MAPPER.createArrayNode();
    erased.left().forEach(key -> left.add(key.reference()));
    jdbc.sql(
            """
            insert into erasure (patient, erased, subject, name, reason, resources, versions,
              index_rows, emptied, rooms, left_over, hash)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)
            """)
        .params(
            asked.patient(),
            erased.at().atOffset(ZoneOffset.UTC),
            asked.subject(),
            asked.name(),
            asked.reason(),
            erased.resources(),
            erased.versions(),
            erased.index(),
            erased.emptied(),
            rows.toString(),
            left.toString(),
            hash)
        .update();
  }
}
