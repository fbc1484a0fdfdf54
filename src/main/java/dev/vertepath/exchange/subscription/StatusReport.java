package dev.vertepath.exchange.subscription;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.node.ObjectNode;

/** Lets the resource of a subscription say how it stands with it. */
final class StatusReport {

  private static final Logger LOG = LoggerFactory.getLogger(StatusReport.class);

  private final ClinicalRecord record;
  private final ChannelTable channels;
  private final TransactionOperations transactions;

  StatusReport(ClinicalRecord record, ChannelTable channels, TransactionOperations transactions) {
    this.record = record;
    this.channels = channels;
    this.transactions = transactions;
  }

  /**
   * Says whether deliveries arrive, if that is news.
   *
   * @param problem null when they do
   */
  void deliveries(String id, @Nullable String problem) {
    try {
      transactions.executeWithoutResult(
          status -> {
            if (channels.report(id, problem)) {
              say(id, problem == null ? "active" : "error", problem);
            }
          });
    } catch (ConcurrencyFailureException e) {
      LOG.info("The status of {} is written with a later delivery", Channel.name(id));
    }
  }

  /** Writes status and error, unless the subscription was turned off or deleted meanwhile. */
  void say(String id, String status, @Nullable String problem) {
    var key = new ResourceKey(Channel.TYPE, id);
    try {
      record.apply(
          new Interaction.Patch(null, key, current -> told(current, status, problem), null));
    } catch (RecordException e) {
      LOG.info("The status of {} was not written: {}", key, e.kind());
    }
  }

  private static ObjectNode told(ObjectNode current, String status, @Nullable String problem) {
    if (current.path("status").asString("").equals("off")) {
      return current;
    }
    ObjectNode told = current.deepCopy();
    told.put("status", status);
    if (problem == null) {
      told.remove("error");
    } else {
      told.put("error", problem);
    }
    return told;
  }
}
