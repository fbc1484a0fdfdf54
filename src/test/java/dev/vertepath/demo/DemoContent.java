package dev.vertepath.demo;

import dev.vertepath.record.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What a database holds, without what chance gives: each id is told by the business identifier of
 * its resource, and work items by what they are for.
 */
final class DemoContent {

  private static final Pattern REFERENCE = Pattern.compile("([A-Z][A-Za-z]+)/([A-Za-z0-9.-]+)");

  private final Map<String, String> names = new HashMap<>();

  private DemoContent() {}

  /** Cases, steps and work as rows, and every resource that was sent, in an order of its own. */
  static List<String> of(DemoService service) {
    return new DemoContent().read(service);
  }

  private List<String> read(DemoService service) {
    var content = new TreeSet<String>();
    List<String> texts = new ArrayList<>();
    service
        .jdbc()
        .sql("select type, id, convert_from(body, 'UTF8') from resource where id not like 'wi-%'")
        .query(
            (row, number) -> {
              var identifier = Json.MAPPER.readTree(row.getString(3)).path("identifier").path(0);
              names.put(
                  row.getString(1) + "/" + row.getString(2),
                  identifier.path("system").asString() + "|" + identifier.path("value").asString());
              texts.add(row.getString(3).replace(row.getString(2), "ID"));
              return number;
            })
        .list();
    nameWorkItems(service);
    texts.addAll(
        service.rows(
            """
            select concat_ws(' ', condition, state, close_reason, verdict, cause, levels)
            from episode
            """));
    texts.addAll(
        service.rows(
            """
            select concat_ws(' ', e.condition, ordinal, to_state, effective, recorded, t.cause)
            from episode_transition t join episode e on e.key = t.episode
            """));
    texts.addAll(
        service.rows(
            "select concat_ws(' ', 'Patient/' || patient, kind, code, status, due_end) from follow_up"));
    texts.forEach(text -> content.add(named(text)));
    return List.copyOf(content);
  }

  /** After what they are for, whose names are known by now. */
  private void nameWorkItems(DemoService service) {
    service
        .jdbc()
        .sql("select type, id, convert_from(body, 'UTF8') from resource where id like 'wi-%'")
        .query(
            (row, number) -> {
              for (JsonNode identifier :
                  Json.MAPPER.readTree(row.getString(3)).path("identifier")) {
                if (identifier.path("system").asString().endsWith("/work-item")) {
                  names.put(
                      row.getString(1) + "/" + row.getString(2),
                      named(identifier.path("value").asString()));
                }
              }
              return number;
            })
        .list();
  }

  private String named(String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(names.getOrDefault(found.group(), found.group())));
  }
}
