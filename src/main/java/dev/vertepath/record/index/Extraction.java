package dev.vertepath.record.index;

import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import dev.vertepath.record.DateRange;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.index.IndexRows.DateRow;
import dev.vertepath.record.index.IndexRows.QuantityRow;
import dev.vertepath.record.index.IndexRows.ReferenceRow;
import dev.vertepath.record.index.IndexRows.StringRow;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.lang3.StringUtils;
import org.hl7.fhir.instance.model.api.IAnyResource;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseEnumeration;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Timing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes out of a resource what the index holds of it, by the definitions of R4. A value may be
 * absent where HAPI's {@code has...()} says it is there: its element then holds an extension only.
 */
public final class Extraction {

  private static final int MOST_DIGITS = 1000;

  private final SearchParameters parameters;
  private final ZoneId zone;
  private final References references;
  private final LenientErrorHandler silent = new LenientErrorHandler(false);

  /**
   * @param zone the facility's, whose calendar day a date without a zone means
   */
  public Extraction(SearchParameters parameters, ZoneId zone, References references) {
    this.parameters = parameters;
    this.zone = zone;
    this.references = references;
  }

  public Optional<ResourceKey> target(String reference) {
    return references.target(reference).filter(key -> !key.type().isEmpty());
  }

  /**
   * @throws RecordException UNPROCESSABLE for a value that no search could compare, as 2026-02-30
   */
  public IndexRows of(String type, ObjectNode body) {
    IParser parser = parameters.context().newJsonParser();
    parser.setParserErrorHandler(silent);
    IBaseResource resource =
        parser.parseResource(new ByteArrayInputStream(Json.MAPPER.writeValueAsBytes(body)));
    IndexRows rows = IndexRows.empty();
    for (SearchParameters.Parameter parameter : parameters.of(type).values()) {
      try {
        extract(rows, type, Hashes.status(body), resource, parameter);
      } catch (IllegalArgumentException e) {
        throw new RecordException(
            RecordException.Kind.UNPROCESSABLE,
            "value",
            type,
            "The value of '%s' cannot be used: %s.".formatted(parameter.name(), e.getMessage()));
      }
    }
    meta(rows, type, (IAnyResource) resource);
    references.uncovered(body, rows);
    rows.tokens().addAll(References.identifiers(body));
    return rows;
  }

  private void extract(
      IndexRows rows,
      String type,
      int status,
      IBaseResource resource,
      SearchParameters.Parameter parameter) {
    for (IBase value : parameters.evaluate(resource, parameter.expressions())) {
      switch (parameter.type()) {
        case TOKEN -> token(rows, type, parameter.name(), value);
        case DATE -> date(rows, Hashes.param(type, parameter.name()), status, value);
        case STRING -> string(rows, Hashes.param(type, parameter.name()), value);
        case REFERENCE -> reference(rows, type, parameter, value);
        case URI -> uri(rows, type, parameter.name(), value);
        case NUMBER, QUANTITY -> quantity(rows, Hashes.param(type, parameter.name()), value);
        default -> throw new IllegalStateException(parameter.type().name());
      }
    }
    for (IBase value : parameters.evaluate(resource, parameter.unresolved())) {
      if (value instanceof Reference reference && reference.getReference() == null) {
        reference(rows, type, parameter, reference);
      }
    }
  }

  private static void meta(IndexRows rows, String type, IAnyResource resource) {
    resource.getMeta().getTag().forEach(c -> add(rows, type, "_tag", c.getSystem(), c.getCode()));
    resource
        .getMeta()
        .getSecurity()
        .forEach(c -> add(rows, type, "_security", c.getSystem(), c.getCode()));
    resource.getMeta().getProfile().forEach(p -> add(rows, type, "_profile", null, p.getValue()));
  }

  private static void token(IndexRows rows, String type, String param, IBase value) {
    switch (value) {
      case CodeableConcept concept -> {
        for (Coding coding : concept.getCoding()) {
          add(rows, type, param, coding.getSystem(), coding.getCode());
        }
      }
      case Coding coding -> add(rows, type, param, coding.getSystem(), coding.getCode());
      case Identifier identifier ->
          add(rows, type, param, identifier.getSystem(), identifier.getValue());
      case ContactPoint contact -> add(rows, type, param, null, contact.getValue());
      case Enumeration<?> code -> add(rows, type, param, system(code), code.getValueAsString());
      case IBaseEnumeration<?> code -> add(rows, type, param, null, code.getValueAsString());
      case IPrimitiveType<?> primitive ->
          add(rows, type, param, null, primitive.getValueAsString());
      default -> {
        // A structure that no token means, as a Period in a choice.
      }
    }
  }

  private static <T extends Enum<?>> @Nullable String system(Enumeration<T> code) {
    return code.getValue() == null ? null : code.getEnumFactory().toSystem(code.getValue());
  }

  private static void add(
      IndexRows rows, String type, String param, @Nullable String system, @Nullable String code) {
    if (code == null || code.isEmpty()) {
      if (system != null && !system.isEmpty()) {
        rows.tokens().add(Hashes.of(type, param, "s", system));
      }
      return;
    }
    rows.tokens().add(Hashes.of(type, param, "c", code));
    rows.tokens().add(Hashes.of(type, param, "sc", system == null ? "" : system, code));
    if (system != null) {
      rows.tokens().add(Hashes.of(type, param, "s", system));
    }
    rows.tokens().add(Hashes.of(type, param, "any"));
  }

  private void date(IndexRows rows, long param, int status, IBase value) {
    switch (value) {
      case BaseDateTimeType moment when moment.getValueAsString() != null -> {
        DateRange range = DateRange.of(moment.getValueAsString(), zone);
        rows.dates().add(row(param, status, range));
      }
      case Period period -> {
        String start = period.getStartElement().getValueAsString();
        String end = period.getEndElement().getValueAsString();
        if (start != null || end != null) {
          var lo = start == null ? DateRange.FIRST : DateRange.of(start, zone).lo();
          var hi = end == null ? DateRange.LAST : DateRange.of(end, zone).hi();
          rows.dates().add(row(param, status, new DateRange(lo, hi)));
        }
      }
      case Timing timing -> timing.getEvent().forEach(event -> date(rows, param, status, event));
      default -> {
        // A choice that is no date, as an onsetString.
      }
    }
  }

  private static DateRow row(long param, int status, DateRange range) {
    return new DateRow(param, status, range.loMicros(), range.hiMicros());
  }

  private static void string(IndexRows rows, long param, IBase value) {
    switch (value) {
      case HumanName name -> {
        add(rows, param, name.getFamily());
        name.getGiven().forEach(part -> add(rows, param, part.getValue()));
        name.getPrefix().forEach(part -> add(rows, param, part.getValue()));
        name.getSuffix().forEach(part -> add(rows, param, part.getValue()));
        add(rows, param, name.getText());
      }
      case Address address -> {
        address.getLine().forEach(line -> add(rows, param, line.getValue()));
        add(rows, param, address.getCity());
        add(rows, param, address.getDistrict());
        add(rows, param, address.getState());
        add(rows, param, address.getPostalCode());
        add(rows, param, address.getCountry());
        add(rows, param, address.getText());
      }
      case IPrimitiveType<?> primitive -> add(rows, param, primitive.getValueAsString());
      default -> {
        // A choice that holds no text.
      }
    }
  }

  private static void add(IndexRows rows, long param, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      rows.strings().add(new StringRow(param, fold(text), text));
    }
  }

  /** Lower case without accents, as R4 compares strings (search.html, "string"). */
  public static String fold(String text) {
    return StringUtils.stripAccents(text).toLowerCase(Locale.ROOT);
  }

  private void reference(
      IndexRows rows, String type, SearchParameters.Parameter param, IBase value) {
    switch (value) {
      case Reference reference when reference.getReference() != null ->
          references
              .target(reference.getReference())
              .ifPresent(
                  t ->
                      rows.references()
                          .add(new ReferenceRow(param.name(), t.type(), t.id(), null)));
      case Reference reference -> {
        Identifier identifier = reference.getIdentifier();
        if (identifier.getValue() != null) {
          long hash = References.identifierHash(identifier.getSystem(), identifier.getValue());
          String named = reference.getType();
          String target = named == null ? param.likeliestTarget() : named;
          rows.references().add(new ReferenceRow(param.name(), target, "", hash));
        }
      }
      case CanonicalType canonical when canonical.getValue() != null -> {
        String url = canonical.getValue();
        add(rows, type, param.name(), null, url);
        // One that names no version asks for every version.
        add(rows, type, param.name(), null, StringUtils.substringBefore(url, "|"));
      }
      case IPrimitiveType<?> primitive -> uri(rows, type, param.name(), primitive);
      default -> {
        // A choice that refers to nothing, as a medicationCodeableConcept.
      }
    }
  }

  private static void uri(IndexRows rows, String type, String param, IBase value) {
    if (value instanceof IPrimitiveType<?> primitive) {
      add(rows, type, param, null, primitive.getValueAsString());
    }
  }

  private static void quantity(IndexRows rows, long param, IBase value) {
    switch (value) {
      case Quantity quantity when quantity.getValue() != null ->
          add(
              rows,
              param,
              quantity.getValue(),
              quantity.getSystem(),
              StringUtils.firstNonEmpty(quantity.getCode(), quantity.getUnit()));
      case Money money when money.getValue() != null ->
          add(rows, param, money.getValue(), null, money.getCurrency());
      case Range range -> quantity(rows, param, range.getLow());
      case IPrimitiveType<?> primitive when primitive.getValueAsString() != null ->
          add(rows, param, new BigDecimal(primitive.getValueAsString()), null, null);
      default -> {
        // A choice that holds no number.
      }
    }
  }

  private static void add(
      IndexRows rows,
      long param,
      BigDecimal value,
      @Nullable String system,
      @Nullable String code) {
    // PostgreSQL's numeric ends at 131,072 digits; nothing measured comes near.
    if (Math.abs((long) value.scale()) + value.precision() <= MOST_DIGITS) {
      rows.quantities()
          .add(
              new QuantityRow(
                  param,
                  value,
                  value,
                  StringUtils.defaultString(system),
                  StringUtils.defaultString(code)));
    }
  }
}
