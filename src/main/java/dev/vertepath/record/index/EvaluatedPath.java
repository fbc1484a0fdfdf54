package dev.vertepath.record.index;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import dev.vertepath.record.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseBooleanDatatype;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.Enumeration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.StringNode;

/**
 * A FHIRPath that is more than a walk, evaluated by HAPI over its model of the resource. No
 * parameter of R4 needs it; those of hospitals may.
 */
final class EvaluatedPath implements ElementFinder {

  private static final Logger LOG = LoggerFactory.getLogger(EvaluatedPath.class);

  private static final LenientErrorHandler SILENT = new LenientErrorHandler(false);

  private final FhirContext context;
  private final IFhirPath fhirPath;
  private final IFhirPath.IParsedExpression expression;

  EvaluatedPath(FhirContext context, IFhirPath fhirPath, IFhirPath.IParsedExpression expression) {
    this.context = context;
    this.fhirPath = fhirPath;
    this.expression = expression;
  }

  @Override
  public void find(JsonNode resource, Visitor visitor) {
    IParser parser = context.newJsonParser();
    parser.setParserErrorHandler(SILENT);
    find(parser.parseResource(Json.MAPPER.writeValueAsString(resource)), visitor);
  }

  void find(IBaseResource resource, Visitor visitor) {
    IParser parser = context.newJsonParser();
    for (IBase value : evaluate(resource)) {
      JsonNode json = json(parser, value);
      if (json != null) {
        visitor.visit(json, new ElementType(value.fhirType(), systems(value)));
      }
    }
  }

  /**
   * What cannot be evaluated of a resource has no value: its writer did not make the expression.
   */
  private List<IBase> evaluate(IBaseResource resource) {
    try {
      return fhirPath.evaluate(resource, expression, IBase.class);
    } catch (RuntimeException e) {
      LOG.debug("A search parameter's FHIRPath fails", e);
      return List.of();
    }
  }

  private static @Nullable JsonNode json(IParser parser, IBase value) {
    return switch (value) {
      case IBaseBooleanDatatype bool when bool.getValue() != null ->
          BooleanNode.valueOf(bool.getValue());
      case IPrimitiveType<?> primitive ->
          primitive.getValueAsString() == null
              ? null
              : StringNode.valueOf(primitive.getValueAsString());
      default -> Json.MAPPER.readTree(parser.encodeToString(value));
    };
  }

  private static Map<String, String> systems(IBase value) {
    return value instanceof Enumeration<?> code && code.getValue() != null
        ? system(code)
        : Map.of();
  }

  private static <T extends Enum<?>> Map<String, String> system(Enumeration<T> code) {
    String system = code.getEnumFactory().toSystem(code.getValue());
    return system == null ? Map.of() : Map.of(code.getValueAsString(), system);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EvaluatedPath that && expression.equals(that.expression);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(expression);
  }
}
