package dev.vertepath.record.store;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of the record and what guards them. */
public record Tables(
    JdbcOperations operations,
    JdbcClient jdbc,
    long txOffset,
    RowIds ids,
    ResourceTable resources,
    IdentifierLinks links) {

  public static Tables over(JdbcOperations operations) {
    JdbcClient jdbc = JdbcClient.create(operations);
    long txOffset = TransactionOrigin.offset(jdbc);
    return new Tables(
        operations,
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
