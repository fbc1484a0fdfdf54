package dev.vertepath.fhir.patch;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import dev.vertepath.fhir.patch.Elements.Element;
import dev.vertepath.fhir.patch.FhirPathPatch.Operation;
import dev.vertepath.fhir.patch.FhirPathPatch.Verb;
import dev.vertepath.fhir.patch.Slots.Slot;
import dev.vertepath.record.RecordException.Kind;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.Base;

/** One operation of a FHIRPath Patch at work on a resource. */
final class FhirPathChange {

  private static final Pattern LAST_STEP = Pattern.compile("(.+)\\.([A-Za-z]+)");

  private final FhirContext context;
  private final IFhirPath fhirPath;
  private final Slots slots;
  private final Operation operation;

  FhirPathChange(FhirContext context, IFhirPath fhirPath, Slots slots, Operation operation) {
    this.context = context;
    this.fhirPath = fhirPath;
    this.slots = slots;
    this.operation = operation;
  }

  void apply() {
    List<IBase> found = find(operation.path().expression());
    switch (operation.verb()) {
      case ADD -> {
        IBase owner = one(found);
        add(definition(owner, operation.name()), owner);
      }
      case INSERT, MOVE -> list(found);
      case DELETE -> {
        // What is not there is deleted already ("if found").
        if (!found.isEmpty()) {
          Slot slot = element(one(found));
          List<Element> all = slot.elements().read();
          all.remove(slot.index());
          slot.elements().write(all);
        }
      }
      case REPLACE -> replace(element(one(found)));
    }
  }

  private List<IBase> find(IFhirPath.IParsedExpression expression) {
    try {
      return fhirPath.evaluate(slots.resource(), expression, IBase.class);
    } catch (Exception e) {
      throw operation.refused(Kind.INVALID, "invalid", "cannot be evaluated: " + e.getMessage());
    }
  }

  private IBase one(List<IBase> found) {
    if (found.size() != 1) {
      throw operation.refused(
          Kind.CONFLICT, "conflict", "finds %d elements, not one".formatted(found.size()));
    }
    slot(found.getFirst());
    return found.getFirst();
  }

  private Slot slot(IBase element) {
    Slot slot = slots.of(element);
    if (slot == null) {
      throw operation.refused(
          Kind.INVALID, "invalid", "finds a value that is no element of the resource");
    }
    return slot;
  }

  private Slot element(IBase found) {
    Slot slot = slot(found);
    if (slot.isResource()) {
      throw operation.refused(Kind.INVALID, "invalid", "names the whole resource");
    }
    return slot;
  }

  private void add(Definition definition, IBase owner) {
    PatchValue value = value();
    var elements =
        new Elements(slots.object(owner, slot(owner)), value.field(definition), definition.many());
    List<Element> all = elements.read();
    if (!definition.many() && (!all.isEmpty() || isThere(owner, definition))) {
      throw operation.refused(
          Kind.CONFLICT,
          "conflict",
          "finds that there is a '%s' already, which does not repeat".formatted(operation.name()));
    }
    all.add(value.element(definition));
    elements.write(all);
  }

  /** A choice may be there in another type. */
  private static boolean isThere(IBase owner, Definition definition) {
    return owner instanceof Base base
        && base.children().stream()
            .anyMatch(p -> p.getName().equals(definition.element()) && p.hasValues());
  }

  private PatchValue value() {
    return PatchValue.of(Objects.requireNonNull(operation.value()), operation);
  }

  private void replace(Slot slot) {
    PatchValue value = value();
    Definition definition = definition(Objects.requireNonNull(slot.owner()), slot.element());
    String field = value.field(definition);
    Elements old = slot.elements();
    List<Element> all = old.read();
    if (field.equals(old.name())) {
      all.set(slot.index(), value.element(definition));
      old.write(all);
    } else {
      old.write(List.of());
      new Elements(old.owner(), field, false).write(List.of(value.element(definition)));
    }
  }

  private void list(List<IBase> found) {
    if (found.isEmpty() && operation.verb() == Verb.INSERT && operation.index() == 0) {
      insertFirst();
      return;
    }
    Elements elements = oneList(found);
    List<Element> all = elements.read();
    boolean insert = operation.verb() == Verb.INSERT;
    int last = insert ? all.size() : all.size() - 1;
    if (Math.max(operation.index(), operation.destination()) > last) {
      throw operation.refused(
          Kind.CONFLICT, "conflict", "finds a list of %d elements".formatted(all.size()));
    }
    if (insert) {
      Slot slot = slot(found.getFirst());
      Definition definition = definition(Objects.requireNonNull(slot.owner()), slot.element());
      all.add(operation.index(), value().element(definition));
    } else {
      all.add(operation.destination(), all.remove(operation.index()));
    }
    elements.write(all);
  }

  private Elements oneList(List<IBase> found) {
    Elements list = null;
    for (IBase one : found) {
      Elements its = element(one).elements();
      boolean same =
          list == null || (list.owner() == its.owner() && list.name().equals(its.name()));
      if (!same || !its.many()) {
        list = null;
        break;
      }
      list = its;
    }
    if (list == null) {
      throw operation.refused(Kind.CONFLICT, "conflict", "does not find one list");
    }
    return list;
  }

  private Definition definition(IBase owner, String name) {
    Definition definition = Definition.of(context, owner, name);
    if (definition == null) {
      throw operation.refused(
          Kind.INVALID,
          "structure",
          "names an element '%s' that R4 does not know there".formatted(name));
    }
    return definition;
  }

  /** An empty list is no element: the step before the last finds what it belongs to. */
  private void insertFirst() {
    Matcher last = LAST_STEP.matcher(operation.path().text());
    if (!last.matches()) {
      throw operation.refused(Kind.CONFLICT, "conflict", "finds no list");
    }
    IBase owner = one(find(parsed(last.group(1))));
    Definition definition = definition(owner, last.group(2));
    if (!definition.many()) {
      throw operation.refused(Kind.CONFLICT, "conflict", "names an element that does not repeat");
    }
    add(definition, owner);
  }

  private IFhirPath.IParsedExpression parsed(String path) {
    try {
      return fhirPath.parse(path);
    } catch (Exception e) {
      throw operation.refused(Kind.CONFLICT, "conflict", "finds no list");
    }
  }
}
