package dev.vertepath.care;

import dev.vertepath.access.Access;
import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.Decision;
import dev.vertepath.pathway.Pathway;
import dev.vertepath.record.Consequence;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordChange;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Keeps what only clinicians do to clinicians: ordering the operation, overriding a verdict,
 * closing a red flag, declining. It looks at what a request has written, whichever way it did, and
 * refuses it whole.
 */
final class CliniciansActs implements Consequence {

  private static final Set<String> ALERTS = Set.of("Flag", "DetectedIssue", "GuidanceResponse");

  /** What makes an order the order that it is. */
  private static final List<String> OF_AN_ORDER =
      List.of("intent", "code", "subject", "requester", "reasonReference", "bodySite");

  private final Access access;
  private final ZoneId zone;

  /**
   * @param zone the facility's, in which a date without a zone is meant
   */
  CliniciansActs(Access access, ZoneId zone) {
    this.access = access;
    this.zone = zone;
  }

  @Override
  public void follow(RecordChange change) {
    Optional<Caller> caller = CurrentCaller.find();
    if (caller.isEmpty() || mayAct(caller.get())) {
      return;
    }
    for (ResourceKey key : change.written()) {
      if (key.type().equals("ServiceRequest") || ItemKey.isLikely(key)) {
        require(caller.get(), key, act(key, change));
      }
    }
  }

  private boolean mayAct(Caller caller) {
    return access.decideClinicians(caller, "") instanceof Decision.Allowed;
  }

  private void require(Caller caller, ResourceKey key, @Nullable String act) {
    if (act != null
        && access.decideClinicians(caller, act) instanceof Decision.Refused(String why, String s)) {
      throw new RecordException(Kind.FORBIDDEN, "forbidden", key.toString(), why);
    }
  }

  /** What was done to the resource; null for nothing that only a clinician does. */
  private @Nullable String act(ResourceKey key, RecordChange change) {
    StoredResource after = change.current(key).orElse(null);
    if (after == null) {
      return ItemKey.isLikely(key) ? "Deleting what the service works with" : null;
    }
    StoredResource before = before(after, change);
    return key.type().equals("ServiceRequest")
        ? isOrder(after) && !(before != null && isOrder(before) && isSameOrder(before, after))
            ? "Ordering the operation"
            : null
        : ofItem(key, before == null ? null : body(before), body(after));
  }

  private static @Nullable StoredResource before(StoredResource after, RecordChange change) {
    return change.older(Map.of(after.key(), after.version() - 1)).stream()
        .filter(older -> !older.deleted())
        .findFirst()
        .orElse(null);
  }

  private boolean isOrder(StoredResource stored) {
    var reader = new ResourceReader(stored, body(stored), zone, (reference, type) -> null);
    return Pathway.isOrder(FactReader.order(reader));
  }

  private static boolean isSameOrder(StoredResource before, StoredResource after) {
    JsonNode one = body(before);
    JsonNode other = body(after);
    return OF_AN_ORDER.stream().allMatch(name -> one.path(name).equals(other.path(name)));
  }

  private static @Nullable String ofItem(
      ResourceKey key, @Nullable JsonNode before, JsonNode after) {
    ItemKey now = ItemKey.of(key, after);
    ItemKey item = now != null || before == null ? now : ItemKey.of(key, before);
    if (item == null) {
      return null;
    }
    if (ALERTS.contains(key.type())) {
      return key.type().equals("Flag") ? "Changing a red flag" : "Changing a verdict or a warning";
    }
    boolean isCase = item.key().startsWith("case/");
    boolean isReview = item.key().startsWith("red-flag-review/");
    boolean saysMore =
        before == null
            || !WorkItem.status(key.type(), before).equals(WorkItem.status(key.type(), after))
            || !WorkItem.businessStatus(before).equals(WorkItem.businessStatus(after));
    return saysMore && (isCase || isReview)
        ? isCase ? "Deciding on a case" : "Closing a red flag"
        : null;
  }

  private static JsonNode body(StoredResource stored) {
    return Json.MAPPER.readTree(stored.body());
  }
}
