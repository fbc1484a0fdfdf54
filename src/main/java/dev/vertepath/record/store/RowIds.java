package dev.vertepath.record.store;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Row ids, fetched by the hundred, since a round trip costs as much as a small insert. */
public final class RowIds {

  /** As the sequence in {@code V1__record.sql} increments. */
  private static final int BLOCK = 100;

  private final JdbcClient jdbc;
  private long next;
  private long end;

  public RowIds(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public synchronized long next() {
    if (next == end) {
      next = jdbc.sql("select nextval('resource_rid')").query(Long.class).single();
      end = next + BLOCK;
    }
    return next++;
  }
}
