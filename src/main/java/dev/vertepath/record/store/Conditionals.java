package dev.vertepath.record.store;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import dev.vertepath.record.index.References;
import dev.vertepath.record.search.QueryString;
import dev.vertepath.record.search.Search;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Conditions that name a resource by search instead of by id; those of one transaction. */
public final class Conditionals {

  private static final Pattern CONDITIONAL = Pattern.compile("([A-Z][A-Za-z]+)\\?(.+)");

  private final Tables tables;
  private final Search search;
  private final Map<String, String> references = new HashMap<>();
  private final Map<String, ResourceKey> promised = new HashMap<>();
  private final Map<Identified, Set<ResourceKey>> arriving = new HashMap<>();

  private record Identified(String type, long identifier) {}

  public Conditionals(Tables tables, Search search) {
    this.tables = tables;
    this.search = search;
  }

  /**
   * The one resource that matches, or null.
   *
   * @throws RecordException PRECONDITION_FAILED when several do
   */
  @Nullable ResourceKey atMostOne(String type, String criteria) {
    List<ResourceKey> found = search.matches(type, criteria);
    if (found.size() > 1) {
      throw new RecordException(
          Kind.PRECONDITION_FAILED,
          "multiple-matches",
          type,
          "Several resources match %s?%s: name the one that is meant by its id, or narrow the"
                  .formatted(type, criteria)
              + " condition.");
    }
    return found.isEmpty() ? null : found.getFirst();
  }

  /**
   * As {@link #atMostOne}, but whoever asks for the same waits until this transaction ends: the row
   * that stands for the criteria is unique.
   */
  @Nullable ResourceKey claim(String type, String criteria) {
    tables
        .jdbc()
        .sql(
            """
            insert into conditional_claim (type, criteria) values (?, ?)
            on conflict (type, criteria) do update set type = excluded.type
            """)
        .params(type, criteria)
        .update();
    return atMostOne(type, criteria);
  }

  public StoredResource current(ResourceKey key) {
    return tables
        .resources()
        .current(key)
        .orElseThrow(
            () ->
                new RecordException(
                    Kind.CONFLICT,
                    "conflict",
                    key.type(),
                    key + " vanished meanwhile; try again."));
  }

  /** What this transaction is going to create under a condition. */
  public void promise(String type, String criteria, ResourceKey key) {
    promised.put(type + "?" + criteria, key);
  }

  @Nullable ResourceKey promised(String type, String criteria) {
    return promised.get(type + "?" + criteria);
  }

  /** Tells of a resource that this transaction writes, and of its identifiers. */
  public void arrives(ResourceKey key, ObjectNode body) {
    for (long hash : References.identifiers(body)) {
      arriving
          .computeIfAbsent(new Identified(key.type(), hash), i -> new LinkedHashSet<>())
          .add(key);
    }
  }

  /**
   * The literal reference for a conditional one, as {@code Patient?identifier=s|v}: to what is
   * there, or to what the same transaction writes.
   */
  public String reference(String url) {
    Matcher conditional = CONDITIONAL.matcher(url);
    if (!conditional.matches()) {
      return url;
    }
    String known = references.get(url);
    if (known == null) {
      known = resolve(url, conditional.group(1), conditional.group(2)).reference();
      references.put(url, known);
    }
    return known;
  }

  private ResourceKey resolve(String url, String type, String criteria) {
    Set<ResourceKey> all = new LinkedHashSet<>(arriving(type, criteria));
    ResourceKey promise = promised(type, criteria);
    if (promise != null) {
      all.add(promise);
    }
    ResourceKey there = atMostOne(type, criteria);
    if (there != null) {
      all.add(there);
    }
    if (all.size() == 1) {
      return all.iterator().next();
    }
    throw new RecordException(
        Kind.PRECONDITION_FAILED,
        all.isEmpty() ? "not-found" : "multiple-matches",
        null,
        all.isEmpty()
            ? "The conditional reference '%s' matches nothing: send that resource first, or in the"
                    .formatted(url)
                + " same transaction."
            : "The conditional reference '%s' matches several resources: name the one that is meant."
                .formatted(url));
  }

  private Set<ResourceKey> arriving(String type, String criteria) {
    List<QueryString.Parameter> asked = QueryString.parse(criteria).parameters();
    if (asked.size() != 1
        || !asked.getFirst().name().equals("identifier")
        || !asked.getFirst().modifier().isEmpty()) {
      return Set.of();
    }
    String[] parts = asked.getFirst().value().split("(?<!\\\\)\\|", 2);
    if (parts.length < 2) {
      return Set.of();
    }
    long hash =
        References.identifierHash(QueryString.unescape(parts[0]), QueryString.unescape(parts[1]));
    return arriving.getOrDefault(new Identified(type, hash), Set.of());
  }
}
