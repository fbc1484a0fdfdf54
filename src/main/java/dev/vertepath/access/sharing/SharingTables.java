package dev.vertepath.access.sharing;

import dev.vertepath.record.ResourceKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
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
  void share(String patient, String because, Collection<String> organizations) {
    jdbc.sql(
            """
            with o as (select distinct unnest(:organizations::text[]) collate "C" as organization),
            gone as (
              delete from patient_share s
              where s.patient = :patient and s.because = :because
                and not exists (select from o where o.organization = s.organization)
            )
            insert into patient_share (patient, organization, because)
            select :patient, o.organization, :because from o
            on conflict do nothing
            """)
        .param("patient", patient)
        .param("because", because)
        .param("organizations", organizations.toArray(String[]::new))
        .update();
  }

  /** Lets an organization see what belongs to no patient, since it has sent it. */
  void own(ResourceKey key, String organization) {
    jdbc.sql(
            "insert into owned_resource (type, id, organization) values (?, ?, ?) on conflict do nothing")
        .params(key.type(), key.id(), organization)
        .update();
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

  private static String[] instants(List<Denial> denials, Function<Denial, Instant> instant) {
    return denials.stream()
        .map(denial -> instant.apply(denial).atOffset(ZoneOffset.UTC).toString())
        .toArray(String[]::new);
  }
}
