package dev.vertepath.record.store;

import dev.vertepath.record.index.IndexTables;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of the record and what guards them. */
public record Tables(
    JdbcClient jdbc,
    RowIds ids,
    ResourceTable resources,
    IndexTables index,
    IdentifierLinks links) {

  public static Tables over(JdbcClient jdbc) {
    return new Tables(
        jdbc,
        new RowIds(jdbc),
        new ResourceTable(jdbc),
        new IndexTables(jdbc),
        new IdentifierLinks(jdbc));
  }

  /** For one transaction. */
  public Locks locks() {
    return new Locks(jdbc);
  }
}
