package dev.vertepath.desk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * 20,000 cases of 2015, each with three steps; every second was operated 10, 20 or 30 days after it
 * was opened, with a score of 8 before and of 4 in the window of the one review.
 */
class RegistryOfManyTest extends RegistryDesk {

  private static final int CASES = 20_000;
  private static final String YEAR = "from=2015-01&to=2015-12";

  private static final List<String> DATA =
      List.of(
          """
          insert into resource (rid, type, id, version, created, updated, deleted, method, patient,
            tx, body)
          select -5000000 - n, 'Patient', 'counted-' || n, 1, now(), now(), false, 'PUT',
            'counted-' || n, 1, convert_to('{}', 'UTF8')
          from generate_series(1, ?) n
          """,
          """
          insert into resource (rid, type, id, version, created, updated, deleted, method, patient,
            tx, body)
          select -6000000 - n, 'Task', 'c-' || n, 1, now(), now(), false, 'PUT', 'counted-' || n, 1,
            convert_to('{}', 'UTF8')
          from generate_series(1, ?) n
          """,
          "insert into pathway_patient select 'counted-' || n from generate_series(1, ?) n",
          """
          insert into episode (key, patient, task, condition, state, verdict, rule, cause, levels,
            opened)
          select 'counted/' || n, 'counted-' || n, 'Task/c-' || n, 'Condition/c-' || n,
            case when n % 2 = 0 then 'follow-up' else 'candidate' end, 'meets', 'rule',
            'osteoporotic', array['L1'],
            timestamptz '2015-01-01 12:00:00Z' + n % 12 * interval '30 days'
          from generate_series(1, ?) n
          """,
          """
          insert into episode_transition (episode, ordinal, patient, to_state, effective, recorded,
            cause, rule)
          select 'counted/' || n, s, 'counted-' || n,
            (array['awaiting-evidence', 'candidate', 'follow-up'])[s + 1],
            timestamptz '2015-01-01 12:00:00Z' + n % 12 * interval '30 days'
              + s * interval '2 days', now(), 'x', 'rule'
          from generate_series(1, ?) n, generate_series(0, 2) s where s < 2 or n % 2 = 0
          """,
          """
          insert into treatment (key, patient, procedure, cases, causes, levels, began, ended,
            pain_before, reviews, complications)
          select 'counted/' || n, 'counted-' || n, 'Procedure/c-' || n, array['counted/' || n],
            array['osteoporotic'], array['L1'], at, at, 8,
            jsonb_build_array(jsonb_build_object('code', 'early-check',
              'due', to_char(at + interval '2 days', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
              'done', true, 'pain', 4)), array[]::text[]
          from generate_series(2, ?, 2) n, lateral (select
            timestamptz '2015-01-01 12:00:00Z' + n % 12 * interval '30 days'
              + (n / 2 % 3 + 1) * interval '10 days' as at) o
          """);

  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void manyCases() {
    boolean there =
        jdbc.sql("select exists (select from episode where key = 'counted/1')")
            .query(Boolean.class)
            .single();
    if (!there) {
      DATA.forEach(sql -> jdbc.sql(sql).param(CASES).update());
      for (String table : List.of("resource", "episode", "episode_transition", "treatment")) {
        jdbc.sql("analyze " + table).update();
      }
    }
  }

  @Test
  void allAreCountedByThreeStatements() {
    COUNTED.sent();

    Map<String, JsonNode> lines = lines(YEAR + "&group=month");

    assertThat(COUNTED.sent().stream().filter(sql -> sql.contains("with sight")).toList())
        .hasSize(2);
    assertTold(
        lines,
        "all cases all",
        "20000",
        "all cases patients",
        "20000",
        "all operations all",
        "10000",
        "all dwell awaiting-evidence",
        "20000: 2.0 [2.0, 2.0]",
        "all dwell candidate",
        "10000: 2.0 [2.0, 2.0]",
        "all wait all",
        "10000 of 10000: 20.0 [10.0, 30.0]",
        "all scored early-check",
        "10000 of 10000",
        "all pain early-check",
        "10000 of 10000: -4.0 [-4.0, -4.0]",
        "all improved early-check",
        "10000 of 10000");
    int months =
        lines.keySet().stream()
            .filter(key -> key.matches("2015-\\d\\d cases all"))
            .mapToInt(key -> Integer.parseInt(told(lines, key)))
            .sum();
    assertThat(months).isEqualTo(CASES);
    assertThat(page("/desk/registry?" + YEAR + "&group=level")).contains("20,000", "<svg");
  }
}
