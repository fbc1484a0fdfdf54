package dev.vertepath.record.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vertepath.record.Sight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who sees few of many patients is searched for among these: otherwise whatever matches would be
 * looked at, whether it is in sight, until enough of it is. Whether they are few is asked now and
 * then, and changes nothing but the way.
 */
final class Nearby {

  /** For so long it is not asked again whose patients are few. */
  private static final Duration KNOWN = Duration.ofMinutes(1);

  private static final long REMEMBERED = 10_000;

  /** So many patients are few, whatever the record holds. */
  private static final int FEW = 100;

  /**
   * To find a page and its total among what is of N patients takes about 300 N / n looks, if those
   * of n are in sight; to go through these costs about as much as 1.5 n looks.
   */
  private static final int LOOKS = 200;

  private static final String ARE_FEW =
      """
      most as materialized (
        select greatest(%d, sqrt(%d * greatest(reltuples, 0)))::bigint as few
        from pg_class where oid = 'resource_patients'::regclass)
      select (select count(*) from (select from (%s) p limit (select few + 1 from most)) p) <= few
        and (select count(*) from (select from (%s) k limit (select few + 1 from most)) k) <= few
      from most
      """;

  private final JdbcClient jdbc;
  private final Cache<Sight.Whose, Boolean> few =
      Caffeine.newBuilder().expireAfterWrite(KNOWN).maximumSize(REMEMBERED).build();

  Nearby(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The {@code rid} of all that may be in sight, by its patient; deleted ones are left out.
   *
   * @return null where that is not known, or is not the better way
   */
  @Nullable Sql rows(Scope scope) {
    Sight.Near near = scope.moment().sight().near();
    if (near == null
        || !scope.moment().isNow()
        || !scope.isOfOneType()
        || !near.types().contains(scope.type())
        || !areFew(near, scope.moment())) {
      return null;
    }
    return Sql.of("select r.rid from (" + near.patients() + ") p cross join lateral (")
        .then("select r.rid from resource r where r.patient = p.patient")
        .then(" and r.type = ? and not r.deleted offset 0) r", scope.type())
        .then(" union all select r.rid from (" + near.others() + ") k cross join lateral (")
        .then("select r.rid from resource r where r.type = k.type and r.id = k.id")
        .then(" and r.patient is null and not r.deleted offset 0) r")
        .then(" where k.type = ?", scope.type());
  }

  private boolean areFew(Sight.Near near, Moment moment) {
    return near.few() || few.get(moment.sight().whose(), whose -> ask(near, moment.sight()));
  }

  private boolean ask(Sight.Near near, Sight sight) {
    List<Object> arguments = new ArrayList<>(sight.arguments());
    return jdbc.sql(
            "with "
                + sight.row()
                + ", "
                + ARE_FEW.formatted(FEW, LOOKS, near.patients(), near.others()))
        .params(arguments)
        .query(Boolean.class)
        .single();
  }
}
