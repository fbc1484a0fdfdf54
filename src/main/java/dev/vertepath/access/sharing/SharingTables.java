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

  /** Takes statements that change rows: they are sent with what they follow from. */
  interface Statements {
    void add(String sql, @Nullable Object... arguments);
  }

  /** Lets these organizations, and for this reason no others, see a patient. */
  static void share(Statements to, String patient, String because, List<Share> shares) {
    to.add(
        """
        with o as (
          select distinct ?::text as patient, ?::text as because,
            unnest(?::text[]) collate "C" as organization,
            unnest(?::timestamptz[]) as valid_from, unnest(?::timestamptz[]) as valid_to
        ), gone as (
          delete from patient_share s
          where s.patient = ? and s.because = ?
            and not exists (
              select from o where o.organization = s.organization
                and o.valid_from = s.valid_from and o.valid_to = s.valid_to)
        )
        insert into patient_share (patient, organization, because, valid_from, valid_to)
        select o.patient, o.organization, o.because, o.valid_from, o.valid_to from o
        on conflict do nothing
        """,
        patient,
        because,
        shares.stream().map(Share::organization).toArray(String[]::new),
        instants(shares, Share::from),
        instants(shares, Share::to),
        patient,
        because);
  }

  /** Lets the organization that sent a patient first see her, for good. */
  static void sent(Statements to, String patient, String because, String organization) {
    Share share = Share.always(organization);
    to.add(
        """
        insert into patient_share (patient, organization, because, valid_from, valid_to)
        values (?, ?, ?, ?::timestamptz, ?::timestamptz) on conflict do nothing
        """,
        patient,
        organization,
        because,
        instant(share.from()),
        instant(share.to()));
  }

  /** Lets an organization see what belongs to no patient, since it has sent it. */
  static void own(Statements to, Collection<ResourceKey> keys, String organization) {
    if (!keys.isEmpty()) {
      to.add(
          """
          insert into owned_resource (type, id, organization)
          select unnest(?::text[]), unnest(?::text[]), ?::text
          on conflict do nothing
          """,
          keys.stream().map(ResourceKey::type).toArray(String[]::new),
          keys.stream().map(ResourceKey::id).toArray(String[]::new),
          organization);
    }
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

  /** A place for statements that are sent at once. */
  Statements now() {
    return (sql, arguments) -> jdbc.sql(sql).params(arguments).update();
  }

  /** Notes labels of versions. */
  static void label(Statements to, Collection<Label> labels) {
    if (!labels.isEmpty()) {
      to.add(
          """
          insert into labelled_resource (type, id, version, level)
          select unnest(?::text[]), unnest(?::text[]), unnest(?::bigint[]), unnest(?::smallint[])
          on conflict do nothing
          """,
          labels.stream().map(label -> label.key().type()).toArray(String[]::new),
          labels.stream().map(label -> label.key().id()).toArray(String[]::new),
          labels.stream().map(Label::version).toArray(Long[]::new),
          labels.stream().map(label -> (short) label.level()).toArray(Short[]::new));
    }
  }

  /** Lets these denials, and no others, hold for a patient. */
  static void deny(Statements to, String patient, List<Denial> denials) {
    to.add("delete from patient_denial where patient = ?", patient);
    if (denials.isEmpty()) {
      return;
    }
    to.add(
        """
        insert into patient_denial (patient, consent, actor, purpose, valid_from, valid_to)
        select ?::text, unnest(?::text[]), unnest(?::text[]), unnest(?::text[]),
          unnest(?::timestamptz[]), unnest(?::timestamptz[])
        """,
        patient,
        texts(denials, Denial::consent),
        texts(denials, Denial::actor),
        texts(denials, Denial::purpose),
        instants(denials, Denial::from),
        instants(denials, Denial::to));
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
    return all.stream().map(one -> instant(instant.apply(one))).toArray(String[]::new);
  }

  private static String instant(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toString();
  }
}
