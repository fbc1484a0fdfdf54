package dev.vertepath.record.store;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import dev.vertepath.record.index.IndexRows;
import dev.vertepath.record.index.IndexTables;
import dev.vertepath.record.index.References;
import dev.vertepath.record.index.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Rows gathered for the tables, since round trips cost as much as the work. */
public final class WriteBatch {

  private final Tables tables;
  private final Instant now;
  private final List<Row> inserts = new ArrayList<>();
  private final List<Row> replacements = new ArrayList<>();
  private final List<IndexTables.Entry> index = new ArrayList<>();
  private final Map<Long, ResourceKey> carriers = new HashMap<>();

  public WriteBatch(Tables tables, Instant now) {
    this.tables = tables;
    this.now = now;
  }

  public Row store(
      Draft draft, ObjectNode body, IndexRows rows, @Nullable String patient, @Nullable Row old) {
    long version = old == null ? 1 : old.resource().version() + 1;
    ResourceKey key = draft.key();
    byte[] stored = Bodies.store(body, key, version, now);
    var row =
        new Row(
            old == null ? tables.ids().next() : old.rid(),
            new StoredResource(
                key,
                version,
                old == null ? now : old.resource().created(),
                now,
                false,
                draft.method(),
                patient,
                stored));
    (old == null ? inserts : replacements).add(row);
    index.add(new IndexTables.Entry(row.rid(), key.type(), rows));
    References.identifiers(body).forEach(hash -> carriers.put(hash, key));
    return row;
  }

  public Row delete(Row old) {
    StoredResource was = old.resource();
    var mark =
        new Row(
            old.rid(),
            new StoredResource(
                was.key(),
                was.version() + 1,
                was.created(),
                now,
                true,
                "DELETE",
                was.patient(),
                new byte[0]));
    replacements.add(mark);
    return mark;
  }

  public void send() {
    tables.resources().insert(inserts);
    tables.resources().replace(replacements);
    tables.index().remove(replacements.stream().map(Row::rid).toList());
    tables.index().add(index);
    tables.links().adopt(carriers);
  }
}
