package dev.vertepath.record;

import dev.vertepath.record.RecordException.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Conditions that name a resource by search instead of by id; those of one transaction. */
final class Conditionals {

  private static final Pattern CONDITIONAL = Pattern.compile("([A-Z][A-Za-z]+)\\?(.+)");

  private final Tables tables;
  private final Search search;
  private final Map<String, String> references = new HashMap<>();

  Conditionals(Tables tables, Search search) {
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

  StoredResource current(ResourceKey key) {
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

  /** The literal reference for a conditional one, as {@code Patient?identifier=s|v}. */
  String reference(String url) {
    Matcher conditional = CONDITIONAL.matcher(url);
    if (!conditional.matches()) {
      return url;
    }
    String known = references.get(url);
    if (known == null) {
      ResourceKey found = atMostOne(conditional.group(1), conditional.group(2));
      if (found == null) {
        throw new RecordException(
            Kind.PRECONDITION_FAILED,
            "not-found",
            null,
            "The conditional reference '%s' matches nothing: send that resource first, or in a"
                    .formatted(url)
                + " transaction before this one.");
      }
      known = found.reference();
      references.put(url, known);
    }
    return known;
  }
}
