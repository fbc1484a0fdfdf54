package dev.vertepath.record.store;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.ClinicalRecord.IndexProgress;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.index.AddedParameter;
import dev.vertepath.record.index.Additions;
import dev.vertepath.record.index.Additions.Addition;
import dev.vertepath.record.index.DefinitionReader;
import dev.vertepath.record.index.SearchParameters;
import dev.vertepath.record.index.ServiceParameters;
import dev.vertepath.record.store.DefinitionTable.Job;
import dev.vertepath.record.store.DefinitionTable.State;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which search parameters there are beside R4's: the service's own, and those of the
 * SearchParameters that are stored. The database says it for every server that works on it; each
 * looks whether it changed, and a writer that missed a change is told by its own statement.
 */
public final class AddedDefinitions {

  private static final String TYPE = "SearchParameter";
  private static final JsonMapper JSON = Json.MAPPER;

  private final Tables tables;
  private final DefinitionTable table;
  private final SearchParameters parameters;
  private final DefinitionReader reader;
  private DefinitionTable.@Nullable Stamp last;

  /**
   * @param types the types that are served
   */
  public AddedDefinitions(Tables tables, SearchParameters parameters, Set<String> types) {
    this.tables = tables;
    this.table = new DefinitionTable(tables.jdbc());
    this.parameters = parameters;
    this.reader = new DefinitionReader(parameters, types);
  }

  static boolean areIn(Collection<ResourceKey> written) {
    return written.stream().anyMatch(key -> key.type().equals(TYPE));
  }

  /** As {@link ClinicalRecord#indexProgress}. */
  List<IndexProgress> progress(@Nullable ResourceKey definition) {
    List<Job> jobs = definition == null ? table.all().jobs() : table.of(definition.reference());
    return jobs.stream()
        .filter(job -> !job.removed())
        .map(
            job ->
                new IndexProgress(
                    job.parameter().type(),
                    job.parameter().name(),
                    job.parameter().source(),
                    job.state().code(),
                    job.done(),
                    job.total(),
                    job.problem()))
        .toList();
  }

  /**
   * Makes sure that the service's own are there, within a transaction. Where resources were stored
   * before they came, these are gone through for them.
   */
  void provide() {
    List<AddedParameter> own = ServiceParameters.all();
    Set<AddedParameter> there =
        table.all().jobs().stream()
            .filter(AddedDefinitions::isServices)
            .map(Job::parameter)
            .collect(Collectors.toSet());
    if (there.equals(Set.copyOf(own))) {
      return;
    }
    long version = table.lock() + 1;
    State state = tables.resources().isEmpty() ? State.COMPLETE : State.WAITING;
    for (Job job : table.all().jobs()) {
      boolean wanted = own.stream().anyMatch(o -> isAt(job, o));
      if (isServices(job) && !wanted) {
        table.remove(job.parameter(), version);
      }
    }
    for (AddedParameter parameter : own) {
      // A stored definition of the same name gives way: the service's own worklists need theirs.
      Job known = table.find(parameter.type(), parameter.name()).orElse(null);
      if (known != null && !known.removed() && known.parameter().isIndexedAs(parameter)) {
        table.describe(parameter);
      } else {
        table.put(parameter, version, state);
      }
    }
    table.count(version);
  }

  private static boolean isServices(Job job) {
    return !job.removed() && !job.parameter().source().startsWith(TYPE + "/");
  }

  private static boolean isAt(Job job, AddedParameter parameter) {
    return job.parameter().type().equals(parameter.type())
        && job.parameter().name().equals(parameter.name());
  }

  /** Looks whether anything changed, here or through another server, and knows it from then on. */
  public synchronized void refresh() {
    DefinitionTable.Stamp stamp = table.stamp();
    if (stamp.equals(last)) {
      return;
    }
    DefinitionTable.All all = table.all();
    parameters.add(
        new Additions(
            all.version(),
            all.jobs().stream().anyMatch(job -> job.state() != State.COMPLETE),
            all.jobs().stream()
                .filter(job -> !job.removed())
                .map(job -> new Addition(job.parameter(), job.state() == State.COMPLETE))
                .toList()));
    last = stamp;
  }

  /**
   * Lets the definitions that a request wrote take effect: when its transaction is kept, all
   * writers are held to them.
   *
   * @throws RecordException UNPROCESSABLE for one that could not work, naming the entry
   */
  void follow(Collection<Entry> written, UnitOfWork work) {
    List<Entry> definitions =
        written.stream()
            .filter(entry -> entry.type().equals(TYPE))
            // One that makes room for another comes first.
            .sorted(Comparator.comparing((Entry entry) -> isActive(entry, work)))
            .toList();
    if (definitions.isEmpty()) {
      return;
    }
    long version = table.lock() + 1;
    boolean changed = false;
    for (Entry entry : definitions) {
      try {
        changed |= follow(entry.target(), body(entry, work), version);
      } catch (RecordException e) {
        throw e.within(entry.at());
      }
    }
    if (changed) {
      table.count(version);
    }
  }

  /** Holds all writers to what a request changes beside search parameters. */
  void count() {
    table.count(table.lock() + 1);
  }

  private boolean follow(ResourceKey key, JsonNode body, long version) {
    List<AddedParameter> now = reader.read(body, key.reference());
    boolean changed = false;
    for (Job job : table.of(key.reference())) {
      if (now.stream().noneMatch(parameter -> isAt(job, parameter))) {
        table.remove(job.parameter(), version);
        changed = true;
      }
    }
    for (AddedParameter parameter : now) {
      Job there = table.find(parameter.type(), parameter.name()).orElse(null);
      if (there == null || there.removed()) {
        table.put(parameter, version, State.WAITING);
      } else if (!there.parameter().source().equals(parameter.source())) {
        throw taken(parameter, there.parameter().source());
      } else if (there.parameter().isIndexedAs(parameter)) {
        table.describe(parameter);
      } else {
        table.put(parameter, version, State.WAITING);
      }
      changed |= there == null || !there.parameter().equals(parameter) || there.removed();
    }
    return changed;
  }

  private static RecordException taken(AddedParameter parameter, String by) {
    return new RecordException(
        RecordException.Kind.UNPROCESSABLE,
        "duplicate",
        "SearchParameter.code",
        "%s defines a search parameter '%s' of %s already: choose another code, or retire that one."
            .formatted(by, parameter.name(), parameter.type()));
  }

  private static boolean isActive(Entry entry, UnitOfWork work) {
    return body(entry, work).path("status").asString("").equals("active");
  }

  private static JsonNode body(Entry entry, UnitOfWork work) {
    return work.current(entry.target())
        .<JsonNode>map(stored -> JSON.readTree(stored.body()))
        .orElseGet(JSON::missingNode);
  }
}
