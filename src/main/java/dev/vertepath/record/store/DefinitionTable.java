package dev.vertepath.record.store;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import dev.vertepath.record.index.AddedParameter;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The search parameters that R4 does not have, each with how far the index is with it. */
public final class DefinitionTable {

  /** Of a query over {@code reindex_job j}. */
  public static final String COLUMNS =
      "j.type, j.code, j.kind, j.expression, j.targets, j.url, j.documentation, j.source, j.version,"
          + " j.removed, j.state, j.upto, j.last, j.total, j.done, j.problem";

  private final JdbcClient jdbc;

  public DefinitionTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How far a parameter's index is. */
  public enum State {
    WAITING,
    RUNNING,
    COMPLETE;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * A row.
   *
   * @param version of the definitions, from which on it is so
   * @param removed whether it is to be taken out of the index
   * @param upto row id of the last resource to go through
   * @param last row id of the last one that was
   * @param total how many resources there are to go through; null before it starts
   * @param problem the last resource that could not be indexed, and why
   */
  public record Job(
      AddedParameter parameter,
      long version,
      boolean removed,
      State state,
      long upto,
      long last,
      @Nullable Long total,
      long done,
      @Nullable String problem) {}

  /** What tells whether anything changed: the count of definitions, and of those complete. */
  record Stamp(long version, long jobs, long complete) {}

  Stamp stamp() {
    return jdbc.sql(
            """
            select v.version, (select count(*) from reindex_job),
              (select count(*) from reindex_job where state = 'complete')
            from search_definition v
            """)
        .query((row, number) -> new Stamp(row.getLong(1), row.getLong(2), row.getLong(3)))
        .single();
  }

  /**
   * All as of one moment.
   *
   * @param version of the definitions
   */
  record All(long version, List<Job> jobs) {}

  All all() {
    long[] version = new long[1];
    List<Optional<Job>> jobs =
        jdbc.sql(
                "select "
                    + COLUMNS
                    + ", v.version from search_definition v left join reindex_job j on true"
                    + " order by j.type, j.code")
            .query(
                (row, number) -> {
                  version[0] = row.getLong(17);
                  return row.getString(1) == null
                      ? Optional.<Job>empty()
                      : Optional.of(read(row, number));
                })
            .list();
    return new All(version[0], jobs.stream().flatMap(Optional::stream).toList());
  }

  /** Keeps others from changing definitions until this transaction ends; gives their count. */
  long lock() {
    return jdbc.sql("select version from search_definition for update").query(Long.class).single();
  }

  void count(long version) {
    jdbc.sql("update search_definition set version = ?").param(version).update();
  }

  Optional<Job> find(String type, String code) {
    return jdbc.sql("select " + COLUMNS + " from reindex_job j where j.type = ? and j.code = ?")
        .params(type, code)
        .query(DefinitionTable::read)
        .optional();
  }

  /** What a definition made, in the order of the types; what is removed left out. */
  List<Job> of(String source) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from reindex_job j where j.source = ? and not j.removed order by j.type, j.code")
        .param(source)
        .query(DefinitionTable::read)
        .list();
  }

  /** Puts a parameter in, or another definition in its place; all is to be done. */
  void put(AddedParameter parameter, long version, State state) {
    jdbc.sql(
            """
            insert into reindex_job (type, code, kind, expression, targets, url, documentation, source,
              version, removed, state)
            values (?, ?, ?, ?, ?::text[], ?, ?, ?, ?, false, ?)
            on conflict (type, code) do update set kind = excluded.kind,
              expression = excluded.expression, targets = excluded.targets, url = excluded.url,
              documentation = excluded.documentation, source = excluded.source,
              version = excluded.version, removed = false, state = excluded.state,
              upto = 0, last = 0, total = null, done = 0, problem = null
            """)
        .params(
            parameter.type(),
            parameter.name(),
            parameter.kind().getCode(),
            parameter.expression(),
            parameter.targets().stream().sorted().toArray(String[]::new),
            parameter.url(),
            parameter.documentation(),
            parameter.source(),
            version,
            state.code())
        .update();
  }

  /** Tells it in other words, while the index stays as it is. */
  void describe(AddedParameter parameter) {
    jdbc.sql(
            """
            update reindex_job set url = ?, documentation = ?, source = ? where type = ? and code = ?
            """)
        .params(
            parameter.url(),
            parameter.documentation(),
            parameter.source(),
            parameter.type(),
            parameter.name())
        .update();
  }

  /** From now on it is not there; what the index holds of it is to be taken away. */
  void remove(AddedParameter parameter, long version) {
    jdbc.sql(
            """
            update reindex_job set removed = true, version = ?, state = 'waiting', upto = 0, last = 0,
              total = null, done = 0, problem = null
            where type = ? and code = ?
            """)
        .params(version, parameter.type(), parameter.name())
        .update();
  }

  /** Reads {@link #COLUMNS}. */
  public static Job read(ResultSet row, int number) throws SQLException {
    Array targets = row.getArray(5);
    var parameter =
        new AddedParameter(
            row.getString(1),
            row.getString(2),
            Objects.requireNonNull(RestSearchParameterTypeEnum.forCode(row.getString(3))),
            row.getString(4),
            Set.of((String[]) targets.getArray()),
            row.getString(6),
            row.getString(7),
            row.getString(8));
    return new Job(
        parameter,
        row.getLong(9),
        row.getBoolean(10),
        State.of(row.getString(11)),
        row.getLong(12),
        row.getLong(13),
        row.getObject(14, Long.class),
        row.getLong(15),
        row.getString(16));
  }
}
