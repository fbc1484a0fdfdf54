package dev.vertepath.record;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of the record and what guards them. */
record Tables(
    JdbcClient jdbc,
    RowIds ids,
    ResourceTable resources,
    IndexTables index,
    IdentifierLinks links) {

  static Tables over(JdbcClient jdbc) {
    return new Tables(
        jdbc,
        new RowIds(jdbc),
        new ResourceTable(jdbc),
        new IndexTables(jdbc),
        new IdentifierLinks(jdbc));
  }

  /** For one transaction. */
  Locks locks() {
    return new Locks(jdbc);
  }
}
