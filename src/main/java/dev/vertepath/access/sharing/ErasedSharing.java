package dev.vertepath.access.sharing;

import dev.vertepath.record.Erasing;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Forgets whom a patient was shared with, who was denied and what was labelled. The marks that an
 * erasure leaves are in sight of those organizations, and of nobody from whom she was hidden.
 */
final class ErasedSharing implements Erasing {

  private final JdbcClient jdbc;

  ErasedSharing(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String what() {
    return "sharing";
  }

  @Override
  public int erase(String patient) {
    keepMarksInSight(patient);
    keepMarksHidden(patient);
    int rows = 0;
    for (String table : new String[] {"patient_share", "patient_denial"}) {
      rows += jdbc.sql("delete from " + table + " where patient = ?").param(patient).update();
    }
    return rows
        + jdbc.sql(
                """
                delete from labelled_resource l using resource r
                where r.type = l.type and r.id = l.id and r.patient = ? and l.version <= r.version
                """)
            .param(patient)
            .update()
        + jdbc.sql(
                "update break_glass set reason = 'erased', note = case when note is null then null"
                    + " else 'erased' end where patient = ?")
            .param(patient)
            .update();
  }

  private void keepMarksInSight(String patient) {
    jdbc.sql(
            """
            insert into owned_resource (type, id, organization)
            select r.type, r.id, s.organization
            from resource r cross join (
              select distinct organization from patient_share where patient = :patient) s
            where r.patient = :patient
            on conflict do nothing
            """)
        .param("patient", patient)
        .update();
  }

  /** A mark is the next version of what it marks. */
  private void keepMarksHidden(String patient) {
    jdbc.sql(
            """
            insert into labelled_resource (type, id, version, level)
            select r.type, r.id, r.version + 1, h.level
            from resource r cross join lateral (
              select max(level) as level from (
                select l.level from labelled_resource l where l.type = r.type and l.id = r.id
                union all
                select l.level from labelled_resource l
                where l.type = 'Patient' and l.id = :patient
                union all
                select 2 from patient_denial d where d.patient = :patient) x) h
            where r.patient = :patient and h.level is not null
            on conflict do nothing
            """)
        .param("patient", patient)
        .update();
  }
}
