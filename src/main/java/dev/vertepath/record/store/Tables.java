package dev.vertepath.record.store;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of the record and what guards them. */
public record Tables(
    JdbcClient jdbc, long txOffset, RowIds ids, ResourceTable resources, IdentifierLinks links) {

  public static Tables over(JdbcClient jdbc) {
    long txOffset = TransactionOrigin.offset(jdbc);
    return new Tables(
        jdbc,
        txOffset,
        new RowIds(jdbc),
        new ResourceTable(jdbc, txOffset),
        new IdentifierLinks(jdbc));
  }

  /** For one transaction. */
  public Locks locks() {
    return new Locks(jdbc);
  }
}
