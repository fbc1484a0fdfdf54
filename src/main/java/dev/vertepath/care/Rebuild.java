package dev.vertepath.care;

import dev.vertepath.record.ClinicalRecord;
import java.util.List;

/** Empties the workflow tables and fills them again from the record. */
public final class Rebuild {

  private static final int PAGE = 500;

  private final ClinicalRecord record;
  private final WorkflowTables tables;

  Rebuild(ClinicalRecord record, WorkflowTables tables) {
    this.record = record;
    this.tables = tables;
  }

  /**
   * Goes through every patient, each in a transaction of its own; whoever writes meanwhile waits
   * for that patient only.
   *
   * @return how many patients were gone through
   */
  public long run() {
    tables.clear();
    long count = 0;
    List<String> page = record.patients(null, PAGE);
    while (!page.isEmpty()) {
      page.forEach(record::revisit);
      count += page.size();
      page = record.patients(page.getLast(), PAGE);
    }
    return count;
  }
}
