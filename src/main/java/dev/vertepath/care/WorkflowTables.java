package dev.vertepath.care;

import dev.vertepath.pathway.CaseOutcome;
import dev.vertepath.pathway.PatientPathway;
import dev.vertepath.record.Erasing;
import dev.vertepath.record.RecordChange;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The workflow of patients as rows for worklists. */
final class WorkflowTables implements Erasing {

  private static final List<String> ALL =
      List.of("pathway_patient", "episode", "episode_transition", "treatment", "follow_up");

  private static final String FORGET =
      """
      with p as (delete from pathway_patient where patient = ?),
      e as (delete from episode where patient = ?),
      t as (delete from episode_transition where patient = ?),
      o as (delete from treatment where patient = ?)
      delete from follow_up where patient = ?
      """;

  private static final String KEEP =
      """
      with e as (select * from jsonb_populate_recordset(null::episode, ?::jsonb)),
      t as (
        select * from jsonb_populate_recordset(null::episode_transition, ?::jsonb)
      ),
      f as (select * from jsonb_populate_recordset(null::follow_up, ?::jsonb)),
      o as (select * from jsonb_populate_recordset(null::treatment, ?::jsonb)),
      known as (
        insert into pathway_patient (patient) values (?) on conflict do nothing
      ),
      episodes_gone as (
        delete from episode x
        where x.patient = ? and not exists (select from e where e.key = x.key)
      ),
      transitions_gone as (
        delete from episode_transition x
        where x.patient = ? and not exists (
          select from t where t.episode = x.episode and t.ordinal = x.ordinal)
      ),
      treatments_gone as (
        delete from treatment x
        where x.patient = ? and not exists (select from o where o.key = x.key)
      ),
      follow_ups_gone as (
        delete from follow_up x
        where x.patient = ? and not exists (select from f where f.key = x.key)
      ),
      episodes as (
        insert into episode as x select * from e
        on conflict (key) do update set
          patient = excluded.patient, task = excluded.task, condition = excluded.condition,
          state = excluded.state, close_reason = excluded.close_reason,
          verdict = excluded.verdict, rule = excluded.rule, cause = excluded.cause,
          levels = excluded.levels, onset = excluded.onset, procedure = excluded.procedure,
          opened = excluded.opened, owner = excluded.owner, snoozed_until = excluded.snoozed_until
        where x is distinct from excluded
      ),
      transitions as (
        insert into episode_transition as x select * from t
        on conflict (episode, ordinal) do update set
          patient = excluded.patient, from_state = excluded.from_state,
          to_state = excluded.to_state, effective = excluded.effective,
          recorded = excluded.recorded, actor = excluded.actor, cause = excluded.cause,
          rule = excluded.rule
        where x is distinct from excluded
      ),
      treatments as (
        insert into treatment as x select * from o
        on conflict (key) do update set
          patient = excluded.patient, procedure = excluded.procedure, cases = excluded.cases,
          causes = excluded.causes, levels = excluded.levels, began = excluded.began,
          ended = excluded.ended, stopped = excluded.stopped,
          pain_before = excluded.pain_before, reviews = excluded.reviews,
          complications = excluded.complications
        where x is distinct from excluded
      )
      insert into follow_up as x select * from f
      on conflict (key) do update set
        patient = excluded.patient, resource = excluded.resource, kind = excluded.kind,
        code = excluded.code, title = excluded.title, status = excluded.status,
        due_start = excluded.due_start, due_end = excluded.due_end,
        part_of = excluded.part_of, owner = excluded.owner,
        snoozed_until = excluded.snoozed_until
      where x is distinct from excluded
      """;

  private final JdbcClient jdbc;

  WorkflowTables(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Everyone of whom a row is kept. */
  List<String> patients() {
    return jdbc.sql(
            """
            select patient from pathway_patient union select patient from episode
            union select patient from episode_transition union select patient from follow_up
            union select patient from treatment
            """)
        .query((row, number) -> row.getString(1))
        .list();
  }

  @Override
  public String what() {
    return "workflow";
  }

  @Override
  public int erase(String patient) {
    int rows = 0;
    for (String table : ALL) {
      rows += jdbc.sql("delete from " + table + " where patient = ?").param(patient).update();
    }
    return rows;
  }

  /** Whether anything of the patient concerns the pathway. */
  boolean knows(String patient) {
    return jdbc.sql("select exists (select from pathway_patient where patient = ?)")
        .param(patient)
        .query(Boolean.class)
        .single();
  }

  /** Nothing of the patient concerns the pathway any longer. */
  void forget(RecordChange change, String patient) {
    change.alongside(FORGET, patient, patient, patient, patient, patient);
  }

  /** Lets these rows and no others be there for the patient; only what differs is written. */
  void keep(
      RecordChange change, String patient, PatientPathway unfolded, Collection<WorkItem> items) {
    List<CaseOutcome> cases = unfolded.cases();
    change.alongside(
        KEEP,
        WorkflowRows.episodes(patient, cases, items).toString(),
        WorkflowRows.transitions(patient, cases).toString(),
        WorkflowRows.followUps(patient, items).toString(),
        WorkflowRows.treatments(patient, unfolded.treatments()).toString(),
        patient,
        patient,
        patient,
        patient,
        patient);
  }
}
