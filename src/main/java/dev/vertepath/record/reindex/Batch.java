package dev.vertepath.record.reindex;

import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.index.AddedParameter;
import dev.vertepath.record.index.Extraction;
import dev.vertepath.record.index.Hashes;
import dev.vertepath.record.index.IndexRows;
import dev.vertepath.record.index.IndexTables;
import dev.vertepath.record.index.Row;
import dev.vertepath.record.store.IdentifierLinks;
import dev.vertepath.record.store.Locks;
import dev.vertepath.record.store.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/**
 * Some resources of one type, locked, whose part of the index is put right for one parameter: what
 * their current bodies have of it now comes in the place of what was there.
 */
final class Batch {

  private static final String NEXT =
      "select "
          + Row.COLUMNS
          + " from resource r where r.type = ? and r.rid > ? and r.rid <= ? and not r.deleted"
          + " order by r.rid limit ?";

  /** Rows that stay bear the transaction that made them: pages that are being read see them. */
  private static final String PUT =
      """
      with x as (
        select r.rid, r.tx from resource r where r.rid = any(?::bigint[])
      ), te as (
        delete from search_token s where s.rid = any(?::bigint[])
      ), dg as (
        delete from search_date s where s.rid = any(?::bigint[]) and s.param = ?
      ), sg as (
        delete from search_string s where s.rid = any(?::bigint[]) and s.param = ?
      ), qg as (
        delete from search_quantity s where s.rid = any(?::bigint[]) and s.param = ?
      ), fg as (
        delete from reference s
        where s.rid = any(?::bigint[])
          and (s.param = ? or s.param = '' and s.rid = any(?::bigint[]))
          and not exists (
            select from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[])
              as e(rid, param, target_type, target_id, identifier)
            where s.rid = e.rid and s.param = e.param collate "C"
              and s.target_type = e.target_type collate "C" and s.target_id = e.target_id collate "C"
              and s.identifier is not distinct from e.identifier)
      ),
      """
          + IndexTables.RENEW
          + " select count(*) from x";

  /** The arguments of references are the last of {@link IndexTables#arguments}. */
  private static final int OF_REFERENCES = 5;

  private final JdbcClient jdbc;
  private final IdentifierLinks links;
  private final Locks locks;
  private final Extraction extraction;
  private final AddedParameter parameter;
  private @Nullable String problem;

  Batch(Tables tables, Extraction extraction, AddedParameter parameter) {
    this.jdbc = tables.jdbc();
    this.links = tables.links();
    this.locks = tables.locks();
    this.extraction = extraction;
    this.parameter = parameter;
  }

  /**
   * @param after row id of the last resource that was gone through
   * @param upto row id of the last to go through
   * @return what was gone through, in order
   */
  List<Row> run(long after, long upto, int size) {
    // In the order in which writers take their locks: these first, then the rows.
    lock(taken(rows(NEXT, after, upto, size)));
    List<Row> rows = rows(NEXT + " for update", after, upto, size);
    List<IndexTables.Entry> entries = taken(rows);
    lock(entries);
    resolve(rows, entries);
    if (!rows.isEmpty()) {
      put(rows, entries);
    }
    return rows;
  }

  private void resolve(List<Row> rows, List<IndexTables.Entry> entries) {
    Map<Long, Optional<String>> patients =
        rows.stream()
            .collect(
                Collectors.toMap(Row::rid, row -> Optional.ofNullable(row.resource().patient())));
    links.resolveStored(
        entries.stream().map(IndexTables.Entry::rows).toList(),
        entries.stream()
            .map(entry -> patients.getOrDefault(entry.rid(), Optional.empty()))
            .toList());
  }

  /** The last resource that could not be indexed, and why. */
  @Nullable String problem() {
    return problem;
  }

  private List<Row> rows(String statement, long after, long upto, int size) {
    return jdbc.sql(statement).params(parameter.type(), after, upto, size).query(Row::read).list();
  }

  private List<IndexTables.Entry> taken(List<Row> rows) {
    List<IndexTables.Entry> entries = new ArrayList<>();
    for (Row row : rows) {
      var body = (ObjectNode) Json.MAPPER.readTree(row.resource().body());
      try {
        entries.add(
            new IndexTables.Entry(row.rid(), ofParameter(extraction.of(parameter.type(), body))));
      } catch (RecordException e) {
        problem = row.key() + ": " + e.getMessage();
      }
    }
    return entries;
  }

  /** Tokens are one list for all parameters; a reference may have been of none before. */
  private IndexRows ofParameter(IndexRows all) {
    long param = Hashes.param(parameter.type(), parameter.name());
    IndexRows own = IndexRows.empty();
    own.tokens().addAll(all.tokens());
    all.dates().stream().filter(row -> row.param() == param).forEach(own.dates()::add);
    all.strings().stream().filter(row -> row.param() == param).forEach(own.strings()::add);
    all.quantities().stream().filter(row -> row.param() == param).forEach(own.quantities()::add);
    all.references().stream()
        .filter(row -> row.param().isEmpty() || row.param().equals(parameter.name()))
        .forEach(own.references()::add);
    return own;
  }

  /** Lest a reference by identifier and what it waits for miss each other. */
  private void lock(List<IndexTables.Entry> entries) {
    locks.share(
        entries.stream()
            .flatMap(entry -> entry.rows().references().stream())
            .flatMap(row -> IdentifierLinks.hash(row).stream())
            .map(Locks::ofIdentifier)
            .collect(Collectors.toSet()));
  }

  private void put(List<Row> rows, List<IndexTables.Entry> entries) {
    Long[] rids = rows.stream().map(Row::rid).toArray(Long[]::new);
    Long[] without =
        entries.stream()
            .filter(entry -> entry.rows().tokens().isEmpty())
            .map(IndexTables.Entry::rid)
            .toArray(Long[]::new);
    long param = Hashes.param(parameter.type(), parameter.name());
    List<Object> index = IndexTables.arguments(entries);
    List<Object> references = index.subList(index.size() - OF_REFERENCES, index.size());
    jdbc.sql(PUT)
        .params(
            Stream.of(
                    List.<Object>of(
                        rids,
                        without,
                        rids,
                        param,
                        rids,
                        param,
                        rids,
                        param,
                        rids,
                        parameter.name(),
                        entries.stream().map(IndexTables.Entry::rid).toArray(Long[]::new)),
                    references,
                    index)
                .flatMap(List::stream)
                .toList())
        .query(Long.class)
        .single();
  }
}
