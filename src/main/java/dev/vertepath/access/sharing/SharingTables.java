package dev.vertepath.access.sharing;

import dev.vertepath.record.ResourceKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables that the sight of callers compares with. */
final class SharingTables {

  private final JdbcClient jdbc;

  SharingTables(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Lets these organizations, and for this reason no others, see a patient. */
  void share(String patient, String because, List<Share> shares) {
    jdbc.sql(
            """
            with o as (
              select distinct unnest(:organizations::text[]) collate "C" as organization,
                unnest(:from::timestamptz[]) as valid_from, unnest(:to::timestamptz[]) as valid_to
            ), gone as (
              delete from patient_share s
              where s.patient = :patient and s.because = :because
                and not exists (
                  select from o where o.organization = s.organization
                    and o.valid_from = s.valid_from and o.valid_to = s.valid_to)
            )
            insert into patient_share (patient, organization, because, valid_from, valid_to)
            select :patient, o.organization, :because, o.valid_from, o.valid_to from o
            on conflict do nothing
            """)
        .param("patient", patient)
        .param("because", because)
        .param("organizations", shares.stream().map(Share::organization).toArray(String[]::new))
        .param("from", instants(shares, Share::from))
        .param("to", instants(shares, Share::to))
        .update();
  }

  /** Lets an organization see what belongs to no patient, since it has sent it. */
  void own(ResourceKey key, String organization) {
    jdbc.sql(
            "insert into owned_resource (type, id, organization) values (?, ?, ?) on conflict do nothing")
        .params(key.type(), key.id(), organization)
        .update();
  }

  /** Those of these that an organization has sent. */
  Set<ResourceKey> owned(Collection<ResourceKey> keys, String organization) {
    return new HashSet<>(
        jdbc.sql(
                """
                select o.type, o.id from unnest(?::text[], ?::text[]) as k(type, id)
                join owned_resource o on o.type = k.type collate "C" and o.id = k.id collate "C"
                where o.organization = ?
                """)
            .params(
                keys.stream().map(ResourceKey::type).toArray(String[]::new),
                keys.stream().map(ResourceKey::id).toArray(String[]::new),
                organization)
            .query((row, number) -> new ResourceKey(row.getString(1), row.getString(2)))
            .list());
  }

  /** The labels of all versions of a patient's resources, by what they say themselves. */
  List<Label> labels(String patient) {
    return jdbc
        .sql(
            """
            select r.type, r.id, r.version, r.body from resource r
            where r.patient = :patient and position(convert_to(:system, 'UTF8') in r.body) > 0
            union all
            select r.type, r.id, v.version, v.body
            from resource r join resource_version v on v.rid = r.rid
            where r.patient = :patient and position(convert_to(:system, 'UTF8') in v.body) > 0
            """)
        .param("patient", patient)
        .param("system", Label.SYSTEM)
        .query(
            (row, number) ->
                Label.of(
                    new ResourceKey(row.getString(1), row.getString(2)),
                    row.getLong(3),
                    row.getBytes(4)))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * The labels of all versions of what belongs to no patient, or did not once.
   *
   * @param labels is given each
   */
  void labelsOfNobody(Consumer<Label> labels) {
    jdbc.sql(
            """
            select r.type, r.id, r.version, r.body from resource r
            where r.patient is null and position(convert_to(:system, 'UTF8') in r.body) > 0
            union all
            select r.type, r.id, v.version, v.body
            from resource r join resource_version v on v.rid = r.rid
            where (r.patient is null or v.patient is null)
              and position(convert_to(:system, 'UTF8') in v.body) > 0
            """)
        .param("system", Label.SYSTEM)
        .query(
            row -> {
              Label.of(
                      new ResourceKey(row.getString(1), row.getString(2)),
                      row.getLong(3),
                      row.getBytes(4))
                  .ifPresent(labels);
            });
  }

  void label(Collection<Label> labels) {
    for (Label label : labels) {
      jdbc.sql(
              """
              insert into labelled_resource (type, id, version, level) values (?, ?, ?, ?)
              on conflict do nothing
              """)
          .params(label.key().type(), label.key().id(), label.version(), label.level())
          .update();
    }
  }

  /** Lets these denials, and no others, hold for a patient. */
  void deny(String patient, List<Denial> denials) {
    jdbc.sql("delete from patient_denial where patient = ?").param(patient).update();
    if (denials.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into patient_denial (patient, consent, actor, purpose, valid_from, valid_to)
            select ?, unnest(?::text[]), unnest(?::text[]), unnest(?::text[]),
              unnest(?::timestamptz[]), unnest(?::timestamptz[])
            """)
        .params(
            patient,
            texts(denials, Denial::consent),
            texts(denials, Denial::actor),
            texts(denials, Denial::purpose),
            instants(denials, Denial::from),
            instants(denials, Denial::to))
        .update();
  }

  private static @Nullable String[] texts(
      List<Denial> denials, Function<Denial, @Nullable String> text) {
    var texts = new @Nullable String[denials.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text.apply(denials.get(i));
    }
    return texts;
  }

  private static <T> String[] instants(List<T> all, Function<T, Instant> instant) {
    return all.stream()
        .map(one -> instant.apply(one).atOffset(ZoneOffset.UTC).toString())
        .toArray(String[]::new);
  }
}
