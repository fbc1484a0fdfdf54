package dev.vertepath.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The door of this room: everything that is asked of the FHIR record comes through here. */
public interface ClinicalRecord {

  /** The record as far as a sight goes: for all that is asked of it, and all that is written. */
  ClinicalRecord seenBy(Sight sight);

  /** The resource types that are served. */
  Set<String> types();

  /**
   * The search parameters that work for a type, by name, for the CapabilityStatement; those left
   * out whose index is not complete.
   */
  List<ServedParameter> searchParameters(String type);

  /**
   * Reads one version.
   *
   * @param version null for the current one
   * @throws RecordException NOT_FOUND or GONE
   */
  StoredResource read(ResourceKey key, @Nullable Long version);

  /**
   * Reads the version that was current at an instant.
   *
   * @throws RecordException NOT_FOUND or GONE, as they would have been then
   */
  StoredResource readAsOf(ResourceKey key, String instant);

  /**
   * Searches.
   *
   * @param type null for a search of all types, or of those that {@code _type} names
   * @param query the URL's, still encoded
   */
  SearchPage search(@Nullable String type, String query, Handling handling);

  /** As {@link #search(String, String, Handling)}: what is not known is refused. */
  default SearchPage search(@Nullable String type, String query) {
    return search(type, query, Handling.STRICT);
  }

  /**
   * What a search finds of a type, as a part of a {@link Sight}; of current versions only.
   *
   * @param query of plain search parameters, as in {@code category=laboratory}
   * @param name that begins the names of what the condition is given
   * @throws RecordException INVALID for a query that says more
   */
  Sight narrowed(String type, String query, String name);

  /**
   * A page of all that is known of a patient.
   *
   * @param patient logical id
   * @param query {@code start}, {@code end}, {@code _since}, {@code _type}, {@code _count} and the
   *     cursor of the page, still encoded
   * @throws RecordException NOT_FOUND or GONE for the patient
   */
  SearchPage everything(String patient, String query);

  /**
   * The versions of a resource, of a type (id null) or of everything (both null), newest first.
   *
   * @param query {@code _since}, {@code _at}, {@code _count}, {@code _total} and the cursor of the
   *     page, still encoded
   */
  SearchPage history(@Nullable String type, @Nullable String id, String query);

  /**
   * Every profile, tag and security label in use, as a meta.
   *
   * @param type null for those of all types
   * @param except systems whose tags and security labels are left out
   * @throws RecordException INVALID when there are too many, or too much would have to be read
   */
  ObjectNode labels(@Nullable String type, Set<String> except);

  /** One write of its own. */
  Outcome apply(Interaction interaction);

  /**
   * Does all that {@link #apply} does, and takes it back: nothing is stored.
   *
   * @throws RecordException as {@link #apply} would
   */
  void rehearse(Interaction interaction);

  /**
   * All of them in one database transaction, in FHIR's order of verbs, with references between them
   * resolved; or none.
   *
   * @return one outcome per interaction, in the order given
   * @throws RecordException whose problems name the entry, as in {@code Bundle.entry[3]}
   */
  List<Outcome> transact(List<Interaction> interactions);

  /**
   * Does work in one database transaction, and again when others got in between. What it asks of
   * this record is part of it.
   *
   * @throws RecordException CONFLICT when others got in between time and again
   */
  <T> T atOnce(Supplier<T> work);

  /** As {@link #atOnce}, and takes all of it back. */
  <T> T onTrial(Supplier<T> work);

  /** Each in a transaction of its own; a refused one does not stop the others. */
  default List<Outcome> batch(List<Interaction> interactions) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Interaction interaction : interactions) {
      try {
        outcomes.add(apply(interaction));
      } catch (RecordException e) {
        outcomes.add(new Outcome.Refused(e));
      }
    }
    return outcomes;
  }

  /**
   * Lets what follows from a patient's facts follow again, as after a change of the rules.
   *
   * @param patient logical id
   */
  void revisit(String patient);

  /** Logical ids of patients that anything belongs to, in their order, after the one given. */
  List<String> patients(@Nullable String after, int limit);

  /**
   * Erases a patient, in one transaction.
   *
   * @throws RecordException NOT_FOUND when there is no such patient in sight; GONE when she was
   *     erased before; CONFLICT when others kept changing her record
   */
  Erased erase(Erasure erasure);

  /** Knows from then on which search parameters were defined through another server. */
  void learnDefinitions();

  /**
   * How far the index is with the search parameters that R4 does not have.
   *
   * @param definition a SearchParameter; null for all, the service's own included
   */
  List<IndexProgress> indexProgress(@Nullable ResourceKey definition);

  /**
   * A search parameter that is served.
   *
   * @param type one of FHIR's, as {@code token}
   * @param targets the types that its references may lead to, so that chains and includes follow
   *     them; empty where it has none
   * @param definition canonical URL of one that R4 does not have
   */
  record ServedParameter(
      String name,
      String type,
      String documentation,
      Set<String> targets,
      @Nullable String definition) {}

  /**
   * How far the index is with a search parameter of a type.
   *
   * @param name of the parameter
   * @param source {@code SearchParameter/[id]}, or the URL of the service's own
   * @param state {@code waiting}, {@code running} or {@code complete}
   * @param done how many resources were gone through
   * @param total of how many; null before it starts
   * @param problem the last resource that could not be indexed, and why
   */
  record IndexProgress(
      String type,
      String name,
      String source,
      String state,
      long done,
      @Nullable Long total,
      @Nullable String problem) {}
}
