package dev.vertepath.access.sharing;

import java.util.ArrayList;
import java.util.List;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Notes the security labels of what belongs to no patient again, as they follow from what is
 * stored. Those of patients' resources are noted when each patient is gone through.
 */
public final class Relabelling {

  private final SharingTables tables;
  private final TransactionOperations transactions;

  Relabelling(SharingTables tables, TransactionOperations transactions) {
    this.tables = tables;
    this.transactions = transactions;
  }

  /**
   * @return how many versions bear a label
   */
  public long run() {
    Long found =
        transactions.execute(
            status -> {
              List<Label> labels = new ArrayList<>();
              tables.labelsOfNobody(labels::add);
              SharingTables.label(tables.now(), labels);
              return (long) labels.size();
            });
    return found == null ? 0 : found;
  }
}
