package dev.vertepath.fhir;

import dev.vertepath.record.Json;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.StoredResource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts pages together out of stored bodies, byte for byte (R4 bundle.html, "searchset", "history").
 */
final class BundleWriter {

  private final String base;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private boolean first = true;

  private BundleWriter(String base) {
    this.base = base;
  }

  /**
   * @param base the server's, without a slash at the end
   * @param path of the search below the base, as in {@code Patient}; null for the base itself
   */
  static byte[] searchset(String base, @Nullable String path, SearchPage page) {
    var writer = new BundleWriter(base);
    writer.head("searchset", path, page);
    page.matches().forEach(match -> writer.match(match, "match"));
    page.included().forEach(included -> writer.match(included, "include"));
    page.warnings().forEach(writer::warning);
    return writer.end();
  }

  /**
   * @param path of the history below the base, as in {@code Patient/1/_history}
   */
  static byte[] history(String base, String path, SearchPage page) {
    var writer = new BundleWriter(base);
    writer.head("history", path, page);
    page.matches().forEach(writer::version);
    return writer.end();
  }

  private void head(String type, @Nullable String path, SearchPage page) {
    ObjectNode head = Json.MAPPER.createObjectNode();
    head.put("resourceType", "Bundle").put("type", type);
    if (page.total() != null) {
      head.put("total", page.total());
    }
    ArrayNode links = head.putArray("link");
    link(links, "self", path, page.links().self());
    link(links, "first", path, page.links().first());
    link(links, "next", path, page.links().next());
    link(links, "previous", path, page.links().previous());
    byte[] json = Json.MAPPER.writeValueAsBytes(head);
    // Without its closing brace, for entries may follow.
    out.write(json, 0, json.length - 1);
  }

  private void link(
      ArrayNode links, String relation, @Nullable String path, @Nullable String query) {
    if (query != null) {
      String url = base + (path == null ? "" : "/" + path) + (query.isEmpty() ? "" : "?" + query);
      links.addObject().put("relation", relation).put("url", url);
    }
  }

  private void match(StoredResource resource, String mode) {
    open(resource.key());
    raw(",\"resource\":");
    out.writeBytes(resource.body());
    raw(",\"search\":{\"mode\":\"" + mode + "\"}}");
  }

  private void warning(String text) {
    ObjectNode entry = Json.MAPPER.createObjectNode();
    ObjectNode outcome = entry.putObject("resource").put("resourceType", "OperationOutcome");
    outcome
        .putArray("issue")
        .addObject()
        .put("severity", "warning")
        .put("code", "not-supported")
        .put("diagnostics", text);
    entry.putObject("search").put("mode", "outcome");
    separate();
    out.writeBytes(Json.MAPPER.writeValueAsBytes(entry));
  }

  private void version(StoredResource version) {
    open(version.key());
    if (!version.deleted()) {
      raw(",\"resource\":");
      out.writeBytes(version.body());
    }
    ObjectNode rest = Json.MAPPER.createObjectNode();
    rest.putObject("request")
        .put("method", version.deleted() ? "DELETE" : version.method())
        .put("url", version.method().equals("POST") ? version.key().type() : version.key() + "");
    rest.putObject("response")
        .put("status", status(version))
        .put("etag", AnswerWriter.etag(version))
        .put("lastModified", version.lastUpdated().toString());
    raw(",");
    byte[] json = Json.MAPPER.writeValueAsBytes(rest);
    out.write(json, 1, json.length - 1);
  }

  private static String status(StoredResource version) {
    if (version.deleted()) {
      return "204 No Content";
    }
    return version.version() == 1 ? "201 Created" : "200 OK";
  }

  private void open(ResourceKey key) {
    separate();
    raw("{\"fullUrl\":");
    out.writeBytes(Json.MAPPER.writeValueAsBytes(base + "/" + key));
  }

  private void separate() {
    raw(first ? ",\"entry\":[" : ",");
    first = false;
  }

  private byte[] end() {
    raw(first ? "}" : "]}");
    return out.toByteArray();
  }

  private void raw(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
