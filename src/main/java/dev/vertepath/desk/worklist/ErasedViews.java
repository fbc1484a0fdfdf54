package dev.vertepath.desk.worklist;

import dev.vertepath.record.Erasing;
import dev.vertepath.record.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Drops the saved views of the worklist that look for a patient, or bear her name. */
@Component
final class ErasedViews implements Erasing {

  /** Less of a name tells nobody who is meant. */
  private static final int SHORTEST = 3;

  private final JdbcClient jdbc;

  ErasedViews(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Saved(long id, String name, String query) {}

  @Override
  public String what() {
    return "saved-views";
  }

  @Override
  public int erase(String patient) {
    Set<String> hers = words(patient);
    Long[] naming =
        jdbc
            .sql("select id, name, query from saved_view for update")
            .query((row, number) -> new Saved(row.getLong(1), row.getString(2), row.getString(3)))
            .list()
            .stream()
            .filter(view -> names(view, hers))
            .map(Saved::id)
            .toArray(Long[]::new);
    return jdbc.sql("delete from saved_view where id = any(?::bigint[])").param(naming).update();
  }

  /** Her id, and every word of the names and identifiers that she ever had, folded. */
  private Set<String> words(String patient) {
    Set<String> words = new TreeSet<>(Set.of(folded(patient)));
    jdbc.sql(
            """
            select v.body from (
              select r.body from resource r where r.type = 'Patient' and r.id = :patient
              union all
              select o.body from resource_version o join resource r on r.rid = o.rid
              where r.type = 'Patient' and r.id = :patient) v
            where v.body <> ''::bytea
            """)
        .param("patient", patient)
        .query(
            row -> {
              JsonNode body = Json.MAPPER.readTree(row.getBytes(1));
              for (JsonNode name : body.path("name")) {
                add(words, name.path("text"));
                add(words, name.path("family"));
                name.path("given").forEach(given -> add(words, given));
              }
              body.path("identifier").forEach(one -> add(words, one.path("value")));
            });
    words.removeIf(word -> word.length() < SHORTEST);
    return words;
  }

  private static void add(Set<String> words, JsonNode text) {
    if (text.isString()) {
      words.add(folded(text.asString()));
      words.addAll(parts(text.asString()));
    }
  }

  /** A search finds her by how one of her words begins. */
  private static boolean names(Saved view, Set<String> hers) {
    return parts(view.name()).stream().anyMatch(hers::contains)
        || hers.contains(folded(view.name()))
        || Arrays.stream(view.query().split("[?&]"))
            .filter(pair -> pair.startsWith(Filter.TEXT + "="))
            .map(pair -> pair.substring(Filter.TEXT.length() + 1))
            .map(text -> folded(URLDecoder.decode(text, StandardCharsets.UTF_8)))
            .anyMatch(
                value ->
                    hers.stream()
                        .anyMatch(
                            word ->
                                value.length() >= SHORTEST && word.startsWith(value)
                                    || parts(value).contains(word)));
  }

  private static List<String> parts(String text) {
    return Arrays.stream(folded(text).split("[^\\p{L}\\p{N}]+"))
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static String folded(String text) {
    return Normalizer.normalize(text.strip(), Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT);
  }
}
