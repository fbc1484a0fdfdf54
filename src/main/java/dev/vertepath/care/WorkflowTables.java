package dev.vertepath.care;

import dev.vertepath.pathway.ActivityOutcome;
import dev.vertepath.pathway.CaseOutcome;
import dev.vertepath.pathway.CloseReason;
import dev.vertepath.pathway.EvidenceRequest;
import dev.vertepath.pathway.PatientPathway;
import dev.vertepath.pathway.PlanOutcome;
import dev.vertepath.pathway.RedFlag;
import dev.vertepath.pathway.Transition;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.node.ObjectNode;

/** The workflow of one patient as rows for worklists. */
final class WorkflowTables {

  private final JdbcTemplate jdbc;

  WorkflowTables(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Everyone of whom a row is kept. */
  List<String> patients() {
    return jdbc.query(
        """
        select patient from episode union select patient from episode_transition
        union select patient from follow_up
        """,
        (row, number) -> row.getString(1));
  }

  /** Whether anything is kept of the patient. */
  boolean knows(String patient) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select exists (select from episode where patient = ?)"
                + " or exists (select from episode_transition where patient = ?)"
                + " or exists (select from follow_up where patient = ?)",
            Boolean.class,
            patient,
            patient,
            patient));
  }

  /** Puts these rows in the place of those that are there. */
  void replace(String patient, PatientPathway pathway, WorkItems items) {
    jdbc.update(
        """
        with e as (delete from episode where patient = ?),
        t as (delete from episode_transition where patient = ?)
        delete from follow_up where patient = ?
        """,
        patient,
        patient,
        patient);
    episodes(patient, pathway.cases());
    transitions(patient, pathway.cases());
    followUps(patient, pathway, items);
  }

  private void episodes(String patient, List<CaseOutcome> cases) {
    jdbc.batchUpdate(
        """
        insert into episode (key, patient, task, condition, state, close_reason, verdict, rule,
          cause, levels, onset, procedure)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::text[], ?, ?)
        """,
        cases.stream().map(one -> episode(patient, one)).toList());
  }

  private static Object[] episode(String patient, CaseOutcome one) {
    CloseReason closed = one.closeReason();
    return row(
        one.key(),
        patient,
        WorkItem.reference("Task", one.key()),
        one.fracture().reference(),
        one.state().code(),
        closed == null ? null : closed.code(),
        one.verdict().outcome().code(),
        one.verdict().rule(),
        one.cause().code(),
        one.levels().stream().sorted().map(Enum::name).toArray(String[]::new),
        at(one.onset()),
        one.procedure());
  }

  private void transitions(String patient, List<CaseOutcome> cases) {
    List<Object[]> rows = new ArrayList<>();
    for (CaseOutcome one : cases) {
      int ordinal = 0;
      for (Transition step : one.transitions()) {
        var from = step.from();
        rows.add(
            row(
                one.key(),
                ordinal++,
                patient,
                from == null ? null : from.code(),
                step.to().code(),
                at(step.effective()),
                at(step.cause().recorded()),
                step.actor(),
                step.cause().versioned(),
                step.rule()));
      }
    }
    jdbc.batchUpdate(
        """
        insert into episode_transition (episode, ordinal, patient, from_state, to_state, effective,
          recorded, actor, cause, rule)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        rows);
  }

  private void followUps(String patient, PatientPathway pathway, WorkItems items) {
    List<Object[]> rows = new ArrayList<>();
    for (CaseOutcome one : pathway.cases()) {
      for (EvidenceRequest wanted : one.evidence()) {
        rows.add(
            followUp(
                patient,
                items,
                "Task",
                wanted.key(),
                "obtain-evidence",
                wanted.criterion().code(),
                wanted.criterion().text(),
                null,
                null,
                one.key()));
      }
    }
    for (PlanOutcome plan : pathway.plans()) {
      for (ActivityOutcome activity : plan.activities()) {
        rows.add(
            followUp(
                patient,
                items,
                items.wanted("Task", activity.key()) == null ? "CommunicationRequest" : "Task",
                activity.key(),
                "follow-up",
                activity.definition().code(),
                activity.definition().title(),
                activity.window().start(),
                activity.window().end(),
                plan.key()));
      }
    }
    Set<String> reviews = new HashSet<>();
    for (RedFlag flag : pathway.redFlags()) {
      if (reviews.add(flag.reviewKey())) {
        String plan = flag.plan();
        rows.add(
            followUp(
                patient,
                items,
                "Task",
                flag.reviewKey(),
                "red-flag-review",
                flag.finding().code(),
                flag.text(),
                flag.raisedAt(),
                flag.due(),
                plan == null ? "" : plan));
      }
    }
    jdbc.batchUpdate(
        """
        insert into follow_up (key, patient, resource, kind, code, title, status, due_start,
          due_end, subject)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        rows);
  }

  private static Object[] followUp(
      String patient,
      WorkItems items,
      String type,
      String key,
      String kind,
      String code,
      String title,
      @Nullable Instant start,
      @Nullable Instant end,
      String subject) {
    ObjectNode resource = items.wanted(type, key);
    return row(
        key,
        patient,
        WorkItem.reference(type, key),
        kind,
        code,
        title,
        resource == null ? "" : WorkItem.status(resource),
        at(start),
        at(end),
        subject);
  }

  private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  @SuppressWarnings("NullAway") // JdbcTemplate takes null for SQL's null.
  private static Object[] row(@Nullable Object... values) {
    return Arrays.copyOf(values, values.length);
  }
}
