package dev.vertepath.exchange.message;

import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages of FHIR: a Bundle of the type {@code message} (R4 messaging.html). */
public final class FhirChannel implements Channel {

  static final String JSON = "application/fhir+json";

  private static final int LAST_YEAR = 9999;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

  private static final Pattern LITERAL =
      Pattern.compile("(?:.*/)?(Patient/[A-Za-z0-9.-]{1,64})(?:/_history/.*)?");

  /** As in {@code Patient?identifier=s|v}. */
  private static final Pattern CONDITIONAL = Pattern.compile("Patient\\?identifier=([^&]+)");

  private final FhirBodies bodies;
  private final MessageEvents events;
  private final String software;

  /**
   * @param software version of this service, for the headers of answers
   */
  FhirChannel(FhirBodies bodies, MessageEvents events, String software) {
    this.bodies = bodies;
    this.events = events;
    this.software = software;
  }

  @Override
  public String name() {
    return "fhir";
  }

  @Override
  public Message read(byte[] raw, String format) {
    ObjectNode bundle = bundle(bodies.tree().apply(raw, format));
    JsonNode header = bundle.at("/entry/0/resource");
    if (!header.path("resourceType").asString("").equals("MessageHeader")) {
      throw refused(
          "structure",
          "Bundle.entry[0].resource",
          "The first entry of a message holds its MessageHeader; this one holds none.");
    }
    String id = header.path("id").asString("");
    if (!ID.matcher(id).matches()) {
      throw refused(
          "required",
          "Bundle.entry[0].resource.id",
          "MessageHeader.id is missing, or is none: by it a message is known again and answered. Send"
              + " up to 64 letters, digits, dots and hyphens.");
    }
    return new FhirMessage(bundle, envelope(bundle, header, id), bodies, events, software);
  }

  /** A message stands for itself, or is the parameter {@code content} of the operation. */
  private static ObjectNode bundle(ObjectNode sent) {
    ObjectNode found = sent;
    if (sent.path("resourceType").asString("").equals("Parameters")) {
      found =
          sent.path("parameter")
              .valueStream()
              .filter(one -> one.path("name").asString("").equals("content"))
              .map(one -> one.path("resource"))
              .filter(ObjectNode.class::isInstance)
              .map(ObjectNode.class::cast)
              .findFirst()
              .orElseThrow(
                  () ->
                      refused(
                          "required",
                          "Parameters",
                          "$process-message asks for the parameter 'content', a Bundle of the type"
                              + " message."));
    }
    if (!found.path("resourceType").asString("").equals("Bundle")
        || !found.path("type").asString("").equals("message")) {
      throw refused(
          "value",
          found.path("resourceType").asString("").equals("Bundle") ? "Bundle.type" : null,
          "$process-message takes a Bundle of the type message, and no other resource.");
    }
    return found;
  }

  private Envelope envelope(ObjectNode bundle, JsonNode header, String id) {
    return new Envelope(
        id,
        PlainText.orNull(bundle.path("id").asString("")),
        PlainText.of(events.nameOf(header)),
        PlainText.orNull(header.at("/source/endpoint").asString("")),
        instant(bundle.path("timestamp").asString("")),
        subjects(bundle).stream().map(PlainText::of).toList(),
        ContentHash.of(bundle.path("entry")));
  }

  @Override
  public Legible legible(byte[] raw, String format) {
    String text = new String(raw, StandardCharsets.UTF_8);
    try {
      text =
          format.contains("xml")
              ? text
              : Json.MAPPER
                  .writerWithDefaultPrettyPrinter()
                  .writeValueAsString(Json.MAPPER.readTree(raw));
    } catch (JacksonException e) {
      // Then it is shown as it came.
    }
    return new Legible(text, StandardCharsets.UTF_8.name());
  }

  private static @Nullable Instant instant(String text) {
    try {
      OffsetDateTime read = text.isEmpty() ? null : OffsetDateTime.parse(text);
      // Others are no dates of FHIR, nor of PostgreSQL.
      return read == null || read.getYear() < 1 || read.getYear() > LAST_YEAR
          ? null
          : read.toInstant();
    } catch (DateTimeException e) {
      // Told with all else that is wrong, when the message is looked at.
      return null;
    }
  }

  /** By which identifiers, or by which id, it names patients. */
  private static Set<String> subjects(JsonNode bundle) {
    Set<String> subjects = new LinkedHashSet<>();
    for (JsonNode entry : bundle.path("entry")) {
      JsonNode resource = entry.path("resource");
      if (resource.path("resourceType").asString("").equals("Patient")) {
        Identifiers.all(resource).forEach(one -> subjects.add(one.token()));
      }
      for (String element : List.of("subject", "patient", "beneficiary")) {
        JsonNode reference = resource.path(element);
        String system = reference.at("/identifier/system").asString("");
        String value = reference.at("/identifier/value").asString("");
        if (!value.isEmpty()) {
          subjects.add(system + "|" + value);
        }
        String url = reference.path("reference").asString("");
        Matcher literal = LITERAL.matcher(url);
        if (literal.matches()) {
          subjects.add(literal.group(1));
        }
        Matcher conditional = CONDITIONAL.matcher(url);
        if (conditional.matches()) {
          subjects.add(conditional.group(1).replace("%7C", "|"));
        }
      }
    }
    return subjects;
  }

  static ObjectNode object(String type) {
    return Json.MAPPER.createObjectNode().put("resourceType", type);
  }

  private static RecordException refused(String code, @Nullable String place, String what) {
    return new RecordException(Kind.INVALID, code, place, what);
  }
}
