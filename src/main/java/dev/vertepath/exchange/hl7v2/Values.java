package dev.vertepath.exchange.hl7v2;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.model.Varies;
import ca.uhn.hl7v2.util.Terser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts of fields, components and subcomponents; what is empty, or said to be, is empty. */
final class Values {

  /** What stands for "nothing any more" (chapter 2.5.3.5). */
  private static final String NULL = "\"\"";

  private Values() {}

  /** The repetitions of a field. */
  static List<Type> of(Segment segment, int field) {
    try {
      return List.of(segment.getField(field));
    } catch (HL7Exception e) {
      // The segment is shorter.
      return List.of();
    }
  }

  /**
   * @param component 0 for the field itself, which is its first
   */
  static String text(Type field, int component) {
    return text(field, component, 1);
  }

  static String text(Type field, int component, int subcomponent) {
    return plain(Terser.getPrimitive(field, Math.max(component, 1), subcomponent).getValue());
  }

  static String text(Segment segment, FieldPath path) {
    List<Type> repetitions = of(segment, path.field());
    return repetitions.isEmpty() ? "" : text(repetitions.getFirst(), path.component());
  }

  static boolean isEmpty(Type field) {
    try {
      return field.isEmpty() || (text(field, 1).isEmpty() && isAlone(field));
    } catch (HL7Exception e) {
      return true;
    }
  }

  private static boolean isAlone(Type field) {
    Type own = field instanceof Varies varies ? varies.getData() : field;
    int components = Terser.numComponents(own);
    for (int i = 2; i <= components; i++) {
      if (!text(own, i).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static String plain(@Nullable String value) {
    return value == null || value.equals(NULL) ? "" : value.strip();
  }
}
