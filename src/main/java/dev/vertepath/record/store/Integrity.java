package dev.vertepath.record.store;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.Sight;
import dev.vertepath.record.index.References;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** References that would point at nothing. */
final class Integrity {

  private static final int NAMED = 5;

  private final JdbcClient jdbc;
  private final References references;
  private final boolean strict;

  /**
   * @param strict whether a reference to what is not there yet is refused
   */
  Integrity(JdbcClient jdbc, References references, boolean strict) {
    this.jdbc = jdbc;
    this.references = references;
    this.strict = strict;
  }

  /**
   * The resources of this server that these refer to, but for themselves.
   *
   * @param stored what a request itself wrote; not what followed from it
   */
  Set<ResourceKey> named(Collection<Entry> stored) {
    Set<ResourceKey> named = new LinkedHashSet<>();
    stored.forEach(entry -> targets(entry, named::add));
    stored.forEach(entry -> named.remove(entry.target()));
    return named;
  }

  /** Those of them that are to be here, and to be in sight: none where references are lenient. */
  Set<ResourceKey> expected(Set<ResourceKey> named) {
    return strict ? named : Set.of();
  }

  /**
   * @param named those of {@link #named} of which it is not known whether they are here
   * @param missing what is not here, or is out of sight, of {@link #expected} and besides
   * @throws RecordException UNPROCESSABLE when one that was sent refers to what is not there
   */
  void requireTargets(Collection<Entry> stored, Set<ResourceKey> named, Set<ResourceKey> missing) {
    Set<ResourceKey> absent = new LinkedHashSet<>(named);
    if (!absent.isEmpty()) {
      absent.retainAll(strict ? missing : erased(named));
    }
    if (absent.isEmpty()) {
      return;
    }
    List<Problem> problems = new ArrayList<>();
    for (Entry entry : stored) {
      Set<ResourceKey> wanted = new LinkedHashSet<>();
      targets(entry, wanted::add);
      wanted.retainAll(absent);
      wanted.forEach(target -> problems.add(dangling(entry, target)));
    }
    refuse(Kind.UNPROCESSABLE, problems);
  }

  /**
   * Looks at the record as it stands after all writes of a request.
   *
   * @param sent what the request itself deleted
   * @param sight whose request it is: nothing out of it is named
   * @throws RecordException CONFLICT when others refer to what was deleted
   */
  void requireUnreferred(Collection<Entry> sent, Sight sight) {
    if (!sent.isEmpty()) {
      Map<ResourceKey, Entry> deleted = new HashMap<>();
      sent.forEach(entry -> deleted.put(entry.target(), entry));
      refuse(Kind.CONFLICT, referrers(deleted, sight));
    }
  }

  private static void refuse(Kind kind, List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new RecordException(kind, problems);
    }
  }

  private List<Problem> referrers(Map<ResourceKey, Entry> deleted, Sight sight) {
    return jdbc.sql(
            """
            %s
            select d.type, d.id, r.type, r.id, f.param, %s
            from unnest(?::text[], ?::text[]) as d(type, id)
            join reference f on f.target_type = d.type collate "C" and f.target_id = d.id collate "C"
            join resource r on r.rid = f.rid and not r.deleted
            where (r.type, r.id) <> (d.type, d.id)
            order by r.rid limit ?
            """
                .formatted(sight.isAll() ? "" : "with " + sight.row(), sight.of("r")))
        .params(sight.arguments())
        .params(types(deleted.keySet()), ids(deleted.keySet()), NAMED)
        .query(
            (row, number) -> {
              var key = new ResourceKey(row.getString(1), row.getString(2));
              Entry entry = deleted.get(key);
              boolean seen = row.getBoolean(6);
              String referrer =
                  seen ? row.getString(3) + "/" + row.getString(4) : "another resource";
              String as = seen ? row.getString(5) : "";
              return new Problem(
                  "conflict",
                  entry == null ? key.type() : entry.name(),
                  "%s cannot be deleted while %s refers to it%s: change or delete that one first,"
                          .formatted(key, referrer, as.isEmpty() ? "" : " as its " + as)
                      + " or mark the resource as entered in error instead.");
            })
        .list();
  }

  /** The resources of this server that a body refers to literally, and that its sender names. */
  private void targets(Entry entry, Consumer<ResourceKey> found) {
    Draft draft = entry.draft();
    ObjectNode body = draft == null ? null : draft.body();
    if (body != null && !EntryReferences.isBundle(body)) {
      SentReferences.each(
          body,
          url -> {
            if (!entry.referredBefore().contains(url)) {
              references.target(url).filter(key -> !key.type().isEmpty()).ifPresent(found);
            }
          });
    }
  }

  /** What will never be there again, whatever may arrive. */
  private Set<ResourceKey> erased(Set<ResourceKey> asked) {
    return new HashSet<>(
        jdbc.sql(
                """
                select r.type, r.id from unnest(?::text[], ?::text[]) as t(type, id)
                join resource r on r.type = t.type collate "C" and r.id = t.id collate "C"
                where r.deleted and r.method = 'PURGE'
                """)
            .params(types(asked), ids(asked))
            .query((row, number) -> new ResourceKey(row.getString(1), row.getString(2)))
            .list());
  }

  private Problem dangling(Entry entry, ResourceKey target) {
    Draft draft = entry.draft();
    ObjectNode body = draft == null ? null : draft.body();
    String place =
        body == null
            ? entry.at()
            : SentReferences.place(
                body, entry.at(), url -> references.target(url).filter(target::equals).isPresent());
    return new Problem(
        "not-found",
        place,
        strict
            ? "%s points at %s, which is not here: send that resource first, or in the same transaction."
                    .formatted(place, target)
                + " With VERTEPATH_REFERENCES=lenient a reference may arrive before its target."
            : "%s points at %s, which was erased and does not come again."
                .formatted(place, target));
  }

  private static String[] types(Collection<ResourceKey> keys) {
    return keys.stream().map(ResourceKey::type).toArray(String[]::new);
  }

  private static String[] ids(Collection<ResourceKey> keys) {
    return keys.stream().map(ResourceKey::id).toArray(String[]::new);
  }
}
