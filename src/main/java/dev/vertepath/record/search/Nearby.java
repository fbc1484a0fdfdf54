package dev.vertepath.record.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vertepath.record.Sight;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who sees few of many resources of a type is searched for among these: otherwise whatever matches
 * would be looked at, whether it is in sight, until enough of it is. Whether they are few is asked
 * now and then, and changes nothing but the way.
 */
final class Nearby {

  /** For so long it is not asked again. */
  private static final Duration KNOWN = Duration.ofMinutes(1);

  private static final long REMEMBERED = 10_000;

  /** So many, of so many patients, are few, whatever the record holds. */
  private static final int FEW = 200;

  /**
   * To find a page and its total among what is of N patients takes about 300 N / n looks, if n are
   * in sight; to go through these costs about as much as 3 n looks.
   */
  private static final int LOOKS = 100;

  private static final String FEW_PATIENTS =
      """
      most as materialized (
        select greatest(%d, sqrt(%d * greatest(reltuples, 0)))::bigint as few
        from pg_class where oid = 'resource_patients'::regclass)
      select (select count(*) from (select from (%%s) p limit (select few + 1 from most)) p) <= few
      """
          .formatted(FEW, LOOKS);

  private final JdbcClient jdbc;
  private final Cache<Of, Boolean> few =
      Caffeine.newBuilder().expireAfterWrite(KNOWN).maximumSize(REMEMBERED).build();

  private record Of(String whose, String type) {}

  Nearby(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The {@code rid} of all of the type that may be in sight.
   *
   * @return null where it is not known where they are, or they are not few
   */
  @Nullable Sql rows(Scope scope) {
    Sight.Near near = scope.moment().sight().near();
    if (near == null
        || !scope.moment().isNow()
        || !scope.isOfOneType()
        || !near.types().contains(scope.type())) {
      return null;
    }
    Sql rows =
        Sql.of("select r.rid from (" + near.patients() + ") p cross join lateral (")
            .then("select r.rid from resource r where r.patient = p.patient")
            .then(" and r.type = ? and not r.deleted offset 0) r", scope.type())
            .then(" union all select r.rid from (" + near.others() + ") k cross join lateral (")
            .then("select r.rid from resource r where r.type = k.type and r.id = k.id")
            .then(" and r.patient is null and not r.deleted offset 0) r")
            .then(" where k.type = ?", scope.type());
    return areFew(near, scope.type(), rows, scope.moment()) ? rows : null;
  }

  private boolean areFew(Sight.Near near, String type, Sql rows, Moment moment) {
    var of = new Of(near.whose(), type);
    Boolean known = few.getIfPresent(of);
    if (known == null) {
      // Not within the cache, where others would wait for it who hold what it needs.
      known = ask(near, rows, moment);
      few.put(of, known);
    }
    return known;
  }

  private boolean ask(Sight.Near near, Sql rows, Moment moment) {
    Sql asked =
        moment
            .preludeAnd()
            .then(FEW_PATIENTS.formatted(near.patients()))
            .then(" and (select count(*) from (select from (")
            .then(rows)
            .then(") n limit (select few + 1 from most)) n) <= few from most");
    return jdbc.sql(asked.text()).params(asked.arguments()).query(Boolean.class).single();
  }
}
