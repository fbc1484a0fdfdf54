package dev.vertepath.desk.integration;

import dev.vertepath.exchange.ledger.MessageWork.MadeVersion;
import dev.vertepath.exchange.message.Difference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version that a message would make.
 *
 * @param kind {@code create}, {@code update} or {@code delete}
 * @param reference relative
 * @param path of the page of what is there now; null for what is not there yet
 * @param followed whether the service would make it, of what was sent
 */
record Foreseen(
    String kind,
    String reference,
    @Nullable String path,
    boolean followed,
    List<Difference> differences) {

  static Foreseen of(MadeVersion made) {
    String reference = made.version().key().reference();
    boolean created = made.before() == null;
    return new Foreseen(
        made.version().deleted() ? "delete" : created ? "create" : "update",
        reference,
        created ? null : "/desk/resources/" + reference,
        made.followed(),
        Difference.between(made.before(), made.version()));
  }
}
