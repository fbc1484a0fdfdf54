package dev.vertepath.access;

import dev.vertepath.access.Caller.Kind;
import dev.vertepath.access.Decision.Allowed;
import dev.vertepath.access.Decision.Bound;
import dev.vertepath.record.Sight;
import dev.vertepath.record.Sight.Given;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may see: the patient that the access was opened for, the patients of the caller's
 * organization, and what neither a Consent nor a label keeps from the caller, unless the glass was
 * broken.
 */
final class Visibility {

  /** Of the types that the scopes allow for one patient only, what is that patient's. */
  private static final String OWN_PATIENT =
      "({r}.patient = (select patient from sight)"
          + " or {r}.type <> all ((select bound from sight)::text[]))";

  /** Patients are shared with organizations; what is nobody's is seen by all, or by its sender. */
  private static final String ORGANIZATION =
      """
      (case when {r}.patient is null
        then {r}.type <> all ((select of_patients from sight)::text[])
          or exists (select from owned_resource o
            where o.type = {r}.type and o.id = {r}.id
              and o.organization = (select organization from sight))
        else exists (select from patient_share s
          where s.patient = {r}.patient and s.organization = (select organization from sight)
            and s.valid_from <= (select now from sight) and s.valid_to > (select now from sight))
        end)""";

  private static final String SHARED_PATIENTS =
      """
      select distinct s.patient from patient_share s
      where s.organization = (select organization from sight)
        and s.valid_from <= (select now from sight) and s.valid_to > (select now from sight)""";

  private static final String OWNED =
      """
      select o.type, o.id from owned_resource o
      where o.organization = (select organization from sight)""";

  /**
   * What is denied to all, is denied to persons: the systems that send it have it. A Consent stays
   * in sight of systems, so that it can be changed; of a person whom it denies it does not. A label
   * holds for the version that bears it and those before; a Patient's for all of hers, also after
   * she was deleted; that of its security context for a Binary (of any that it has had for its
   * older versions).
   */
  private static final String UNHIDDEN =
      """
      (({r}.type = 'Consent' and not (select person from sight) or not exists (select from patient_denial d
          where d.patient = {r}.patient
            and (d.actor is not null or d.purpose is not null or (select person from sight))
            and d.valid_from <= (select now from sight) and d.valid_to > (select now from sight)
            and (d.purpose is null or d.purpose = (select purpose from sight))
            and (d.actor is null or d.actor = any ((select actors from sight)::text[]))))
        and not exists (select from labelled_resource l
          where l.type = {r}.type and l.id = {r}.id and l.version >= {r}.version
            and l.level > (select level from sight))
        and not exists (select from labelled_resource l
          join resource p on p.type = l.type and p.id = l.id
            and (l.version = p.version or p.deleted and l.version = p.version - 1)
          where l.type = 'Patient' and l.id = {r}.patient and l.level > (select level from sight))
        and ({r}.type <> 'Binary' or not exists (select from
          (select rid, target_type, target_id from reference
            union all select rid, target_type, target_id from past_reference
              where exists (select from resource n
                where n.rid = {r}.rid and (n.deleted or n.version > {r}.version))) f
          join resource c on c.type = f.target_type and c.id = f.target_id
          join labelled_resource l on l.type = c.type and l.id = c.id
            and (l.version >= c.version or c.deleted and l.version = c.version - 1)
          where f.rid = {r}.rid and l.level > (select level from sight)))
        or exists (select from break_glass b
          where b.patient = {r}.patient and b.subject = (select subject from sight)
            and b.until > (select now from sight)))""";

  /** What {@link #UNHIDDEN} hides of patients whom it does not hide: what bears a label itself. */
  private static final String APART =
      """
      select l.type, l.id from labelled_resource l
      join resource r on r.type = l.type and r.id = l.id and r.version <= l.version
      where l.level > (select level from sight)
        and not exists (select from break_glass b
          where b.patient = r.patient and b.subject = (select subject from sight)
            and b.until > (select now from sight))""";

  /**
   * Where it cannot be told of which patient it is what may hold anything, no Consent and no label
   * can be kept to: it is for the systems that exchange it, and for no person.
   */
  private static final String TOLD =
      """
      ({r}.patient is not null or not (select person from sight)
        or {r}.type <> all ('{Binary,Bundle,Parameters}'))""";

  /**
   * A reference by identifier that waits is the sender's, whom nothing but the identifier has told
   * of the patient: it may not come to point at those of others. Who works where is known to all.
   */
  private static final String ADOPTING =
      "({to} <> all ((select of_patients from sight)::text[]) or %s)";

  /** Who is of no organization adopts what no organization has sent. */
  private static final String NOBODYS =
      """
      (not exists (select from owned_resource o where o.type = {r}.type and o.id = {r}.id)
        and not exists (select from patient_share s where s.patient = {r}.patient))""";

  /** A person who does not say what for is here for treatment. */
  private static final String TREATMENT = "TREAT";

  private final Access access;
  private final Narrowed narrowed;
  private final Clock clock;

  Visibility(Access access, ScopeQueries queries, Clock clock) {
    this.access = access;
    this.narrowed = new Narrowed(access, queries);
    this.clock = clock;
  }

  /**
   * The sight of a caller.
   *
   * @param types that are served
   * @param demanded what is asked for: what scopes allow of it for one patient only is bound to her
   *     in all that the request sees
   */
  Sight of(Caller caller, Set<String> types, Collection<Demand> demanded) {
    if (caller.kind() == Kind.LOCAL) {
      return Sight.ALL;
    }
    List<Given> given = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    String patient = caller.patient();
    String[] bound = patient == null ? new String[0] : bound(caller, types, demanded);
    if (patient != null) {
      given.add(new Given("patient", "text", patient));
      given.add(new Given("bound", "text[]", bound));
      conditions.add(OWN_PATIENT);
    }
    narrowed.add(caller, types, demanded, given, conditions);
    // So far the types are told from each other; from here on the patients are.
    String apart = conditions.isEmpty() ? APART : "";
    String organization = caller.organization();
    given.add(new Given("of_patients", "text[]", access.ofPatients().toArray(String[]::new)));
    if (organization != null) {
      given.add(new Given("organization", "text", References.id(organization)));
      conditions.add(ORGANIZATION);
    }
    String adopting = ADOPTING.formatted(organization == null ? NOBODYS : ORGANIZATION);
    // A Consent that denies all persons does not deny the patient herself.
    boolean person = caller.kind() == Kind.PERSON && !caller.roles().equals(Set.of(Role.PATIENT));
    given.add(new Given("subject", "text", caller.subject()));
    given.add(new Given("person", "boolean", person));
    given.add(
        new Given(
            "purpose",
            "text",
            Objects.requireNonNullElse(caller.purpose(), person ? TREATMENT : "")));
    given.add(new Given("actors", "text[]", actors(caller)));
    given.add(new Given("level", "smallint", level(caller)));
    given.add(now());
    conditions.add(UNHIDDEN);
    conditions.add(TOLD);
    return new Sight(given, String.join(" and ", conditions), adopting, apart, near(caller, bound));
  }

  /** What {@link #OWN_PATIENT} or {@link #ORGANIZATION} leaves. */
  private Sight.@Nullable Near near(Caller caller, String[] bound) {
    String patient = caller.patient();
    if (patient != null) {
      return new Sight.Near(
          "Patient/" + patient, Set.of(bound), "select patient from sight", Sight.Near.NO_OTHERS);
    }
    String organization = caller.organization();
    return organization == null
        ? null
        : new Sight.Near(
            "Organization/" + References.id(organization),
            access.ofPatients(),
            SHARED_PATIENTS,
            OWNED);
  }

  /**
   * What a caller sees, or would see who broke the glass: what role, scope and organization leave,
   * whatever a Consent or a label hides of it.
   */
  Sight behindGlass(Caller caller) {
    if (caller.kind() == Kind.LOCAL) {
      return Sight.ALL;
    }
    List<Given> given = new ArrayList<>();
    List<String> conditions = new ArrayList<>(List.of("true"));
    narrowed.add(caller, Set.of("Patient"), List.of(), given, conditions);
    given.add(new Given("of_patients", "text[]", access.ofPatients().toArray(String[]::new)));
    String patient = caller.patient();
    if (patient != null) {
      given.add(new Given("patient", "text", patient));
      given.add(new Given("bound", "text[]", bound(caller, Set.of("Patient"), List.of())));
      conditions.add(OWN_PATIENT);
    }
    String organization = caller.organization();
    if (organization != null) {
      given.add(new Given("organization", "text", References.id(organization)));
      conditions.add(ORGANIZATION);
    }
    given.add(now());
    return new Sight(given, String.join(" and ", conditions));
  }

  private Given now() {
    return Given.passing("now", clock.instant().atOffset(ZoneOffset.UTC));
  }

  private String[] bound(Caller caller, Set<String> types, Collection<Demand> demanded) {
    Set<String> bound = new TreeSet<>();
    for (String type : types) {
      if (isBound(caller, new Demand(Permission.READ, type))
          || isBound(caller, new Demand(Permission.SEARCH, type))) {
        bound.add(type);
      }
    }
    demanded.stream()
        .filter(demand -> isBound(caller, demand))
        .map(Demand::type)
        .forEach(bound::add);
    return bound.toArray(String[]::new);
  }

  /** What a query narrows as well is told apart ({@link Narrowed}). */
  private boolean isBound(Caller caller, Demand demand) {
    return access.decide(caller, demand.permission(), demand.type())
            instanceof Allowed(List<Bound> within)
        && within.stream().anyMatch(bound -> bound.patient() != null)
        && within.stream().allMatch(bound -> bound.query() == null);
  }

  private static String[] actors(Caller caller) {
    String organization = caller.organization();
    String person = caller.fhirUser();
    return Stream.concat(
            Stream.ofNullable(organization).map(id -> "Organization/" + References.id(id)),
            Stream.ofNullable(person).map(References::relative))
        .toArray(String[]::new);
  }

  private static short level(Caller caller) {
    return (short) caller.roles().stream().mapToInt(Role::confidentiality).max().orElse(0);
  }
}
