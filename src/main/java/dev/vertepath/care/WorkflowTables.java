package dev.vertepath.care;

import dev.vertepath.pathway.CaseOutcome;
import dev.vertepath.pathway.PatientPathway;
import dev.vertepath.record.Erasing;
import dev.vertepath.record.PatientQuestion;
import dev.vertepath.record.RecordChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ArrayNode;

/** The workflow of patients as rows for worklists. */
final class WorkflowTables implements Erasing {

  /** Whether anything of the patient concerns the pathway. */
  static final PatientQuestion KNOWN =
      new PatientQuestion("select patient from pathway_patient where patient = any(?::text[])");

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

  private static final KeptRows EPISODES =
      new KeptRows(
          "episode",
          "k.key = x.key",
          """
          (key) do update set
            patient = excluded.patient, task = excluded.task, condition = excluded.condition,
            state = excluded.state, close_reason = excluded.close_reason,
            verdict = excluded.verdict, rule = excluded.rule, cause = excluded.cause,
            levels = excluded.levels, onset = excluded.onset, procedure = excluded.procedure,
            opened = excluded.opened, owner = excluded.owner, snoozed_until = excluded.snoozed_until
          """);

  private static final KeptRows TRANSITIONS =
      new KeptRows(
          "episode_transition",
          "k.episode = x.episode and k.ordinal = x.ordinal",
          """
          (episode, ordinal) do update set
            patient = excluded.patient, from_state = excluded.from_state,
            to_state = excluded.to_state, effective = excluded.effective,
            recorded = excluded.recorded, actor = excluded.actor, cause = excluded.cause,
            rule = excluded.rule
          """);

  private static final KeptRows TREATMENTS =
      new KeptRows(
          "treatment",
          "k.key = x.key",
          """
          (key) do update set
            patient = excluded.patient, procedure = excluded.procedure, cases = excluded.cases,
            causes = excluded.causes, levels = excluded.levels, began = excluded.began,
            ended = excluded.ended, stopped = excluded.stopped,
            pain_before = excluded.pain_before, reviews = excluded.reviews,
            complications = excluded.complications
          """);

  private static final KeptRows FOLLOW_UPS =
      new KeptRows(
          "follow_up",
          "k.key = x.key",
          """
          (key) do update set
            patient = excluded.patient, resource = excluded.resource, kind = excluded.kind,
            code = excluded.code, title = excluded.title, status = excluded.status,
            due_start = excluded.due_start, due_end = excluded.due_end,
            part_of = excluded.part_of, owner = excluded.owner,
            snoozed_until = excluded.snoozed_until
          """);

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

  /** Nothing of the patient concerns the pathway any longer. */
  void forget(RecordChange change, String patient) {
    change.alongside(FORGET, patient, patient, patient, patient, patient);
  }

  /**
   * Lets these rows and no others be there for the patient; only what differs is written.
   *
   * @param doubting whether there may be any rows, whatever {@link #KNOWN} says
   */
  void keep(
      RecordChange change,
      String patient,
      PatientPathway unfolded,
      Collection<WorkItem> items,
      boolean doubting) {
    List<CaseOutcome> cases = unfolded.cases();
    boolean known = !doubting && change.isSo(KNOWN, patient);
    List<String> parts = new ArrayList<>();
    List<Object> arguments = new ArrayList<>();
    if (!known) {
      parts.add(
          "known as (insert into pathway_patient (patient) values (?) on conflict do nothing)");
      arguments.add(patient);
    }
    Map<KeptRows, ArrayNode> rows = new LinkedHashMap<>();
    rows.put(EPISODES, WorkflowRows.episodes(patient, cases, items));
    rows.put(TRANSITIONS, WorkflowRows.transitions(patient, cases));
    rows.put(TREATMENTS, WorkflowRows.treatments(patient, unfolded.treatments()));
    rows.put(FOLLOW_UPS, WorkflowRows.followUps(patient, items));
    rows.forEach((table, all) -> table.keep(patient, all, known || doubting, parts, arguments));
    if (!parts.isEmpty()) {
      change.alongside("with " + String.join(", ", parts) + " select", arguments.toArray());
    }
  }
}
