package dev.vertepath.record.index;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/**
 * {@code x.exists() and x != false}, by which R4 defines whether a patient is dead: a boolean or a
 * date says so.
 */
record Undenied(List<ElementPath> paths) implements ElementFinder {

  private static final ElementType BOOLEAN = new ElementType("boolean");

  @Override
  public void find(JsonNode resource, Visitor visitor) {
    boolean[] said = new boolean[1];
    for (ElementPath path : paths) {
      path.find(resource, (element, type) -> said[0] |= !element.equals(BooleanNode.FALSE));
    }
    visitor.visit(BooleanNode.valueOf(said[0]), BOOLEAN);
  }
}
