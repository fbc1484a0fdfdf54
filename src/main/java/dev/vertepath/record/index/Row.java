package dev.vertepath.record.index;

import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** A version as it lies in its table. */
public record Row(long rid, StoredResource resource) {

  /** The columns that {@link #read} reads, of a query over {@code resource r}. */
  public static final String COLUMNS =
      "r.rid, r.type, r.id, r.version, r.created, r.updated, r.deleted, r.method, r.patient, r.body";

  public static Row read(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getLong(1),
        new StoredResource(
            new ResourceKey(row.getString(2), row.getString(3)),
            row.getLong(4),
            row.getObject(5, OffsetDateTime.class).toInstant(),
            row.getObject(6, OffsetDateTime.class).toInstant(),
            row.getBoolean(7),
            row.getString(8),
            row.getString(9),
            row.getBytes(10)));
  }

  public ResourceKey key() {
    return resource.key();
  }
}
