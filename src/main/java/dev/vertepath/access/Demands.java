package dev.vertepath.access;

import static dev.vertepath.access.Permission.CREATE;
import static dev.vertepath.access.Permission.DELETE;
import static dev.vertepath.access.Permission.READ;
import static dev.vertepath.access.Permission.SEARCH;
import static dev.vertepath.access.Permission.UPDATE;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Interaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which permissions an interaction needs: for what it does, and for all that its answer would tell,
 * as a condition tells what there is, and a patch what it made of it.
 */
final class Demands {

  private final ClinicalRecord record;

  Demands(ClinicalRecord record) {
    this.record = record;
  }

  List<Demand> of(Interaction interaction) {
    return switch (interaction) {
      case Interaction.Create create -> create(create);
      case Interaction.Update update ->
          storing(update.body(), Demand.of(update.key().type(), UPDATE));
      case Interaction.ConditionalUpdate update ->
          storing(
              update.body(),
              conditional(update.type(), update.query(), Demand.of(update.type(), UPDATE)));
      case Interaction.Patch patch -> Demand.of(patch.key().type(), UPDATE, READ);
      case Interaction.ConditionalPatch patch ->
          conditional(patch.type(), patch.query(), Demand.of(patch.type(), UPDATE, READ));
      case Interaction.Delete delete -> Demand.of(delete.key().type(), DELETE);
      case Interaction.ConditionalDelete delete ->
          conditional(delete.type(), delete.query(), Demand.of(delete.type(), DELETE));
      case Interaction.Read read -> Demand.of(read.key().type(), READ);
      case Interaction.Search search -> ofSearch(search.type(), search.query());
      // What is asked asks the record as the same caller.
      case Interaction.Ask ask -> List.of();
      case Interaction.Nothing nothing -> List.of();
    };
  }

  /**
   * @param type null for a search of all types, or of those that {@code _type} names
   */
  List<Demand> ofSearch(@Nullable String type, @Nullable String query) {
    List<Demand> all = new ArrayList<>();
    for (String searched : type == null ? named(query) : Set.of(type)) {
      all.addAll(Demand.of(searched, SEARCH));
      if (query != null) {
        Reach.of(record, searched, query).forEach(reached -> all.add(new Demand(SEARCH, reached)));
      }
    }
    return all;
  }

  private Set<String> named(@Nullable String query) {
    Set<String> named = query == null ? Set.of() : Reach.typesNamed(query);
    return named.isEmpty() ? held() : named;
  }

  /** The types that the record holds resources of: not those that the service tells of itself. */
  Set<String> held() {
    Set<String> held = new TreeSet<>(record.types());
    held.remove("AuditEvent");
    return held;
  }

  private List<Demand> create(Interaction.Create create) {
    String type = create.body().path("resourceType").asString();
    List<Demand> own = Demand.of(type, CREATE);
    if (create.ifNoneExist() == null) {
      return storing(create.body(), own);
    }
    List<Demand> all = new ArrayList<>(conditional(type, create.ifNoneExist(), own));
    // What matches is answered.
    all.addAll(Demand.of(type, READ));
    return storing(create.body(), all);
  }

  private List<Demand> conditional(String type, String query, List<Demand> own) {
    List<Demand> all = new ArrayList<>(own);
    all.addAll(ofSearch(type, query));
    return all;
  }

  private List<Demand> storing(ObjectNode body, List<Demand> own) {
    List<Demand> references = ofReferences(body);
    if (references.isEmpty()) {
      return own;
    }
    List<Demand> all = new ArrayList<>(own);
    all.addAll(references);
    return all;
  }

  /** What a body searches for by its conditional references. */
  List<Demand> ofReferences(ObjectNode body) {
    return ConditionalReferences.in(body).stream()
        .flatMap(search -> ofSearch(search.type(), search.query()).stream())
        .toList();
  }
}
