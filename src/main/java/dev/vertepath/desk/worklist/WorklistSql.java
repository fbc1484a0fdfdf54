package dev.vertepath.desk.worklist;

import dev.vertepath.desk.frame.PathwayPatients;
import dev.vertepath.record.Sight;
import dev.vertepath.record.Sight.Given;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one statement of the worklist: who is seen, which of their cases are meant, what is to be
 * done of them and how urgent it is; then the counts of all, and one page with what its rows show.
 * Whatever is only shown is looked up for the page alone: the rest is done for each open case.
 */
final class WorklistSql {

  /** A part of the record that tells that somebody was heard of. */
  private static final String CONTACTS =
      "('Observation', 'QuestionnaireResponse', 'Communication', 'Encounter')";

  /** A band in braces stands for its place among them. */
  private static final String STATEMENT =
      Band.numbered(
          """
          with %1$s,
          people as materialized (select p.id from %12$s where %2$s),
          apart as materialized (select type || '/' || id as ref from (%11$s) a),
          cases as materialized (
            select e.key, e.patient, e.state, e.state as code, e.opened, e.owner, e.snoozed_until
            from episode e join people p on p.id = e.patient
            where e.state not in ('completed', 'closed') and %3$s
          ),
          latest as materialized (
            select distinct on (patient) key, patient, state, opened from cases
            order by patient, (state = 'follow-up') desc, key
          ),
          seen as materialized (
            select f.key as item, c.key as episode, c.state, c.opened, f.owner, f.due_start,
              f.due_end, case
                when f.kind = 'red-flag-review' then {RED_FLAG}
                when f.due_end < (select desk_month from sight) then case
                  when exists (select from resource x join search_date d on d.rid = x.rid
                    where x.patient = f.patient and x.type in %5$s and not x.deleted
                      and d.hi > (extract(epoch from f.due_end) * 1000000)::bigint and %6$s)
                  then {OVERDUE_MONTH} else {LOST} end
                when f.due_end < (select desk_week from sight) then {OVERDUE_WEEK}
                when f.due_end < (select desk_today from sight) then {OVERDUE_DAYS}
                when f.due_end < (select desk_tomorrow from sight) then {TODAY}
                when f.due_end < (select desk_next from sight) then {WEEK}
                when f.due_start <= (select desk_at from sight) then {OPEN}
                else {LATER} end as band
            from follow_up f join latest c on c.patient = f.patient
            where f.status not in ('completed', 'cancelled', 'revoked', 'rejected', 'failed',
                'entered-in-error')
              and f.kind in ('follow-up', 'red-flag-review') and %10$s and %4$s
            union all
            select null, w.key, w.state, w.opened, w.owner, null, null, case
                when w.state = 'awaiting-evidence' then {EVIDENCE}
                when w.state in ('candidate', 'not-indicated', 'contraindicated') then {DECISION}
                when w.state = 'ordered' then {UNSCHEDULED} else {LATER} end
            from cases w where w.state <> 'follow-up' and %13$s
          ),
          counts as (select band, count(*) as n from seen group by band),
          page as (
            select f.*, row_number() over (order by %7$s) as place
            from (select * from seen where band = any ((select desk_bands from sight)::int[])
              order by %7$s limit %8$d offset %9$d) f
          ),
          shown as (
            select g.place, g.band, g.due_start, g.due_end, g.state, g.opened, e.patient, e.cause,
              e.levels, coalesce(f.resource, e.task) as ref, coalesce(f.title, '') as title,
              coalesce(f.code, g.state) as code,
              case when f.key is null then e.snoozed_until else f.snoozed_until end as snoozed_until
            from page g join episode e on e.key = g.episode left join follow_up f on f.key = g.item
          )
          select (select jsonb_object_agg(band, n)::text from counts) as counts, g.*,
            t.version, t.body as work, p.body as person,
            (select array_agg(f.title order by f.code) from follow_up f where f.patient = g.patient
              and f.part_of = g.ref and f.kind = 'obtain-evidence' and f.status = 'requested'
              and %10$s) as missing,
            exists (select from follow_up f where f.patient = g.patient
              and f.kind = 'red-flag-review' and f.status = 'requested' and %10$s) as flagged,
            (select max(d.lo) from resource x join search_date d on d.rid = x.rid
              where x.patient = g.patient and x.type in %5$s and not x.deleted
                and d.lo <= (extract(epoch from (select desk_at from sight)) * 1000000)::bigint
                and %6$s) as contact,
            (select min(d.lo) from resource x join search_date d on d.rid = x.rid
              where x.patient = g.patient and x.type = 'Appointment' and not x.deleted
                and d.lo > (extract(epoch from (select desk_at from sight)) * 1000000)::bigint
                and convert_from(x.body, 'UTF8')::jsonb ->> 'status'
                  not in ('cancelled', 'noshow', 'entered-in-error')
                and %6$s) as appointment
          from (select) one left join shown g on true
          left join resource t
            on t.type = split_part(g.ref, '/', 1) and t.id = split_part(g.ref, '/', 2)
          left join resource p on p.type = 'Patient' and p.id = g.patient
          order by g.place
          """);

  /** Stands for the alias of the work that conditions are about. */
  private static final String WORK = "{w}";

  private static final String NOTHING = "select '' as type, '' as id where false";

  private static final Map<String, String> ORDERS =
      Map.of(
          "urgency",
          "band, due_end, opened, item, episode",
          "due",
          "due_end, due_start, item, episode",
          "oldest",
          "opened, item, episode",
          "newest",
          "opened desc nulls last, item, episode",
          "state",
          "state, due_end, item, episode",
          "owner",
          "owner nulls first, due_end, item, episode");

  static final List<String> SORTS = List.of("urgency", "due", "oldest", "newest", "state", "owner");

  private final Sight sight;
  private final Filter filter;
  private final Deadlines deadlines;
  private final Found found;
  private final List<Given> given;

  /** What a search finds, as a condition. */
  @FunctionalInterface
  interface Found {
    Sight of(String type, String query, String name);
  }

  WorklistSql(Sight sight, Filter filter, Deadlines deadlines, Found found) {
    this.sight = sight;
    this.filter = filter;
    this.deadlines = deadlines;
    this.found = found;
    this.given = new ArrayList<>(sight.given());
  }

  /** A statement with its arguments. */
  record Statement(String text, List<Object> arguments) {}

  /**
   * @param me the reference of who asks; null where that is nobody
   */
  Statement write(@Nullable String me) {
    give("at", "timestamptz", deadlines.instant());
    give("month", "timestamptz", deadlines.startOf(-Deadlines.MONTH));
    give("week", "timestamptz", deadlines.startOf(-Deadlines.DAYS));
    give("today", "timestamptz", deadlines.startOf(0));
    give("tomorrow", "timestamptz", deadlines.startOf(1));
    give("next", "timestamptz", deadlines.startOf(Deadlines.DAYS + 1));
    give("bands", "int[]", bands().stream().map(Band::ordinal).toArray(Integer[]::new));
    String people = people();
    String cases = cases();
    String work = work(me);
    String order =
        ORDERS.getOrDefault(String.valueOf(filter.first(Filter.SORT)), ORDERS.get("urgency"));
    var all = new Sight(given, "true");
    String text =
        STATEMENT.formatted(
            all.row(),
            people,
            cases,
            work.replace(WORK, "f"),
            CONTACTS,
            sight.of("x"),
            order,
            Listing.SIZE,
            (filter.page() - 1) * Listing.SIZE,
            isSeen("f.resource"),
            sight.apart().isEmpty() ? NOTHING : sight.apart(),
            PathwayPatients.FROM,
            work.replace(WORK, "w"));
    return new Statement(text, all.arguments());
  }

  /** Those that are chosen, or all. */
  List<Band> bands() {
    List<Band> chosen = filter.all(Filter.BAND).stream().flatMap(b -> Band.of(b).stream()).toList();
    return chosen.isEmpty() ? List.of(Band.values()) : chosen;
  }

  private void give(String name, String type, Object value) {
    given.add(new Given("desk_" + name, type, value));
  }

  private String people() {
    List<String> all = new ArrayList<>(List.of(sight.of("p")));
    String text = filter.first(Filter.TEXT);
    if (text != null) {
      String value = escaped(text);
      all.add(
          "(%s or %s)"
              .formatted(patients("name=" + value, "n"), patients("identifier=" + value, "i")));
    }
    String organization = filter.first(Filter.ORGANIZATION);
    if (organization != null) {
      all.add(patients("organization=" + escaped(organization), "o"));
    }
    String age = filter.first(Filter.AGE);
    if (age != null && age.matches("\\d{1,3}-\\d{1,3}")) {
      String[] years = age.split("-");
      LocalDate today = deadlines.today();
      all.add(patients("birthdate=le" + today.minusYears(Long.parseLong(years[0])), "a"));
      all.add(patients("birthdate=gt" + today.minusYears(Long.parseLong(years[1]) + 1), "b"));
    }
    return String.join(" and ", all);
  }

  private String patients(String query, String name) {
    Sight condition = found.of("Patient", query, "desk_" + name);
    given.addAll(condition.given());
    return condition.of("p");
  }

  private static String escaped(String value) {
    String plain = value.replaceAll("([\\\\,|$])", "\\\\$1");
    return URLEncoder.encode(plain, StandardCharsets.UTF_8);
  }

  private String cases() {
    List<String> all = new ArrayList<>(List.of(isSeen("e.task")));
    any(all, Filter.STATE, "states", "e.state = any ((select desk_states from sight)::text[])");
    any(all, Filter.CAUSE, "causes", "e.cause = any ((select desk_causes from sight)::text[])");
    any(all, Filter.LEVEL, "levels", "e.levels && (select desk_levels from sight)::text[]");
    return String.join(" and ", all);
  }

  private String work(@Nullable String me) {
    List<String> all = new ArrayList<>();
    all.add(
        filter.has(Filter.SNOOZED, "yes")
            ? "{w}.snoozed_until > (select desk_at from sight)"
            : "coalesce({w}.snoozed_until <= (select desk_at from sight), true)");
    any(all, Filter.ACTIVITY, "codes", "{w}.code = any ((select desk_codes from sight)::text[])");
    String owner = filter.first(Filter.OWNER);
    if (owner != null && owner.equals("none")) {
      all.add("{w}.owner is null");
    } else if (owner != null) {
      give("owner", "text", owner.equals("me") ? String.valueOf(me) : owner);
      all.add("{w}.owner = (select desk_owner from sight)");
    }
    return String.join(" and ", all);
  }

  /**
   * Whether the resource is in sight that a row of the workflow stands for, whose patient is. To
   * look at each of them costs more than all the rest of the statement.
   */
  private String isSeen(String reference) {
    if (sight.isAll()) {
      return "true";
    }
    if (!sight.apart().isEmpty()) {
      return "not exists (select from apart a where a.ref = %s)".formatted(reference);
    }
    return """
        exists (select from resource r where r.type = split_part(%1$s, '/', 1)
          and r.id = split_part(%1$s, '/', 2) and not r.deleted and %2$s)"""
        .formatted(reference, sight.of("r"));
  }

  private void any(List<String> all, String name, String column, String condition) {
    if (!filter.all(name).isEmpty()) {
      give(column, "text[]", filter.all(name).toArray(String[]::new));
      all.add(condition);
    }
  }
}
