package dev.vertepath.desk.worklist;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 20,000 open cases of as many patients, who are called Many1, Many2 and so on. */
public final class ManyCases {

  public static final int CASES = 20_000;

  /**
   * Of the cases with even numbers, one follow-up each: of a seventh its window ended 45 days ago,
   * of a seventh 20 days ago, and so on. That they are due has been told.
   */
  private static final List<String> DATA =
      List.of(
          """
          insert into resource (rid, type, id, version, created, updated, deleted, method, patient,
            tx, body)
          select -n, 'Patient', 'many-' || n, 1, now(), now(), false, 'PUT', 'many-' || n, 1,
            convert_to('{"resourceType":"Patient","id":"many-' || n
              || '","name":[{"family":"Many' || n || '"}],"birthDate":"1940-01-01"}', 'UTF8')
          from generate_series(1, ?) n
          """,
          """
          insert into resource (rid, type, id, version, created, updated, deleted, method, patient,
            tx, body)
          select -1000000 - n, 'Task', 'many-' || n, 1, now(), now(), false, 'PUT', 'many-' || n, 1,
            convert_to('{"resourceType":"Task","id":"many-' || n || '"}', 'UTF8')
          from generate_series(1, ?) n
          """,
          "insert into pathway_patient select 'many-' || n from generate_series(1, ?) n",
          """
          insert into episode (key, patient, task, condition, state, verdict, rule, cause, levels,
            opened)
          select 'many/' || n, 'many-' || n, 'Task/many-' || n, 'Condition/many-' || n,
            case when n % 2 = 0 then 'follow-up'
              else (array['awaiting-evidence', 'candidate', 'ordered', 'scheduled'])[n / 2 % 4 + 1]
              end,
            'meets', 'rule', 'osteoporotic', array['L1'], now() - interval '90 days'
          from generate_series(1, ?) n
          """,
          """
          with f as (
            insert into follow_up (key, patient, resource, kind, code, title, status, due_start,
              due_end, part_of)
            select 'many/' || n, 'many-' || n, 'Task/many-' || n, 'follow-up', 'early-check',
              'Ask for pain', 'requested',
              now() + case when n / 2 % 7 = 6 then interval '30 days' else interval '-50 days' end,
              date_trunc('day', now()) + interval '12 hours'
                + (array[-45, -20, -3, 0, 4, 60, 60])[n / 2 % 7 + 1] * interval '1 day',
              'CarePlan/many-' || n
            from generate_series(2, ?, 2) n
            returning key, patient, due_start, due_end
          )
          insert into follow_up_told (key, what, patient, instant)
          select f.key, w.what, f.patient, w.instant
          from f cross join lateral (values ('due', due_start), ('overdue', due_end))
            w(what, instant)
          """,
          """
          insert into resource (rid, type, id, version, created, updated, deleted, method, patient,
            tx, body)
          select -2000000 - n, 'Observation', 'many-' || n, 1, now(), now(), false, 'PUT',
            'many-' || n, 1, convert_to('{}', 'UTF8')
          from generate_series(4, ?, 4) n
          """,
          """
          insert into search_date (rid, tx, param, status, span, lo, hi)
          select -2000000 - n, 1, 1, 0, 0, extract(epoch from now() - interval '10 days') * 1000000,
            extract(epoch from now() - interval '10 days') * 1000000
          from generate_series(4, ?, 4) n
          """);

  private ManyCases() {}

  /** Puts them into a database that does not have them yet. */
  public static void in(JdbcClient jdbc) {
    boolean there =
        jdbc.sql("select exists (select from episode where key = 'many/1')")
            .query(Boolean.class)
            .single();
    if (!there) {
      DATA.forEach(sql -> jdbc.sql(sql).param(CASES).update());
      for (String table :
          List.of("resource", "episode", "follow_up", "pathway_patient", "search_date")) {
        jdbc.sql("analyze " + table).update();
      }
    }
  }

  /**
   * How many of the follow-ups are in such a window.
   *
   * @param rest of their number by 7
   */
  public static int seventh(int rest) {
    int all = 0;
    for (int n = 2; n <= CASES; n += 2) {
      all += n / 2 % 7 == rest ? 1 : 0;
    }
    return all;
  }
}
