package dev.vertepath.access.audit;

import dev.vertepath.access.Access;
import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.Decision;
import dev.vertepath.access.Permission;
import dev.vertepath.access.References;
import dev.vertepath.access.Role;
import dev.vertepath.access.Scope.Context;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who looked at a patient's record, told to the patient: what was answered or sent to whom, not
 * what was refused, and not what the service did for itself.
 */
public final class Accesses {

  private final JdbcClient jdbc;
  private final Access access;
  private final AuditedRecord record;

  Accesses(JdbcClient jdbc, Access access, AuditedRecord record) {
    this.jdbc = jdbc;
    this.access = access;
    this.record = record;
  }

  /**
   * One access.
   *
   * @param id of the AuditEvent
   * @param name of the person or system
   * @param fhirUser who it is in FHIR
   * @param organizationName as the Organization says; null where it has none
   * @param what an interaction of REST, as in {@code read}
   * @param action as in {@code R}
   * @param purpose as in {@code TREAT}
   * @param sentence the same in plain words, for the patient
   */
  public record AccessToRecord(
      long id,
      Instant recorded,
      @Nullable String name,
      @Nullable String fhirUser,
      List<String> roles,
      @Nullable String organization,
      @Nullable String organizationName,
      @Nullable String client,
      String what,
      String action,
      @Nullable String purpose,
      String sentence) {}

  /**
   * Newest first.
   *
   * @param patient logical id
   * @param before only those told before the one of this id; null for the newest
   * @throws RecordException FORBIDDEN unless this thread's caller is the patient, a clinician or an
   *     auditor; NOT_FOUND for a clinician who asks of nobody
   */
  public List<AccessToRecord> of(String patient, @Nullable Long before, int count) {
    require(patient);
    List<AuditRow> rows =
        jdbc.sql(
                """
            select %s from audit_event
            where mentions @> array['Patient/' || ?]::text[] and ? = any (patients)
            and outcome = 0 and (kind is distinct from 'SERVICE' or operation = 'notification')
            and seq < ?
            order by seq desc limit ?
            """
                    .formatted(AuditRow.COLUMNS))
            .params(patient, patient, before == null ? Long.MAX_VALUE : before, count)
            .query(AuditRow::read)
            .list();
    Map<String, String> names = names(rows);
    return rows.stream().map(row -> told(row, names)).toList();
  }

  /**
   * How many interactions there were with a patient of those for whom the glass was broken, by the
   * one who broke it and while it was.
   *
   * @param ids as {@link dev.vertepath.access.BreakGlass.Broken#id}
   * @return by id; empty for a caller who may not read AuditEvents
   */
  public Optional<Map<Long, Long>> behindGlass(Collection<Long> ids) {
    if (!mayReadEvents(CurrentCaller.get())) {
      return Optional.empty();
    }
    Map<Long, Long> seen = new HashMap<>();
    jdbc.sql(
            """
            select b.id, count(e.seq) from break_glass b
            left join audit_event e on e.mentions @> array['Patient/' || b.patient]::text[]
              and b.patient = any (e.patients) and e.outcome = 0 and e.subject = b.subject
              and e.recorded >= b.opened and e.recorded < b.until
            where b.id = any (?) group by b.id
            """)
        .param(ids.toArray(Long[]::new))
        .query(
            (ResultSet row) -> {
              seen.put(row.getLong(1), row.getLong(2));
            });
    return Optional.of(seen);
  }

  /** By the reference, as tokens give it. */
  private Map<String, String> names(List<AuditRow> rows) {
    Set<String> ids = new TreeSet<>();
    rows.stream()
        .map(AuditRow::organization)
        .filter(Objects::nonNull)
        .forEach(reference -> ids.add(References.id(reference)));
    Map<String, String> names = new HashMap<>();
    if (!ids.isEmpty()) {
      jdbc.sql(
              """
              select id, body from resource
              where type = 'Organization' and id = any (?) and not deleted
              """)
          .param(ids.toArray(String[]::new))
          .query(
              row -> {
                String name = Json.MAPPER.readTree(row.getBytes(2)).path("name").asString("");
                if (!name.isBlank()) {
                  names.put(row.getString(1), name);
                }
              });
    }
    return names;
  }

  private static AccessToRecord told(AuditRow row, Map<String, String> names) {
    String organization = row.organization();
    String name = organization == null ? null : names.get(References.id(organization));
    return new AccessToRecord(
        row.seq(),
        row.recorded(),
        row.name(),
        row.fhirUser(),
        row.roles(),
        organization,
        name,
        row.client(),
        row.operation() == null ? row.act().code() : "$" + row.operation(),
        row.act().action(),
        row.purpose(),
        AccessWords.of(row, name == null ? organization : name));
  }

  private void require(String patient) {
    Caller caller = CurrentCaller.get();
    if (isOf(caller, patient) || mayReadEvents(caller)) {
      return;
    }
    if (caller.roles().contains(Role.CLINICIAN)) {
      // Whether it is one of hers, the record says.
      record.read(new ResourceKey("Patient", patient), null);
      return;
    }
    throw new RecordException(
        Kind.FORBIDDEN,
        "forbidden",
        null,
        "Who looked at a patient's record is told to the patient (a token with patient/Patient.r),"
            + " to clinicians and to auditors.");
  }

  private static boolean isOf(Caller caller, String patient) {
    // In the role patient she sees her own record, whatever the scopes say.
    return patient.equals(caller.patient())
        && caller.scopes().stream()
            .anyMatch(
                scope ->
                    (scope.context() == Context.PATIENT || caller.roles().contains(Role.PATIENT))
                        && scope.query() == null
                        && scope.allows(Permission.READ, "Patient"));
  }

  private boolean mayReadEvents(Caller caller) {
    return access.decide(caller, Permission.READ, AuditResource.TYPE)
            instanceof Decision.Allowed allowed
        && allowed.within().isEmpty();
  }
}
