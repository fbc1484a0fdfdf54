package dev.vertepath.record.store;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where the count of transactions starts that rows are stamped with. PostgreSQL counts per cluster:
 * in a database that was restored into another one the count would begin again below what the rows
 * bear, so that something is added to it.
 */
final class TransactionOrigin {

  private TransactionOrigin() {}

  /** What this cluster's count of transactions is to be raised by. */
  static long offset(JdbcClient jdbc) {
    return jdbc.sql(
            """
            with here as (select system_identifier as cluster from pg_control_system()),
            known as (
              insert into transaction_origin (cluster, tx_offset)
              select cluster, 0 from here where not exists (select from transaction_origin)
              returning cluster, tx_offset
            ), moved as (
              update transaction_origin o
              set cluster = here.cluster, tx_offset = 1 + greatest(
                (select max(tx) from resource), (select max(until_tx) from resource_version),
                (select max(tx) from audit_event), 0)
              from here where o.cluster <> here.cluster
              returning o.cluster, o.tx_offset
            )
            select coalesce(
              (select tx_offset from known), (select tx_offset from moved),
              (select tx_offset from transaction_origin))
            """)
        .query(Long.class)
        .single();
  }
}
