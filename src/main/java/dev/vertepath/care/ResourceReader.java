package dev.vertepath.care;

import dev.vertepath.pathway.Code;
import dev.vertepath.pathway.Source;
import dev.vertepath.record.DateRange;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.StoredResource;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the elements of one stored resource as the pathway's values. */
final class ResourceReader {

  private static final int DAY = 10;

  private final StoredResource stored;
  private final JsonNode body;
  private final ZoneId zone;
  private final Targets targets;

  /** Finds what a Reference points at. */
  @FunctionalInterface
  interface Targets {

    /**
     * The relative reference; null if it points at nothing here.
     *
     * @param likelyType what a reference by identifier means that names no type
     */
    @Nullable String of(JsonNode reference, String likelyType);
  }

  /**
   * @param body the stored body as a tree, or a part of it
   * @param zone the facility's, in which a date without a zone is meant
   */
  ResourceReader(StoredResource stored, JsonNode body, ZoneId zone, Targets targets) {
    this.stored = stored;
    this.body = body;
    this.zone = zone;
    this.targets = targets;
  }

  /** A part of the resource, read as if it stood alone. */
  ResourceReader part(JsonNode part) {
    return new ResourceReader(stored, part, zone, targets);
  }

  JsonNode body() {
    return body;
  }

  ResourceKey key() {
    return stored.key();
  }

  String type() {
    return stored.key().type();
  }

  /** When this version was stored. */
  Instant stored() {
    return stored.lastUpdated();
  }

  /** When the first version was stored: the best that is known of a resource without dates. */
  Instant firstStored() {
    return stored.created();
  }

  Source source() {
    return new Source(stored.key().reference(), stored.version(), stored.lastUpdated());
  }

  @Nullable String text(String element) {
    JsonNode value = body.path(element);
    return value.isString() ? value.asString() : null;
  }

  String text(String element, String otherwise) {
    String text = text(element);
    return text == null ? otherwise : text;
  }

  /** One element, however the resource repeats it. */
  static List<JsonNode> each(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return List.of();
    }
    return value.isArray() ? List.copyOf(value.values()) : List.of(value);
  }

  /** The codes of a CodeableConcept, or of several. */
  Set<Code> codes(String... elements) {
    Set<Code> codes = new LinkedHashSet<>();
    for (String element : elements) {
      for (JsonNode concept : each(body.path(element))) {
        for (JsonNode coding : each(concept.path("coding"))) {
          String system = coding.path("system").asString("");
          String code = coding.path("code").asString("");
          if (!code.isEmpty()) {
            codes.add(new Code(system, code));
          }
        }
      }
    }
    return codes;
  }

  /** The display that the resource itself gives a code; empty if it gives none. */
  String display(Code code) {
    for (JsonNode concept : body.findValues("coding")) {
      for (JsonNode coding : each(concept)) {
        if (coding.path("system").asString("").equals(code.system())
            && coding.path("code").asString("").equals(code.code())) {
          return coding.path("display").asString("").strip();
        }
      }
    }
    return "";
  }

  /** The first code of a CodeableConcept that is bound to one system. */
  @Nullable String code(String element) {
    return codes(element).stream().map(Code::code).findFirst().orElse(null);
  }

  /**
   * What the references of an element point at.
   *
   * @param likelyType what those by identifier mean that name no type
   */
  Set<String> references(String element, String likelyType) {
    Set<String> references = new LinkedHashSet<>();
    for (JsonNode reference : each(body.path(element))) {
      String target = targets.of(reference, likelyType);
      if (target != null) {
        references.add(target);
      }
    }
    return references;
  }

  Set<String> identifiers() {
    Set<String> identifiers = new LinkedHashSet<>();
    for (JsonNode identifier : each(body.path("identifier"))) {
      String value = identifier.path("value").asString("");
      if (!value.isEmpty()) {
        identifiers.add(identifier.path("system").asString("") + "|" + value);
      }
    }
    return identifiers;
  }

  /** The first of these elements that holds a date, as its first instant. */
  @Nullable Instant start(String... elements) {
    for (String element : elements) {
      DateRange range = range(body.path(element));
      if (range != null) {
        return range.lo();
      }
      DateRange start = range(body.path(element).path("start"));
      if (start != null) {
        return start.lo();
      }
    }
    return null;
  }

  /** The first of these elements that holds a date, as its last instant. */
  @Nullable Instant end(String... elements) {
    for (String element : elements) {
      JsonNode value = body.path(element);
      JsonNode date = value.isObject() ? value.path("end") : value;
      DateRange range = range(date);
      if (range != null) {
        // A moment is its own end; a day ends when the next begins.
        return date.asString().length() > DAY ? range.lo() : range.hi();
      }
    }
    return null;
  }

  private @Nullable DateRange range(JsonNode value) {
    return value.isString() ? DateRange.of(value.asString(), zone) : null;
  }

  @Nullable Boolean truth(String element) {
    JsonNode value = body.path(element);
    return value.isBoolean() ? value.asBoolean() : null;
  }

  @Nullable BigDecimal number(String element) {
    JsonNode value = body.path(element);
    return value.isNumber() ? value.decimalValue() : null;
  }

  /** What a person wrote: texts, displays and notes, joined. */
  @Nullable String words(String... elements) {
    Set<String> words = new LinkedHashSet<>();
    for (String element : elements) {
      for (JsonNode value : each(body.path(element))) {
        String text = value.path("text").asString("");
        if (!text.isBlank()) {
          words.add(text.strip());
        } else {
          for (JsonNode coding : each(value.path("coding"))) {
            words.add(coding.path("display").asString(coding.path("code").asString("")));
          }
        }
      }
    }
    words.remove("");
    return words.isEmpty() ? null : String.join("; ", words);
  }

  /** Who is named, as in {@code Dr. Anna Weber (Practitioner/1)}. */
  @Nullable String person(String element) {
    JsonNode named = body.path(element);
    String literal = named.path("reference").asString("");
    String target = targets.of(named, "Practitioner");
    if (target == null && !literal.isEmpty()) {
      target = literal.startsWith("#") ? contained(literal.substring(1)) : literal;
    }
    if (target == null) {
      target = named.path("identifier").path("value").asString("");
    }
    String display = named.path("display").asString("").strip();
    if (display.isEmpty() || target.isBlank()) {
      return target.isBlank() ? (display.isEmpty() ? null : display) : target;
    }
    return display + " (" + target + ")";
  }

  /** The name of a contained person; empty if none is told. */
  private String contained(String id) {
    for (JsonNode resource : each(body.path("contained"))) {
      if (resource.path("id").asString("").equals(id)) {
        JsonNode name = resource.path("name").path(0);
        String whole = name.path("text").asString("");
        return whole.isEmpty()
            ? (name.path("given").path(0).asString("") + " " + name.path("family").asString(""))
                .strip()
            : whole;
      }
    }
    return "";
  }
}
