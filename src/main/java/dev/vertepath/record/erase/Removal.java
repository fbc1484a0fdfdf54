package dev.vertepath.record.erase;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes away versions and what the index holds of them, past and present. */
final class Removal {

  private static final List<String> INDEX =
      List.of(
          "search_token",
          "search_date",
          "search_string",
          "search_quantity",
          "reference",
          "past_token",
          "past_date",
          "past_string",
          "past_quantity",
          "past_reference");

  private static final int FETCHED = 100;

  private final JdbcClient jdbc;
  private final long txOffset;
  private final String patient;

  Removal(JdbcClient jdbc, long txOffset, String patient) {
    this.jdbc = jdbc;
    this.txOffset = txOffset;
    this.patient = patient;
  }

  /** SHA-256 over all that will go, by type, id and version. */
  byte[] hash(Long[] rids) {
    MessageDigest digest = sha256();
    jdbc.sql(
            """
            select v.body from (
              select r.type, r.id, r.version, r.body from resource r where r.rid = any(?::bigint[])
              union all
              select r.type, r.id, v.version, v.body
              from resource_version v join resource r on r.rid = v.rid
              where v.rid = any(?::bigint[]) or v.patient = ?) v
            order by v.type, v.id, v.version
            """)
        .withFetchSize(FETCHED)
        .params(rids, rids, patient)
        .query(
            row -> {
              digest.update(row.getBytes(1));
            });
    return digest.digest();
  }

  /** Older versions, those as well of what was hers and is another's now. */
  long versions(Long[] rids) {
    for (String table : INDEX.stream().filter(name -> name.startsWith("past_")).toList()) {
      jdbc.sql(
              """
              delete from %s p using resource_version v
              where v.patient = ? and v.rid <> all(?::bigint[]) and p.rid = v.rid
                and p.tx <= v.tx and p.until_tx > v.tx
              """
                  .formatted(table))
          .params(patient, rids)
          .update();
    }
    return jdbc.sql("delete from resource_version where rid = any(?::bigint[]) or patient = ?")
        .params(rids, patient)
        .update();
  }

  long index(Long[] rids) {
    long rows = 0;
    for (String table : INDEX) {
      rows +=
          jdbc.sql("delete from " + table + " where rid = any(?::bigint[])").param(rids).update();
    }
    return rows;
  }

  /** A Bundle that is left, since it holds others or has, is hers no more. */
  void leave(Long[] rids) {
    jdbc.sql("update resource set patient = null where patient = ? and rid <> all(?::bigint[])")
        .params(patient, rids)
        .update();
  }

  /** What stays: that there was something under this type and id, and when it was erased. */
  long mark(Long[] rids, Instant now) {
    return jdbc.sql(
            """
            update resource set version = version + 1, created = :now, updated = :now, deleted = true,
              method = 'PURGE', patient = null, body = ''::bytea,
              tx = pg_current_xact_id()::text::bigint + :offset
            where rid = any(:rids::bigint[])
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("offset", txOffset)
        .param("rids", rids)
        .update();
  }

  /**
   * Conditions that were claimed hold what was asked for, as identifiers. They are of use only
   * while somebody holds them, so that all others go.
   */
  void claims() {
    jdbc.sql(
            """
            delete from conditional_claim
            where ctid in (select ctid from conditional_claim for update skip locked)
            """)
        .update();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
