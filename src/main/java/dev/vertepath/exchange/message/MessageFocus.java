package dev.vertepath.exchange.message;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.RecordException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Holds what a message is about against the MessageDefinition of its event. */
final class MessageFocus {

  private static final Set<String> ENDED =
      Set.of("revoked", "cancelled", "entered-in-error", "not-done", "stopped", "noshow");

  private final JsonNode bundle;
  private final MessageEvent event;

  /**
   * @param bundle structurally sound
   */
  MessageFocus(JsonNode bundle, MessageEvent event) {
    this.bundle = bundle;
    this.event = event;
  }

  /**
   * @throws RecordException UNPROCESSABLE with every reason
   */
  void require() {
    List<Problem> problems = new ArrayList<>();
    JsonNode focuses = bundle.at("/entry/0/resource/focus");
    if (focuses.isEmpty()) {
      problems.add(
          new Problem(
              "required",
              "Bundle.entry[0].resource.focus",
              "A message of the event %s names in MessageHeader.focus what it is about: %s."
                  .formatted(event.code(), types())));
    }
    for (int i = 0; i < focuses.size(); i++) {
      String place = "Bundle.entry[0].resource.focus[" + i + "]";
      String reference = focuses.path(i).path("reference").asString("");
      Optional<JsonNode> found = resource(reference);
      if (found.isEmpty()) {
        problems.add(
            new Problem(
                "not-found",
                place,
                "The focus '%s' is the fullUrl of no entry: a message brings what it is about."
                    .formatted(reference)));
      } else {
        of(found.get(), place).ifPresent(problems::add);
      }
    }
    if (!problems.isEmpty()) {
      throw new RecordException(Kind.UNPROCESSABLE, problems);
    }
  }

  private String types() {
    return String.join(" or ", event.focus());
  }

  private Optional<JsonNode> resource(String reference) {
    for (JsonNode entry : bundle.path("entry")) {
      JsonNode resource = entry.path("resource");
      String own =
          resource.path("resourceType").asString("") + "/" + resource.path("id").asString("");
      if (!reference.isEmpty()
          && (entry.path("fullUrl").asString("").equals(reference) || own.equals(reference))) {
        return Optional.of(resource);
      }
    }
    return Optional.empty();
  }

  private Optional<Problem> of(JsonNode resource, String place) {
    String type = resource.path("resourceType").asString("");
    if (!event.focus().contains(type)) {
      return Optional.of(
          new Problem(
              "value",
              place,
              "The event %s is about %s, and not about a %s."
                  .formatted(event.code(), types(), type)));
    }
    return switch (event.must()) {
      case "deceased" ->
          unless(
              resource.path("deceasedBoolean").asBoolean(false) || resource.has("deceasedDateTime"),
              place,
              "A message of a death says so in Patient.deceased[x].");
      case "linked" ->
          unless(
              bundle
                  .path("entry")
                  .valueStream()
                  .anyMatch(entry -> ToldPatient.isReplaced(entry.path("resource"))),
              place,
              "A merge has two Patients, and the one that is given up says so by a link of the type"
                  + " replaced-by to the other.");
      case "ended" -> unless(isEnded(resource), place, ENDS);
      default -> Optional.empty();
    };
  }

  private static final String ENDS =
      "What is cancelled says so by its status, or by a verificationStatus entered-in-error.";

  private static boolean isEnded(JsonNode resource) {
    return ENDED.contains(resource.path("status").asString(""))
        || resource.at("/verificationStatus/coding/0/code").asString("").equals("entered-in-error");
  }

  private static Optional<Problem> unless(boolean well, String place, String what) {
    return well ? Optional.empty() : Optional.of(new Problem("business-rule", place, what));
  }
}
