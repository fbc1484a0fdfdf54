package dev.vertepath.care;

import dev.vertepath.record.ClinicalRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Fills the workflow tables again from the record. The rows of one patient are replaced at a time,
 * under her lock and in one transaction: they are never missing for those who work meanwhile, nor
 * for those who come after a rebuild that broke off.
 */
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
   * @return how many patients of the record were gone through
   */
  public long run() {
    Set<String> left = new HashSet<>(tables.patients());
    long count = 0;
    List<String> page = record.patients(null, PAGE);
    while (!page.isEmpty()) {
      page.forEach(record::revisit);
      page.forEach(left::remove);
      count += page.size();
      page = record.patients(page.getLast(), PAGE);
    }
    // Rows of patients whom the record does not know follow from nothing.
    left.forEach(record::revisit);
    return count;
  }
}
