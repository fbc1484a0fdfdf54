package dev.vertepath.record.search;

import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.Sight;
import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.index.Tokens;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every profile, tag and security label in use (R4 resource-operation-meta.html, of a type and of
 * the whole system).
 *
 * <p>The index knows hashes of labels only, which tell what bears one but not which: those bodies
 * are read, one after the other, in the database. What bears no label costs nothing.
 */
public final class LabelsInUse {

  /** More would be no list that a person or a program could use. */
  private static final int MOST = 1000;

  private static final String CANCELLED = "57014";

  private static final List<String> PARAMETERS = List.of("_profile", "_security", "_tag");

  private static final String LABELS =
      """
      select k.kind, min(e.label::text)
      from (
        select convert_from(r.body, 'UTF8')::json -> 'meta' as meta
        from search_token t join %s r on r.rid = t.rid
        where t.tokens && ?::bigint[] and not r.deleted
        offset 0) m
      cross join (values ('profile'), ('security'), ('tag')) k(kind)
      cross join lateral json_array_elements(m.meta -> k.kind) e(label)
      where json_typeof(e.label) <> 'null'
        and (k.kind = 'profile' or coalesce(e.label ->> 'system', '') <> all (?::text[]))
      group by k.kind,
        case when k.kind = 'profile' then e.label #>> '{}' else e.label ->> 'system' end,
        case when k.kind = 'profile' then null else e.label ->> 'code' end
      limit ?""";

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final SearchParameters parameters;
  private final Set<String> types;
  private final Duration patience;

  /**
   * @param types the types that are served
   * @param patience how long it may take
   */
  public LabelsInUse(
      JdbcClient jdbc,
      TransactionOperations transactions,
      SearchParameters parameters,
      Set<String> types,
      Duration patience) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.parameters = parameters;
    this.types = types;
    this.patience = patience;
  }

  private record Label(String kind, String json) {}

  /**
   * As a meta. A tag and a security label is known by system and code; of several displays one is
   * told.
   *
   * @param type null for all
   * @param except systems whose tags and security labels are left out
   * @throws RecordException INVALID when there are too many, or too much would have to be read
   */
  public ObjectNode of(@Nullable String type, Set<String> except, Sight sight) {
    Stream<String> asked = type == null ? types.stream() : Stream.of(type);
    Long[] any = asked.flatMap(this::any).toArray(Long[]::new);
    List<Label> labels = new ArrayList<>(inTime(any, except.toArray(String[]::new), type, sight));
    if (labels.size() > MOST) {
      throw Refusals.tooCostly(
          "More than %d labels are in use %s, which are not told at once: %s."
              .formatted(MOST, where(type), instead(type)));
    }
    labels.sort(Comparator.comparing(Label::kind).thenComparing(Label::json));
    ObjectNode meta = Json.MAPPER.createObjectNode();
    labels.forEach(label -> meta.withArray(label.kind()).add(Json.MAPPER.readTree(label.json())));
    return meta;
  }

  private Stream<Long> any(String type) {
    return PARAMETERS.stream()
        .flatMap(name -> parameters.find(type, name).stream())
        .flatMap(parameter -> parameter.stored().tokens().stream())
        .map(Tokens::any);
  }

  private List<Label> inTime(Long[] any, String[] except, @Nullable String type, Sight sight) {
    try {
      return transactions.execute(
          status -> {
            String before = jdbc.sql("show statement_timeout").query(String.class).single();
            timeout(patience.toMillis() + "ms");
            List<Label> labels = read(any, except, Moment.NOW.seenBy(sight));
            timeout(before);
            return labels;
          });
    } catch (DataAccessException e) {
      if (NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
          && CANCELLED.equals(sql.getSQLState())) {
        throw Refusals.tooCostly(
            "The labels in use %s could not be gathered within %d seconds: %s."
                .formatted(where(type), patience.toSeconds(), instead(type)));
      }
      throw e;
    }
  }

  private void timeout(String value) {
    jdbc.sql("select set_config('statement_timeout', ?, true)")
        .param(value)
        .query(String.class)
        .single();
  }

  private List<Label> read(Long[] any, String[] except, Moment moment) {
    Sql statement =
        moment.prelude().then(LABELS.formatted(moment.resources()), (Object) any, except, MOST + 1);
    return jdbc.sql(statement.text())
        .params(statement.arguments())
        .query((row, number) -> new Label(row.getString(1), row.getString(2)))
        .list();
  }

  private static String where(@Nullable String type) {
    return type == null ? "in the whole system" : "by " + type;
  }

  private static String instead(@Nullable String type) {
    return type == null
        ? "ask of one type, as in [base]/Condition/$meta"
        : "search by _tag, _profile or _security for the one that you mean";
  }
}
