package dev.vertepath.record.store;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import dev.vertepath.record.index.Changes;
import dev.vertepath.record.index.IndexTables;
import dev.vertepath.record.index.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The current versions and, behind them, the older ones. */
public final class ResourceTable {

  /** As {@link Row#COLUMNS}, of {@code resource r} joined with {@code resource_version v}. */
  private static final String OLDER =
      "r.rid, r.type, r.id, v.version, r.created, v.updated, v.deleted, v.method, v.patient, v.body";

  /** Nothing is written where the definitions are others than the writer knows. */
  private static final String WRITER =
      """
      with x as materialized (
        select pg_current_xact_id()::text::bigint + ? as tx from search_definition where version = ?
      ),
      n as (
        select unnest(?::bigint[]) as rid, unnest(?::text[]) as type, unnest(?::text[]) as id,
          unnest(?::bigint[]) as version, unnest(?::timestamptz[]) as updated,
          unnest(?::boolean[]) as deleted, unnest(?::text[]) as method, unnest(?::text[]) as patient,
          unnest(?::bytea[]) as body
      ),
      """;

  private static final String INSERT =
      WRITER
          + """
          r as (
            insert into resource
              (rid, type, id, version, created, updated, deleted, method, patient, tx, body)
            select n.rid, n.type, n.id, n.version, n.updated, n.updated, n.deleted, n.method, n.patient,
              x.tx, n.body
            from n, x
            returning rid
          )
          """;

  private static final String INSERTED = " select count(*) from r";

  private static final String REPLACE =
      WRITER
          + """
          kept as (
            insert into resource_version
              (rid, version, updated, until, deleted, method, patient, tx, until_tx, body)
            select r.rid, r.version, r.updated, n.updated, r.deleted, r.method, r.patient, r.tx, x.tx,
              r.body
            from x, n join resource r on n.rid = r.rid and r.version = n.version - 1
          ), replaced as (
            update resource r
            set version = n.version, updated = n.updated, deleted = n.deleted, method = n.method,
              patient = n.patient, tx = x.tx, body = n.body
            from n, x where r.rid = n.rid and r.version = n.version - 1
            returning r.rid
          )
          """;

  private static final String REPLACED = " select count(*) from replaced";

  private final JdbcClient jdbc;
  private final long txOffset;

  /**
   * @param txOffset see {@link TransactionOrigin}
   */
  ResourceTable(JdbcClient jdbc, long txOffset) {
    this.jdbc = jdbc;
    this.txOffset = txOffset;
  }

  /** The current version, a deletion mark included. */
  public Optional<StoredResource> current(ResourceKey key) {
    return jdbc.sql("select " + Row.COLUMNS + " from resource r where r.type = ? and r.id = ?")
        .params(key.type(), key.id())
        .query(Row::read)
        .optional()
        .map(Row::resource);
  }

  /** One version, current or not. */
  public Optional<StoredResource> version(ResourceKey key, long version) {
    return jdbc.sql(
            """
            select %1$s from resource r where r.type = :type and r.id = :id and r.version = :version
            union all
            select %2$s
            from resource r join resource_version v on v.rid = r.rid
            where r.type = :type and r.id = :id and v.version = :version
            """
                .formatted(Row.COLUMNS, OLDER))
        .param("type", key.type())
        .param("id", key.id())
        .param("version", version)
        .query(Row::read)
        .optional()
        .map(Row::resource);
  }

  /** Older versions, each the one that is named for its key. */
  public List<StoredResource> older(Map<ResourceKey, Long> versions) {
    if (versions.isEmpty()) {
      return List.of();
    }
    List<ResourceKey> keys = List.copyOf(versions.keySet());
    return jdbc.sql(
            """
            select %s
            from unnest(?::text[], ?::text[], ?::bigint[]) as k(type, id, version)
            join resource r on r.type = k.type collate "C" and r.id = k.id collate "C"
            join resource_version v on v.rid = r.rid and v.version = k.version
            """
                .formatted(OLDER))
        .params(columns(keys))
        .param(keys.stream().map(versions::get).toArray(Long[]::new))
        .query((row, number) -> Row.read(row, number).resource())
        .list();
  }

  /** The current versions of these, deletion marks included. */
  public List<Row> current(Collection<ResourceKey> keys) {
    return keys.isEmpty()
        ? List.of()
        : jdbc.sql(byKeys(false)).params(columns(keys)).query(Row::read).list();
  }

  /**
   * Reads them when the round trip is made.
   *
   * @param locked whether nobody else may touch their part of the index until this transaction ends
   */
  void current(Collection<ResourceKey> keys, boolean locked, RoundTrip trip, Consumer<Row> found) {
    if (!keys.isEmpty()) {
      trip.add(byKeys(locked), columns(keys), row -> found.accept(Row.read(row, 0)));
    }
  }

  private static String byKeys(boolean locked) {
    return """
        select %s
        from unnest(?::text[], ?::text[]) as k(type, id)
        join resource r on r.type = k.type collate "C" and r.id = k.id collate "C"%s
        """
        .formatted(Row.COLUMNS, locked ? " order by r.rid for update of r" : "");
  }

  private static List<Object> columns(Collection<ResourceKey> keys) {
    return List.of(
        keys.stream().map(ResourceKey::type).toArray(String[]::new),
        keys.stream().map(ResourceKey::id).toArray(String[]::new));
  }

  /**
   * What a patient's compartment holds of these types, deletion marks included.
   *
   * @param locked as of {@link #current}
   */
  List<Row> ofPatient(String patient, Collection<String> types, boolean locked) {
    return jdbc.sql(
            """
            select %s from resource r where r.patient = ? and r.type = any(?::text[]) order by r.rid%s
            """
                .formatted(Row.COLUMNS, locked ? " for update" : ""))
        .params(patient, types.toArray(String[]::new))
        .query(Row::read)
        .list();
  }

  /** Logical ids of patients that anything belongs to, in their order, after the one given. */
  public List<String> patients(@Nullable String after, int limit) {
    return jdbc.sql(
            """
            select distinct r.patient from resource r
            where r.patient is not null and r.patient > ? order by r.patient limit ?
            """)
        .params(after == null ? "" : after, limit)
        .query((row, number) -> row.getString(1))
        .list();
  }

  /** Whether nothing was ever stored. */
  boolean isEmpty() {
    return jdbc.sql("select not exists (select from resource)").query(Boolean.class).single();
  }

  /**
   * Stores first versions with what the index holds of them, when the round trip is made.
   *
   * @param definitions their count, by which the index was made
   * @throws OptimisticLockingFailureException, then, when the definitions have changed
   */
  void insert(RoundTrip trip, long definitions, List<Row> rows, List<IndexTables.Entry> index) {
    write(trip, definitions, rows, INSERT, IndexTables.added(index), INSERTED);
  }

  /**
   * Puts new versions in the place of those one before, which move behind them, when the round trip
   * is made.
   *
   * @param definitions their count, by which the changes of the index were made
   * @throws OptimisticLockingFailureException, then, when another request was faster, or the
   *     definitions have changed
   */
  void replace(RoundTrip trip, long definitions, List<Row> rows, List<Changes> changes) {
    write(trip, definitions, rows, REPLACE, IndexTables.changed(changes), REPLACED);
  }

  private void write(
      RoundTrip trip,
      long definitions,
      List<Row> rows,
      String statement,
      List<IndexTables.Part> index,
      String count) {
    if (rows.isEmpty()) {
      return;
    }
    var text = new StringBuilder(statement);
    var arguments = new ArrayList<Object>();
    arguments.add(txOffset);
    arguments.add(definitions);
    arguments.addAll(columns(rows));
    for (IndexTables.Part part : index) {
      text.append(", ").append(part.sql());
      arguments.addAll(part.arguments());
    }
    int expected = rows.size();
    trip.add(text.append(count).toString(), arguments, row -> require(row.getLong(1), expected));
  }

  private static void require(long written, int expected) {
    if (written != expected) {
      throw new OptimisticLockingFailureException("A resource or a definition changed meanwhile");
    }
  }

  private static List<Object> columns(List<Row> rows) {
    List<StoredResource> all = rows.stream().map(Row::resource).toList();
    return List.of(
        rows.stream().map(Row::rid).toArray(Long[]::new),
        all.stream().map(r -> r.key().type()).toArray(String[]::new),
        all.stream().map(r -> r.key().id()).toArray(String[]::new),
        all.stream().map(StoredResource::version).toArray(Long[]::new),
        all.stream().map(r -> r.lastUpdated().toString()).toArray(String[]::new),
        all.stream().map(StoredResource::deleted).toArray(Boolean[]::new),
        all.stream().map(StoredResource::method).toArray(String[]::new),
        patients(all),
        all.stream().map(StoredResource::body).toArray(byte[][]::new));
  }

  private static @Nullable String[] patients(List<StoredResource> resources) {
    var patients = new @Nullable String[resources.size()];
    for (int i = 0; i < patients.length; i++) {
      patients[i] = resources.get(i).patient();
    }
    return patients;
  }
}
