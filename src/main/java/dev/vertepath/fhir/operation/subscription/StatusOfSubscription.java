package dev.vertepath.fhir.operation.subscription;

import dev.vertepath.exchange.subscription.Subscriptions;
import dev.vertepath.fhir.operation.Level;
import dev.vertepath.fhir.operation.Operation;
import dev.vertepath.fhir.operation.OperationCall;
import dev.vertepath.fhir.operation.Signature;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Subscription/[id]/$status}, or {@code Subscription/$status?id=} for several: how
 * subscriptions fare (Subscriptions R5 Backport 1.1).
 */
final class StatusOfSubscription implements Operation {

  private static final Signature SIGNATURE =
      Signature.reading(
              "status",
              "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-status",
              Set.of(Level.TYPE, Level.INSTANCE),
              Set.of("Subscription"))
          .taking("id");

  private final ClinicalRecord record;
  private final Subscriptions subscriptions;

  StatusOfSubscription(ClinicalRecord record, Subscriptions subscriptions) {
    this.record = record;
    this.subscriptions = subscriptions;
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  /** A Bundle of the type searchset, with Parameters for each. */
  @Override
  public byte[] answer(OperationCall call) {
    ObjectNode bundle =
        Json.MAPPER.createObjectNode().put("resourceType", "Bundle").put("type", "searchset");
    ArrayNode entries = Json.MAPPER.createArrayNode();
    for (String id : call.id() == null ? call.arguments().texts("id") : Set.of(call.key().id())) {
      record.read(new ResourceKey("Subscription", id), null);
      subscriptions.status(id).ifPresent(status -> entries.addObject().set("resource", status));
    }
    bundle.put("total", entries.size());
    if (!entries.isEmpty()) {
      entries.forEach(entry -> ((ObjectNode) entry).putObject("search").put("mode", "match"));
      bundle.set("entry", entries);
    }
    return Json.MAPPER.writeValueAsBytes(bundle);
  }
}
