package dev.vertepath.record.search;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the moment that an instant means: all transactions whose versions bear it or an earlier
 * one.
 */
public final class Moments {

  /**
   * PostgreSQL counts transactions by when they first write, and a version bears when its request
   * began. Two may differ in these orders, but no longer than a request takes.
   */
  private static final String NEAR =
      """
      with last as (
        select max(updated) as at from (
          (select updated from resource where updated <= :at order by updated desc limit 1)
          union all
          (select updated from resource_version where updated <= :at order by updated desc limit 1)) l
      ), before as (
        select max(tx) as tx from (
          select r.tx from resource r, last
          where r.updated between last.at - interval '2 minutes' and last.at
          union all
          select v.tx from resource_version v, last
          where v.updated between last.at - interval '2 minutes' and last.at) b
      ), after as (
        select tx from resource where updated > :at and updated <= :at + interval '2 minutes'
        union
        select tx from resource_version where updated > :at and updated <= :at + interval '2 minutes'
      )
      select coalesce(before.tx, -1) + 1,
        array(select after.tx from after where after.tx <= before.tx order by after.tx)
      from before
      """;

  private final JdbcClient jdbc;

  public Moments(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Moment at(Instant instant) {
    return jdbc.sql(NEAR)
        .param("at", instant.atOffset(ZoneOffset.UTC))
        .query(Moments::read)
        .single();
  }

  private static Moment read(ResultSet row, int number) throws SQLException {
    Array open = row.getArray(2);
    return Moment.of(row.getLong(1), List.copyOf(Arrays.asList((Long[]) open.getArray())));
  }
}
