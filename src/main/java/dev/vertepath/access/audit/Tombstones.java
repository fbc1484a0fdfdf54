package dev.vertepath.access.audit;

import dev.vertepath.access.Access;
import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.Decision.Allowed;
import dev.vertepath.access.Decision.Refused;
import dev.vertepath.access.InsufficientScope;
import dev.vertepath.access.Permission;
import dev.vertepath.access.References;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is left of patients who were erased, for those who erase and those who audit. */
public final class Tombstones {

  private final JdbcClient jdbc;
  private final Access access;

  Tombstones(JdbcClient jdbc, Access access) {
    this.jdbc = jdbc;
    this.access = access;
  }

  /**
   * One patient who was erased.
   *
   * @param id its number here
   * @param patient logical id
   * @param subject who erased her, as proven
   * @param rooms rows that went beside the record, by what they held, as a JSON object
   * @param left Bundles that stayed, as a JSON array of references
   * @param hash SHA-256 of what went, in hexadecimal
   * @param event of the audit trail that tells of it, whose chain proves it; null when there is
   *     none, which should not be
   */
  public record Tombstone(
      long id,
      String patient,
      Instant erased,
      String subject,
      String name,
      String reason,
      long resources,
      long versions,
      long index,
      long emptied,
      String rooms,
      String left,
      String hash,
      @Nullable Long event) {}

  /**
   * Newest first; those of the own organization where the caller belongs to one.
   *
   * @param patient logical id; null for all
   * @param before only those before the one of this number; null for the newest
   * @throws dev.vertepath.record.RecordException FORBIDDEN unless this thread's caller may erase
   *     patients or read all of the audit trail
   */
  public List<Tombstone> list(@Nullable String patient, @Nullable Long before, int count) {
    Caller caller = CurrentCaller.get();
    String organization = require(caller);
    return jdbc.sql(
            """
            select e.*, encode(e.hash, 'hex') as sha256, (
              select a.seq from audit_event a
              where a.mentions @> array['Patient/' || e.patient]::text[] and a.operation = 'purge'
                and a.outcome = 0 and a.subject is not distinct from nullif(e.subject, '')
              order by a.seq desc limit 1) as event
            from erasure e
            where (:patient::text is null or e.patient = :patient) and e.id < :before
              and (:organization::text is null or exists (
                select from owned_resource o where o.type = 'Patient' and o.id = e.patient
                  and o.organization = :organization))
            order by e.id desc limit :count
            """)
        .param("patient", patient)
        .param("before", before == null ? Long.MAX_VALUE : before)
        .param("organization", organization)
        .param("count", count)
        .query(Tombstones::read)
        .list();
  }

  /** The organization whose patients the caller is told of; null for all. */
  private @Nullable String require(Caller caller) {
    if (access.decide(caller, Permission.READ, AuditResource.TYPE) instanceof Allowed allowed
        && allowed.within().isEmpty()) {
      return null;
    }
    if (access.decideErasure(caller) instanceof Refused refused) {
      throw InsufficientScope.of(refused);
    }
    String organization = caller.organization();
    return organization == null ? null : References.id(organization);
  }

  private static Tombstone read(ResultSet row, int number) throws SQLException {
    long event = row.getLong("event");
    return new Tombstone(
        row.getLong("id"),
        row.getString("patient"),
        row.getObject("erased", OffsetDateTime.class).toInstant(),
        row.getString("subject"),
        row.getString("name"),
        row.getString("reason"),
        row.getLong("resources"),
        row.getLong("versions"),
        row.getLong("index_rows"),
        row.getLong("emptied"),
        row.getString("rooms"),
        row.getString("left_over"),
        row.getString("sha256"),
        event == 0 ? null : Long.valueOf(event));
  }
}
