package dev.vertepath.exchange.subscription;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets the resource of a subscription say how it stands with it. It says so before it is noted
 * here: a service that dies between the two says it again.
 */
final class StatusReport {

  private static final Logger LOG = LoggerFactory.getLogger(StatusReport.class);

  private final ClinicalRecord record;
  private final ChannelTable channels;

  StatusReport(ClinicalRecord record, ChannelTable channels) {
    this.record = record;
    this.channels = channels;
  }

  /**
   * Says whether deliveries arrive, if that is news.
   *
   * @param problem null when they do
   */
  void deliveries(String id, @Nullable String problem) {
    if (channels.isNews(id, problem)) {
      say(id, problem == null ? "active" : "error", problem);
      channels.report(id, problem);
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
