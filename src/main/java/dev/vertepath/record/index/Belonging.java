package dev.vertepath.record.index;

import dev.vertepath.record.ResourceKey;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What tells whose a resource is where no search parameter does: the security context of a Binary
 * (R4 binary.html, {@code Binary.securityContext}), and the one patient whom a Bundle or Parameters
 * name. Who names several, or one of whom it cannot be told who that is here, names none.
 */
final class Belonging {

  private static final String PATIENT = "Patient";

  private final References references;
  private final Set<ResourceKey> patients = new LinkedHashSet<>();
  private boolean uncertain;

  private Belonging(References references) {
    this.references = references;
  }

  /** The resource that it belongs to: a patient, or what belongs to one. */
  static Optional<ResourceKey> of(String type, JsonNode body, References references) {
    return switch (type) {
      case "Binary" ->
          references
              .target(body.at("/securityContext/reference").asString(""))
              .filter(key -> !key.type().isEmpty());
      case "Bundle", "Parameters" -> new Belonging(references).only(body);
      default -> Optional.empty();
    };
  }

  private Optional<ResourceKey> only(JsonNode body) {
    look(body, "");
    return uncertain || patients.size() != 1
        ? Optional.empty()
        : Optional.of(patients.iterator().next());
  }

  /**
   * @param fullUrl of the entry that it is part of
   */
  private void look(JsonNode node, String fullUrl) {
    boolean here = references.target(fullUrl).filter(this::isHere).isPresent();
    // A URN says nothing of where the references of its resource lead.
    boolean foreign = fullUrl.startsWith("http") && !here;
    if (node.path("resourceType").asString("").equals(PATIENT)) {
      add(fullUrl.isEmpty() || here ? node.path("id").asString("") : "");
    }
    JsonNode reference = node.path("reference");
    if (reference.isString()) {
      refer(reference.asString(), foreign);
    } else if (node.path("identifier").isObject()
        && !node.has("resourceType")
        && References.mayMean(node, PATIENT)) {
      uncertain = true;
    }
    for (JsonNode child : node) {
      look(child, node.path("fullUrl").asString(fullUrl));
    }
  }

  private void refer(String reference, boolean foreign) {
    LiteralReference literal = LiteralReference.of(reference);
    if (literal != null && literal.key().type().equals(PATIENT)) {
      boolean own =
          literal.base() == null
              ? !foreign
              : references.target(reference).filter(this::isHere).isPresent();
      add(own ? literal.key().id() : "");
    }
  }

  /** What another server holds is known by its URL only, and has no type. */
  private boolean isHere(ResourceKey key) {
    return !key.type().isEmpty();
  }

  private void add(String id) {
    if (id.isEmpty()) {
      uncertain = true;
    } else {
      patients.add(new ResourceKey(PATIENT, id));
    }
  }
}
