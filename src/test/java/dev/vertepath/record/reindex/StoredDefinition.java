package dev.vertepath.record.reindex;

import dev.vertepath.record.Interaction;
import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import tools.jackson.databind.node.ObjectNode;

/** A SearchParameter as a hospital sends it. */
final class StoredDefinition {

  private StoredDefinition() {}

  static String definition(
      String id, String status, String base, String code, String type, String path) {
    return ("{'resourceType':'SearchParameter','id':'%s','url':'https://hospital.example/%s',"
            + "'name':'n','description':'d','status':'%s','base':%s,'code':'%s','type':'%s',"
            + "'expression':'FHIRPATH'}")
        .formatted(id, code, status, base, code, type)
        .replace("'", "\"")
        .replace("FHIRPATH", path);
  }

  static Interaction update(String body) {
    var tree = (ObjectNode) Json.MAPPER.readTree(body);
    return new Interaction.Update(
        null,
        new ResourceKey(tree.path("resourceType").asString(), tree.path("id").asString()),
        tree,
        null);
  }
}
