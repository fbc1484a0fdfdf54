package dev.vertepath.desk.registry;

import dev.vertepath.desk.frame.PathwayPatients;
import dev.vertepath.record.Sight;
import dev.vertepath.record.Sight.Given;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements of the registry: the cases and the operations of a period that are in sight.
 *
 * <p>Figures are made of many resources of a patient, and each may bear a label. So a patient
 * counts only for who sees all that is labelled of her, among what figures are made of.
 */
final class RegistrySql {

  private static final String SEEN =
      """
      with %1$s,
      hidden as materialized (
        select distinct x.patient from labelled_resource l
        join resource x on x.type = l.type and x.id = l.id
        where x.patient is not null and not x.deleted and x.version <= l.version
          and x.type in ('Patient', 'Condition', 'Observation', 'Procedure', 'ServiceRequest',
            'Appointment', 'Task', 'CarePlan', 'Goal')
          and not %2$s
      ),
      people as materialized (
        select p.id from %4$s
        where p.id not in (select patient from hidden) and %3$s
      ),
      home as materialized (
        select distinct on (s.patient) s.patient, s.organization
        from patient_share s join people p on p.id = s.patient
        where s.because in ('managing', 'sender')
        order by s.patient, s.because = 'sender', s.organization
      )
      """;

  private static final String CASES =
      """
      , steps as materialized (
        select t.episode, string_agg(
            t.to_state || ' ' || (extract(epoch from t.effective) * 1000)::bigint,
            ',' order by t.ordinal) as steps
        from episode_transition t join people p on p.id = t.patient group by t.episode
      )
      select e.patient, h.organization, e.cause, array_to_string(e.levels, ' ') as levels,
        e.state, e.close_reason, e.opened, coalesce(t.steps, '') as steps
      from episode e join people p on p.id = e.patient
      left join home h on h.patient = e.patient
      left join steps t on t.episode = e.key
      where e.close_reason is distinct from 'entered-in-error'
        and e.opened >= (select registry_from from sight)
        and e.opened < (select registry_to from sight)
      """;

  private static final String OPERATIONS =
      """
      , served as materialized (
        select t.key, min(e.opened) as opened
        from treatment t join people p on p.id = t.patient
        join episode e on e.patient = t.patient and e.key = any (t.cases) group by t.key
      )
      select t.patient, h.organization, array_to_string(t.causes, ' ') as causes,
        array_to_string(t.levels, ' ') as levels, s.opened,
        not exists (select from treatment x where x.patient = t.patient and x.cases && t.cases
          and (x.ended, x.key) < (t.ended, t.key)) as first,
        t.began, t.ended, t.stopped, t.pain_before, t.reviews::text as reviews,
        array_to_string(t.complications, ' ') as complications
      from treatment t join people p on p.id = t.patient
      left join home h on h.patient = t.patient
      left join served s on s.key = t.key
      where t.ended >= (select registry_from from sight)
        and t.ended < (select registry_to from sight)
      """;

  private static final String ORGANIZATIONS =
      """
      select r.id, convert_from(r.body, 'UTF8')::jsonb ->> 'name' as name from resource r
      where r.type = 'Organization' and r.id = any (?) and not r.deleted
      """;

  private static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

  /** A statement with its arguments. */
  record Statement(String text, List<Object> arguments) {}

  private final String seen;
  private final List<Object> arguments;

  RegistrySql(Sight sight, Query query, ZoneId zone) {
    List<Given> given = new ArrayList<>(sight.given());
    Instant from = query.from() == null ? BEGINNING : start(query.from(), zone);
    Instant to = query.to() == null ? END : start(query.to().plusMonths(1), zone);
    given.add(new Given("registry_from", "timestamptz", from.atOffset(ZoneOffset.UTC)));
    given.add(new Given("registry_to", "timestamptz", to.atOffset(ZoneOffset.UTC)));
    var all = new Sight(given, "true");
    seen = SEEN.formatted(all.row(), sight.of("x"), sight.of("p"), PathwayPatients.FROM);
    arguments = all.arguments();
  }

  /** A month begins at midnight of the facility. */
  private static Instant start(java.time.YearMonth month, ZoneId zone) {
    return month.atDay(1).atStartOfDay(zone).toInstant();
  }

  Statement cases() {
    return new Statement(seen + CASES, arguments);
  }

  Statement operations() {
    return new Statement(seen + OPERATIONS, arguments);
  }

  static Statement organizations(List<String> ids) {
    return new Statement(ORGANIZATIONS, List.of((Object) ids.toArray(String[]::new)));
  }
}
