package dev.vertepath.fhir;

import dev.vertepath.exchange.event.Topic;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;

/** What can be subscribed to, in the CapabilityStatement (Subscriptions R5 Backport 1.1). */
final class SubscriptionTopics {

  private static final String BACKPORT =
      "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";

  private SubscriptionTopics() {}

  static void describe(CapabilityStatementRestResourceComponent resource) {
    resource.addSupportedProfile(BACKPORT + "backport-subscription");
    for (Topic topic : Topic.values()) {
      resource.addExtension(
          BACKPORT + "capabilitystatement-subscriptiontopic-canonical",
          new CanonicalType(topic.url()));
    }
    resource.setDocumentation(
        Arrays.stream(Topic.values())
            .map(topic -> "- `" + topic.code() + "`: " + topic.description())
            .collect(
                Collectors.joining(
                    "\n",
                    "Tells a receiver (rest-hook) of a topic, or of what a search would find:"
                        + " criteria=Observation?code=1234-5. Topics:\n",
                    "")));
  }
}
