package dev.vertepath.fhir.patch;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * After a patch the narrative must not say what is no longer so (R4 http.html, "patch"): one that
 * was generated from the rest is dropped, one that says more than the rest is the sender's to
 * change.
 */
final class PatchedNarrative {

  private PatchedNarrative() {}

  /**
   * @throws RecordException UNPROCESSABLE when the narrative says more than the data, and the patch
   *     leaves it as it was
   */
  static void keepTrue(ObjectNode before, ObjectNode after) {
    JsonNode text = after.path("text");
    if (text.isMissingNode() || !text.equals(before.path("text")) || isSame(before, after)) {
      return;
    }
    switch (text.path("status").asString("")) {
      case "generated", "extensions" -> after.remove("text");
      case "additional" ->
          throw new RecordException(
              Kind.UNPROCESSABLE,
              "business-rule",
              after.path("resourceType").asString("") + ".text",
              "The narrative says more than the data, and may be wrong after the patch: let the"
                  + " patch change or remove the element 'text' as well.");
      default -> {
        // An empty one says nothing.
      }
    }
  }

  private static boolean isSame(ObjectNode before, ObjectNode after) {
    List<String> ofServer = List.of("meta", "id");
    return before.deepCopy().remove(ofServer).equals(after.deepCopy().remove(ofServer));
  }
}
