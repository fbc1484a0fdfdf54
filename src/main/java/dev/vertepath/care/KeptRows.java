package dev.vertepath.care;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/**
 * How one of the {@link WorkflowTables} comes to hold these rows of a patient and no others.
 *
 * @param same the condition under which a row {@code k} that shall be there is the row {@code x}
 * @param instead what becomes of a row that is there, after {@code on conflict}
 */
record KeptRows(String table, String same, String instead) {

  /**
   * Adds the parts of a statement, each for after {@code with}. What is not needed is left out, for
   * to get a table ready costs as much as some of its rows.
   *
   * @param rows each field named as its column
   * @param known whether there may be rows of the patient
   */
  void keep(
      String patient, ArrayNode rows, boolean known, List<String> parts, List<Object> arguments) {
    if (!rows.isEmpty()) {
      parts.add(
          "%1$s_rows as (select * from jsonb_populate_recordset(null::%1$s, ?::jsonb))"
              .formatted(table));
      arguments.add(rows.toString());
      parts.add(
          "%1$s_put as (insert into %1$s as x select * from %1$s_rows on conflict %2$s where x is distinct from excluded)"
              .formatted(table, instead));
    }
    if (known) {
      String others =
          rows.isEmpty()
              ? ""
              : " and not exists (select from %s_rows k where %s)".formatted(table, same);
      parts.add(
          "%1$s_gone as (delete from %1$s x where x.patient = ?%2$s)".formatted(table, others));
      arguments.add(patient);
    }
  }
}
