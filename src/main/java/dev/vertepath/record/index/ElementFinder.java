package dev.vertepath.record.index;

import tools.jackson.databind.JsonNode;

/** Finds what a search parameter's expression means in a resource. */
sealed interface ElementFinder permits ElementPath, Undenied, EvaluatedPath {

  void find(JsonNode resource, Visitor visitor);

  /** Takes what is found. */
  @FunctionalInterface
  interface Visitor {
    void visit(JsonNode element, ElementType type);
  }
}
