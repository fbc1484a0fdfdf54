package dev.vertepath.access;

import dev.vertepath.access.Decision.Allowed;
import dev.vertepath.access.Decision.Refused;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Erased;
import dev.vertepath.record.Erasure;
import dev.vertepath.record.Handling;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.Sight;
import dev.vertepath.record.StoredResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The record as the caller of this thread may have it. Whatever is asked of it is asked of {@link
 * Access} first: an interaction, each entry of a bundle, and what an operation does.
 */
public final class GuardedRecord implements ClinicalRecord {

  private final ClinicalRecord record;
  private final Access access;
  private final Visibility visibility;
  private final Demands demands;

  GuardedRecord(ClinicalRecord record, Access access, Visibility visibility) {
    this.record = record;
    this.access = access;
    this.visibility = visibility;
    this.demands = new Demands(record);
  }

  /** The record itself, for what the service looks up on its own account. */
  public ClinicalRecord unguarded() {
    return record;
  }

  @Override
  public ClinicalRecord seenBy(Sight sight) {
    throw new UnsupportedOperationException("What a caller sees is decided here");
  }

  @Override
  public Sight narrowed(String type, String query, String name) {
    throw new UnsupportedOperationException("What a caller sees is decided here");
  }

  @Override
  public ObjectNode labels(@Nullable String type, Set<String> except) {
    return seen(demands.ofSearch(type, "")).labels(type, except);
  }

  @Override
  public Set<String> types() {
    return record.types();
  }

  @Override
  public List<ServedParameter> searchParameters(String type) {
    return record.searchParameters(type);
  }

  @Override
  public StoredResource read(ResourceKey key, @Nullable Long version) {
    return seen(Demand.of(key.type(), Permission.READ)).read(key, version);
  }

  @Override
  public StoredResource readAsOf(ResourceKey key, String instant) {
    return seen(Demand.of(key.type(), Permission.READ)).readAsOf(key, instant);
  }

  @Override
  public SearchPage search(@Nullable String type, String query, Handling handling) {
    return readable(seen(demands.ofSearch(type, query)).search(type, query, handling));
  }

  @Override
  public SearchPage everything(String patient, String query) {
    Caller caller = CurrentCaller.get();
    SearchPage page =
        seen(Demand.of("Patient", Permission.READ, Permission.SEARCH)).everything(patient, query);
    return caller.kind() == Caller.Kind.LOCAL ? page : readable(caller, page);
  }

  /** All that is known is of many types; the total would count those as well that are left out. */
  private SearchPage readable(Caller caller, SearchPage page) {
    return new SearchPage(
        null,
        ofReadableTypes(caller, page.matches()),
        ofReadableTypes(caller, page.included()),
        page.links(),
        page.warnings());
  }

  @Override
  public SearchPage history(@Nullable String type, @Nullable String id, String query) {
    Permission needed = id == null ? Permission.SEARCH : Permission.READ;
    return seen((type == null ? demands.held() : Set.of(type))
            .stream().map(each -> new Demand(needed, each)).toList())
        .history(type, id, query);
  }

  @Override
  public Outcome apply(Interaction interaction) {
    return readable(seen(demands.of(interaction)).apply(looking(interaction)));
  }

  @Override
  public void rehearse(Interaction interaction) {
    seen(demands.of(interaction)).rehearse(looking(interaction));
  }

  @Override
  public List<Outcome> transact(List<Interaction> interactions) {
    List<Demand> demanded = new ArrayList<>();
    for (int i = 0; i < interactions.size(); i++) {
      List<Demand> own = demands.of(interactions.get(i));
      try {
        require(CurrentCaller.get(), own);
      } catch (RecordException e) {
        throw e.within("Bundle.entry[" + i + "]");
      }
      demanded.addAll(own);
    }
    return seen(demanded).transact(interactions.stream().map(this::looking).toList()).stream()
        .map(this::readable)
        .toList();
  }

  /** What the work asks of this record is guarded as it is asked. */
  @Override
  public <T> T atOnce(Supplier<T> work) {
    return record.atOnce(work);
  }

  @Override
  public <T> T onTrial(Supplier<T> work) {
    return record.onTrial(work);
  }

  @Override
  public void revisit(String patient) {
    throw new UnsupportedOperationException("The service revisits on its own account");
  }

  @Override
  public List<String> patients(@Nullable String after, int limit) {
    throw new UnsupportedOperationException("The service lists patients on its own account");
  }

  /** Whether there is such a patient, whom only a Consent or a label may hide from the caller. */
  public boolean isBehindGlass(String patient) {
    Caller caller = CurrentCaller.get();
    require(caller, Demand.of("Patient", Permission.READ));
    try {
      record.seenBy(visibility.behindGlass(caller)).read(new ResourceKey("Patient", patient), null);
      return true;
    } catch (RecordException none) {
      return false;
    }
  }

  /** An administrator sees no patients, but may erase those of the own organization. */
  @Override
  public Erased erase(Erasure erasure) {
    Caller caller = CurrentCaller.get();
    if (access.decideErasure(caller) instanceof Refused refused) {
      throw InsufficientScope.of(refused);
    }
    return record.seenBy(visibility.behindGlass(caller)).erase(erasure);
  }

  @Override
  public void learnDefinitions() {
    record.learnDefinitions();
  }

  @Override
  public List<IndexProgress> indexProgress(@Nullable ResourceKey definition) {
    return seen(Demand.of("SearchParameter", Permission.READ)).indexProgress(definition);
  }

  /** The same; what a patch makes is known only when it is applied, and looked at then. */
  private Interaction looking(Interaction interaction) {
    Caller caller = CurrentCaller.get();
    return switch (interaction) {
      case Interaction.Patch patch ->
          new Interaction.Patch(
              patch.fullUrl(), patch.key(), looking(caller, patch.change()), patch.ifMatch());
      case Interaction.ConditionalPatch patch ->
          new Interaction.ConditionalPatch(
              patch.fullUrl(),
              patch.type(),
              patch.query(),
              looking(caller, patch.change()),
              patch.ifMatch());
      default -> interaction;
    };
  }

  private UnaryOperator<ObjectNode> looking(Caller caller, UnaryOperator<ObjectNode> change) {
    return current -> {
      ObjectNode changed = change.apply(current);
      require(caller, demands.ofReferences(changed));
      return changed;
    };
  }

  /**
   * The record as the caller sees it, who may do all that is demanded.
   *
   * @throws RecordException FORBIDDEN when the caller may not
   */
  private ClinicalRecord seen(List<Demand> demanded) {
    Caller caller = CurrentCaller.get();
    require(caller, demanded);
    return record.seenBy(visibility.of(caller, record.types(), demanded));
  }

  /**
   * What the caller of this thread may see, for a list that is made by SQL.
   *
   * @param types that are listed
   * @throws RecordException FORBIDDEN when the caller may not search all of them
   */
  public Sight sight(Collection<String> types) {
    Caller caller = CurrentCaller.get();
    List<Demand> demanded =
        types.stream().map(type -> new Demand(Permission.SEARCH, type)).toList();
    require(caller, demanded);
    return visibility.of(caller, record.types(), demanded);
  }

  /** Whether the caller of this thread may make a list of these types. */
  public boolean maySearch(Collection<String> types) {
    Caller caller = CurrentCaller.get();
    return types.stream()
        .noneMatch(type -> access.decide(caller, Permission.SEARCH, type) instanceof Refused);
  }

  /**
   * What the caller of this thread counts: those of its organization, without those whom a Consent
   * or a label keeps from it.
   *
   * @throws RecordException FORBIDDEN when the caller may not see counts
   */
  public Counting counting() {
    Caller caller = CurrentCaller.get();
    if (access.decideCounts(caller) instanceof Refused refused) {
      throw InsufficientScope.of(refused);
    }
    Sight sight = visibility.of(caller, record.types(), List.of());
    return new Counting(sight, access.seesWhatIsCounted(caller));
  }

  private void require(Caller caller, List<Demand> demanded) {
    for (Demand demand : demanded) {
      if (access.decide(caller, demand.permission(), demand.type()) instanceof Refused refused) {
        throw InsufficientScope.of(refused);
      }
    }
  }

  private Outcome readable(Outcome outcome) {
    return outcome instanceof Outcome.Page(String type, SearchPage page)
        ? new Outcome.Page(type, readable(page))
        : outcome;
  }

  /** What a search includes beside its matches, it includes of what the caller may read. */
  private SearchPage readable(SearchPage page) {
    return page.included().isEmpty()
        ? page
        : new SearchPage(
            page.total(),
            page.matches(),
            ofReadableTypes(CurrentCaller.get(), page.included()),
            page.links(),
            page.warnings());
  }

  private List<StoredResource> ofReadableTypes(Caller caller, List<StoredResource> resources) {
    return resources.stream().filter(found -> mayRead(caller, found.key().type())).toList();
  }

  private boolean mayRead(Caller caller, String type) {
    return access.decide(caller, Permission.READ, type) instanceof Allowed;
  }
}
