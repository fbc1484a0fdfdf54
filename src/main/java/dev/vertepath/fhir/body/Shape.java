package dev.vertepath.fhir.body;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition.ChildTypeEnum;
import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What may stand in a resource, a data type or a part of them, as HAPI's model knows it. The model
 * puts each answer together anew for every element of every body: here each is found out once.
 */
final class Shape {

  private static final String EXTENSION = "Extension";

  /** Of resources and data types; those of the parts of a resource hang on their {@link Slot}. */
  private static final Map<BaseRuntimeElementDefinition<?>, Shape> WHOLE =
      new ConcurrentHashMap<>();

  private final FhirContext context;
  private final BaseRuntimeElementCompositeDefinition<?> type;
  private final String owner;
  private final @Nullable Shape whole;
  private final List<Slot> required;
  private final Map<String, Slot> slots = new ConcurrentHashMap<>();

  /**
   * @param whole what it is a part of
   */
  private Shape(
      FhirContext context,
      BaseRuntimeElementCompositeDefinition<?> type,
      String owner,
      @Nullable Shape whole) {
    this.whole = whole;
    this.context = context;
    this.type = type;
    this.owner = owner;
    this.required =
        type.getChildren().stream()
            .filter(child -> child.getMin() > 0)
            .map(child -> slot(child, null))
            .toList();
  }

  /** Of a resource type of R4. */
  static Shape ofResource(FhirContext context, String type) {
    return of(context, context.getResourceDefinition(type));
  }

  static Shape ofExtension(FhirContext context) {
    return of(context, definition(context, EXTENSION));
  }

  private static BaseRuntimeElementDefinition<?> definition(FhirContext context, String type) {
    BaseRuntimeElementDefinition<?> definition = context.getElementDefinition(type);
    if (definition == null) {
      throw new IllegalStateException("HAPI's model of R4 has no " + type);
    }
    return definition;
  }

  private static Shape of(FhirContext context, BaseRuntimeElementDefinition<?> definition) {
    return WHOLE.computeIfAbsent(
        definition,
        d -> new Shape(context, (BaseRuntimeElementCompositeDefinition<?>) d, d.getName(), null));
  }

  /** The type, or the path of the part: {@code Condition} of {@code Condition.clinicalStatus}. */
  String owner() {
    return owner;
  }

  boolean isResource() {
    return type.getChildType() == ChildTypeEnum.RESOURCE;
  }

  /** The elements that must be there. */
  List<Slot> required() {
    return required;
  }

  /**
   * What may stand under a name.
   *
   * @return null if nothing may
   */
  @Nullable Slot slot(String element) {
    Slot known = slots.get(element);
    if (known != null) {
      return known;
    }
    BaseRuntimeChildDefinition child = type.getChildByName(element);
    // A choice is written with its type: neither "value" nor "value[x]" may stand there.
    if (child == null || element.endsWith("[x]") || !isWritten(child, element)) {
      return null;
    }
    // Only names of R4 are kept: of others there is no end.
    Slot slot = slot(child, element);
    slots.put(element, slot);
    return slot;
  }

  private static boolean isWritten(BaseRuntimeChildDefinition child, String element) {
    return isExtension(element) || child.getValidChildNames().contains(element);
  }

  private static boolean isExtension(String element) {
    return element.equals("extension") || element.equals("modifierExtension");
  }

  /**
   * @param element as it is written; null where only the name counts
   */
  private Slot slot(BaseRuntimeChildDefinition child, @Nullable String element) {
    String name = child.getElementName().replace("[x]", "");
    if (element == null) {
      return new Slot(child, null, name, owner + "." + name);
    }
    BaseRuntimeElementDefinition<?> definition =
        isExtension(element) ? definition(context, EXTENSION) : child.getChildByName(element);
    return new Slot(child, definition, name, owner + "." + name);
  }

  /** One element, by the name that it is written with. */
  final class Slot {

    private final BaseRuntimeChildDefinition child;
    private final @Nullable BaseRuntimeElementDefinition<?> definition;
    private final String name;
    private final String path;
    private volatile @Nullable Shape inner;

    private Slot(
        BaseRuntimeChildDefinition child,
        @Nullable BaseRuntimeElementDefinition<?> definition,
        String name,
        String path) {
      this.child = child;
      this.definition = definition;
      this.name = name;
      this.path = path;
    }

    /** The same for each type that a choice is written with. */
    BaseRuntimeChildDefinition child() {
      return child;
    }

    /** Without the type of a choice. */
    String name() {
      return name;
    }

    /** As in {@code Condition.clinicalStatus}. */
    String path() {
      return path;
    }

    boolean isMany() {
      return child.getMax() != 1;
    }

    private BaseRuntimeElementDefinition<?> definition() {
      if (definition == null) {
        throw new IllegalStateException(path + " is asked for the name of its type only");
      }
      return definition;
    }

    ChildTypeEnum kind() {
      return definition().getChildType();
    }

    /** Name of the data type. */
    String type() {
      return definition().getName();
    }

    boolean isPrimitive() {
      return switch (kind()) {
        case PRIMITIVE_DATATYPE, ID_DATATYPE, PRIMITIVE_XHTML, PRIMITIVE_XHTML_HL7ORG -> true;
        default -> false;
      };
    }

    /** Of what is neither primitive nor a resource. */
    Shape inner() {
      Shape known = inner;
      if (known != null) {
        return known;
      }
      if (kind() != ChildTypeEnum.RESOURCE_BLOCK) {
        Shape whole = of(context, definition());
        inner = whole;
        return whole;
      }
      var type = (BaseRuntimeElementCompositeDefinition<?>) definition();
      var part = new Shape(context, type, path, Shape.this);
      // Items of items have no end: those are found out anew.
      if (!isWithin(type)) {
        inner = part;
      }
      return part;
    }
  }

  /** Whether it is of this type, or a part of what is. */
  private boolean isWithin(BaseRuntimeElementCompositeDefinition<?> other) {
    return type == other || (whole != null && whole.isWithin(other));
  }
}
