package dev.vertepath.record.index;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildPrimitiveEnumerationDatatypeDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang3.StringUtils;
import org.hl7.fhir.instance.model.api.IBaseEnumFactory;
import org.jspecify.annotations.Nullable;

/** The elements of R4's types as JSON writes them, from HAPI's model. */
final class R4Elements {

  private final FhirContext context;

  R4Elements(FhirContext context) {
    this.context = context;
  }

  /**
   * One way to write an element: a choice has several.
   *
   * @param definition of its type; null for any resource
   */
  record Written(
      String key,
      boolean repeats,
      ElementType type,
      @Nullable BaseRuntimeElementDefinition<?> definition) {}

  BaseRuntimeElementDefinition<?> resource(String type) {
    return context.getResourceDefinition(type);
  }

  boolean isResource(String type) {
    return context.getResourceTypes().contains(type);
  }

  /**
   * @param name as FHIRPath writes it, without the type of a choice
   * @return empty if the parent has no such element
   */
  List<Written> children(@Nullable BaseRuntimeElementDefinition<?> parent, String name) {
    if (!(parent instanceof BaseRuntimeElementCompositeDefinition<?> composite)) {
      return List.of();
    }
    if (name.equals("extension") || name.equals("modifierExtension")) {
      return List.of(
          new Written(
              name, true, new ElementType("Extension"), context.getElementDefinition("Extension")));
    }
    BaseRuntimeChildDefinition child = composite.getChildByName(name + "[x]");
    if (child != null) {
      return choices(child, name);
    }
    child = composite.getChildByName(name);
    if (child == null || !child.getElementName().equals(name)) {
      return List.of();
    }
    boolean repeats = child.getMax() != 1;
    BaseRuntimeElementDefinition<?> definition = child.getChildByName(name);
    return definition == null || definition.getImplementingClass().isInterface()
        ? List.of(new Written(name, repeats, new ElementType("Resource"), null))
        : List.of(
            new Written(
                name, repeats, new ElementType(definition.getName(), systems(child)), definition));
  }

  private static List<Written> choices(BaseRuntimeChildDefinition child, String name) {
    List<Written> all = new ArrayList<>();
    for (String key : child.getValidChildNames()) {
      BaseRuntimeElementDefinition<?> definition = child.getChildByName(key);
      if (key.equals(name + StringUtils.capitalize(definition.getName()))) {
        all.add(
            new Written(
                key, child.getMax() != 1, new ElementType(definition.getName()), definition));
      }
    }
    return all;
  }

  private static Map<String, String> systems(BaseRuntimeChildDefinition child) {
    return child instanceof RuntimeChildPrimitiveEnumerationDatatypeDefinition coded
            && child.getInstanceConstructorArguments() instanceof IBaseEnumFactory<?> codes
        ? systems(codes, coded.getBoundEnumType())
        : Map.of();
  }

  @SuppressWarnings("unchecked") // the factory is the enumeration's own
  private static <T extends Enum<?>> Map<String, String> systems(
      IBaseEnumFactory<T> codes, Class<? extends Enum<?>> all) {
    Map<String, String> systems = new HashMap<>();
    for (T constant : (T[]) all.getEnumConstants()) {
      String system = constant.name().equals("NULL") ? null : codes.toSystem(constant);
      if (system != null) {
        systems.put(codes.toCode(constant), system);
      }
    }
    return Map.copyOf(systems);
  }
}
