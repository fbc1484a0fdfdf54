package dev.vertepath.record.store;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.Sight;
import dev.vertepath.record.index.References;
import dev.vertepath.record.search.Search;
import dev.vertepath.record.store.Condition.Identified;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import tools.jackson.databind.node.ObjectNode;

/** What the conditions of one transaction name: of what is there, and of what it writes. */
final class Conditionals {

  private static final int SEVERAL = 2;

  private final JdbcOperations jdbc;
  private final Search search;
  private final Sight sight;
  private final int most;
  private final Map<Long, List<ResourceKey>> byToken = new HashMap<>();
  private final Map<Condition, List<ResourceKey>> bySearch = new HashMap<>();
  private final Map<Condition, ResourceKey> promised = new HashMap<>();
  private final Map<Identified, Set<ResourceKey>> arriving = new HashMap<>();
  private final Set<ResourceKey> rewritten = new HashSet<>();

  /**
   * @param writes how many resources the transaction may write: what it changes itself may match a
   *     condition now, and no longer afterwards
   */
  Conditionals(JdbcOperations jdbc, Search search, Sight sight, int writes) {
    this.jdbc = jdbc;
    this.search = search;
    this.sight = sight;
    this.most = SEVERAL + writes;
  }

  /**
   * Lets whoever asks for the same wait until this transaction ends: the row that stands for a
   * condition is unique. They are taken in one order, so that nobody waits in a circle.
   *
   * @param asked what will be asked for before anything changes: it is found in the same round trip
   */
  void claim(List<Condition> conditions, List<Condition> asked) {
    var trip = new RoundTrip(jdbc);
    if (!conditions.isEmpty()) {
      trip.add(
          """
          insert into conditional_claim (type, criteria)
          select distinct c.type collate "C", c.criteria collate "C"
          from unnest(?::text[], ?::text[]) as c(type, criteria) order by 1, 2
          on conflict (type, criteria) do update set type = excluded.type
          """,
          List.of(
              conditions.stream().map(Condition::type).toArray(String[]::new),
              conditions.stream().map(Condition::claim).toArray(String[]::new)));
    }
    look(asked, trip);
    trip.send();
  }

  /** Finds in one look what all conditions by identifier match; the others are searches. */
  void look(Collection<Condition> conditions) {
    var trip = new RoundTrip(jdbc);
    look(conditions, trip);
    trip.send();
  }

  private void look(Collection<Condition> conditions, RoundTrip trip) {
    List<Long> asked = new ArrayList<>();
    for (Condition condition : conditions) {
      Long token = condition.token();
      if (token != null && byToken.putIfAbsent(token, new ArrayList<>()) == null) {
        asked.add(token);
      }
    }
    if (asked.isEmpty()) {
      return;
    }
    List<Object> arguments = new ArrayList<>(sight.arguments());
    arguments.add(asked.toArray(Long[]::new));
    arguments.add(most);
    trip.add(
        """
        %s
        select h.token, m.type, m.id
        from unnest(?::bigint[]) as h(token)
        cross join lateral (
          select r.type, r.id
          from search_token t join resource r on r.rid = t.rid and not r.deleted
          where t.tokens @> array[h.token] and %s limit ?) m
        """
            .formatted(sight.isAll() ? "" : "with " + sight.row(), sight.of("r")),
        arguments,
        row ->
            Objects.requireNonNull(byToken.get(row.getLong(1)))
                .add(new ResourceKey(row.getString(2), row.getString(3))));
  }

  /** The record changed since it was looked at. */
  void forget() {
    byToken.clear();
    bySearch.clear();
  }

  /** What was found by search may have changed; what carries which identifier is known. */
  void forgetSearches() {
    bySearch.clear();
  }

  /**
   * The one resource there that matches, or null.
   *
   * @throws RecordException PRECONDITION_FAILED when several do, or nothing is asked for
   */
  @Nullable ResourceKey atMostOne(Condition condition) {
    return one(condition, there(condition));
  }

  private List<ResourceKey> found(Condition condition) {
    Transaction.requireTime();
    return search.matches(condition.type(), condition.criteria(), sight);
  }

  private List<ResourceKey> there(Condition condition) {
    Long token = condition.token();
    if (token == null) {
      return bySearch.computeIfAbsent(condition, this::found);
    }
    look(List.of(condition));
    return byToken.getOrDefault(token, List.of());
  }

  /**
   * The one resource that an update or patch under this condition aims at, or null: one that is
   * there, or that the same transaction brings.
   *
   * @throws RecordException PRECONDITION_FAILED when several do, or nothing is asked for
   */
  @Nullable ResourceKey match(Condition condition) {
    Set<ResourceKey> all = arriving(condition);
    all.addAll(there(condition));
    return one(condition, all);
  }

  /** What this transaction is going to store under a condition. */
  void promise(Condition condition, ResourceKey key) {
    promised.put(condition, key);
  }

  @Nullable ResourceKey promised(Condition condition) {
    return promised.get(condition);
  }

  /** Tells of a resource that this transaction writes, and of its identifiers. */
  void arrives(ResourceKey key, ObjectNode body) {
    rewritten.add(key);
    for (long hash : References.identifiers(body)) {
      arriving
          .computeIfAbsent(new Identified(key.type(), hash), i -> new LinkedHashSet<>())
          .add(key);
    }
  }

  /**
   * The one resource that matches after this transaction, or null: one that is there, or one that
   * it writes.
   *
   * @throws RecordException PRECONDITION_FAILED when several do
   */
  @Nullable ResourceKey afterwards(Condition condition) {
    Set<ResourceKey> all = arriving(condition);
    for (ResourceKey key : there(condition)) {
      boolean changes = condition.token() != null && rewritten.contains(key);
      if (!changes) {
        all.add(key);
      }
    }
    return one(condition, all);
  }

  private Set<ResourceKey> arriving(Condition condition) {
    Set<ResourceKey> all = new LinkedHashSet<>();
    if (condition.identifier() != null) {
      all.addAll(arriving.getOrDefault(condition.identifier(), Set.of()));
    }
    ResourceKey promise = promised.get(condition);
    if (promise != null) {
      all.add(promise);
    }
    return all;
  }

  private static @Nullable ResourceKey one(Condition condition, Collection<ResourceKey> matches) {
    if (matches.size() > 1) {
      throw several(condition.toString());
    }
    return matches.isEmpty() ? null : matches.iterator().next();
  }

  private static RecordException several(String condition) {
    return new RecordException(
        Kind.PRECONDITION_FAILED,
        "multiple-matches",
        null,
        "Several resources match %s: name the one that is meant by its id, or narrow the condition."
            .formatted(condition));
  }
}
