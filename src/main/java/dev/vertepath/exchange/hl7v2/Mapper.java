package dev.vertepath.exchange.hl7v2;

import ca.uhn.hl7v2.model.Type;
import dev.vertepath.exchange.hl7v2.Mappings.FieldRule;
import dev.vertepath.exchange.hl7v2.Mappings.MessageRule;
import dev.vertepath.exchange.hl7v2.Mappings.ResourceRule;
import dev.vertepath.exchange.hl7v2.V2Segments.Placed;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Makes resources of segments, as the tables say. */
final class Mapper {

  /** In codes.tsv, for what makes no resource. */
  private static final String NONE = "-";

  private static final Pattern NAMED = Pattern.compile("\\{([A-Za-z]+)}");

  private final Mappings mappings;
  private final Converter converter;
  private final ObservedValue values;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> fullUrls = new LinkedHashMap<>();

  Mapper(Mappings mappings, Converter converter, DateTimes times) {
    this.mappings = mappings;
    this.converter = converter;
    this.values = new ObservedValue(converter, mappings, times);
  }

  /**
   * A resource and where it comes from.
   *
   * @param segments the first of which it begins with; those of its context come last
   */
  record Mapped(ResourceRule rule, String fullUrl, List<Placed> segments, ObjectNode resource) {}

  /** All resources of a message; what cannot be mapped is among the {@link #problems}. */
  List<Mapped> map(MessageRule message, List<Placed> segments) {
    List<Mapped> all = new ArrayList<>();
    for (String name : message.resources()) {
      ResourceRule rule = mappings.resource(name);
      for (List<Placed> own : cut(rule, segments)) {
        if (isNone(rule, own)) {
          continue;
        }
        String fullUrl = "urn:hl7v2:" + name + ":" + key(rule, own, all.size());
        fullUrls.putIfAbsent(name, fullUrl);
        fullUrls.putIfAbsent(rule.type(), fullUrl);
        ObjectNode resource = Json.MAPPER.createObjectNode().put("resourceType", rule.type());
        all.add(new Mapped(rule, fullUrl, own, resource));
      }
    }
    // When all have their fullUrls.
    all.forEach(this::fill);
    return all;
  }

  /** Each with its place as ERR-2 has it. */
  List<Problem> problems() {
    return problems;
  }

  /** Whether a code of it says that there is none, as a class of patients without a visit. */
  private boolean isNone(ResourceRule rule, List<Placed> own) {
    for (FieldRule field : mappings.fields(rule)) {
      FieldPath path = field.from().orElse(null);
      String value =
          path == null
              ? ""
              : first(own, path).map(one -> Values.text(one.segment(), path)).orElse("");
      if (!value.isEmpty()
          && mappings.code(field.table(), value).filter(NONE::equals).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static List<List<Placed>> cut(ResourceRule rule, List<Placed> segments) {
    List<List<Placed>> all = new ArrayList<>();
    Map<String, Placed> context = new LinkedHashMap<>();
    List<Placed> open = null;
    for (Placed segment : segments) {
      if (segment.name().equals(rule.starts())) {
        open = new ArrayList<>(List.of(segment));
        open.addAll(context.values());
        all.add(open);
      } else if (rule.context().contains(segment.name())) {
        context.put(segment.name(), segment);
      } else if (open != null && rule.with().contains(segment.name())) {
        open.add(segment);
      }
    }
    return all;
  }

  /** The same whenever the same is meant, by the same patient. */
  private String key(ResourceRule rule, List<Placed> own, int index) {
    String patient = fullUrls.getOrDefault("Patient", "");
    String key =
        rule.key().stream()
            .map(path -> first(own, path).map(s -> Values.text(s.segment(), path)).orElse(""))
            .collect(Collectors.joining(":"));
    return patient.replace("urn:hl7v2:", "")
        + ":"
        + (key.replace(":", "").isEmpty() ? "#" + index : key);
  }

  private static Optional<Placed> first(List<Placed> own, FieldPath path) {
    return own.stream().filter(segment -> segment.name().equals(path.segment())).findFirst();
  }

  private void fill(Mapped mapped) {
    for (FieldRule rule : mappings.fields(mapped.rule())) {
      if (rule.from().isEmpty()) {
        constant(mapped.resource(), rule);
      } else {
        field(mapped, rule, rule.from().get());
      }
    }
  }

  private void constant(ObjectNode resource, FieldRule rule) {
    Matcher named = NAMED.matcher(rule.table());
    var json = new StringBuilder();
    while (named.find()) {
      String url = fullUrls.get(named.group(1));
      if (url == null) {
        return;
      }
      String quoted = Json.MAPPER.writeValueAsString(url);
      named.appendReplacement(
          json, Matcher.quoteReplacement(quoted.substring(1, quoted.length() - 1)));
    }
    named.appendTail(json);
    Elements.put(resource, rule.element(), Json.MAPPER.readTree(json.toString()));
  }

  private void field(Mapped mapped, FieldRule rule, FieldPath path) {
    Optional<Placed> segment = first(mapped.segments(), path);
    boolean found = false;
    if (segment.isPresent()) {
      for (Type repetition : Values.of(segment.get().segment(), path.field())) {
        if (Values.isEmpty(repetition) || isEmpty(repetition, path)) {
          continue;
        }
        found = true;
        put(mapped.resource(), rule, path, segment.get(), repetition);
        if (!rule.element().contains("[]")) {
          break;
        }
      }
    }
    if (!found && rule.needed()) {
      Placed at = segment.orElse(mapped.segments().getFirst());
      String place =
          segment.isPresent() ? at.place(path.field()) : path.segment() + "^1^" + path.field();
      problems.add(
          new Problem("required", place, "%s is empty: a message needs it.".formatted(path)));
    } else if (!found && !mappings.code(rule.table(), "").isEmpty() && rule.as().startsWith("co")) {
      // What stands for none.
      Elements.put(
          mapped.resource(), rule.element(), converter.converted(rule.as(), rule.table(), ""));
    }
  }

  private static boolean isEmpty(Type repetition, FieldPath path) {
    return path.component() > 0 && Values.text(repetition, path.component()).isEmpty();
  }

  private void put(
      ObjectNode resource, FieldRule rule, FieldPath path, Placed segment, Type repetition) {
    try {
      if (rule.as().equals("value")) {
        values.put(resource, segment.segment(), repetition);
      } else {
        Elements.put(
            resource,
            rule.element(),
            converter.convert(rule.as(), rule.table(), repetition, path.component()));
      }
    } catch (MappingException e) {
      problems.add(
          new Problem(e.code(), segment.place(path.field()), path + ": " + e.getMessage()));
    }
  }
}
