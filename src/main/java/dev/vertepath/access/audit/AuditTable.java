package dev.vertepath.access.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Adds events, however many, by one statement. */
final class AuditTable {

  /** Arrays in step, as in the record's index: a document of JSON costs half as much again. */
  static final String INSERT =
      """
      insert into audit_event (tx, digest, recorded, act, operation, outcome, reason, kind, subject,
        name, fhir_user, client, roles, organization, purpose, address, request, patients, touched,
        mentions, query)
      select pg_current_xact_id()::text::bigint + (select tx_offset from transaction_origin), e.digest,
        'epoch'::timestamptz + e.recorded * interval '1 microsecond', e.act, e.operation, e.outcome,
        e.reason, e.kind, e.subject, e.name, e.fhir_user, e.client, e.roles::text[], e.organization,
        e.purpose, e.address, e.request, e.patients::text[], e.touched::text[], e.mentions::text[],
        e.query
      from (
        select unnest(?::bytea[]) as digest, unnest(?::bigint[]) as recorded, unnest(?::text[]) as act,
          unnest(?::text[]) as operation, unnest(?::smallint[]) as outcome,
          unnest(?::text[]) as reason, unnest(?::text[]) as kind, unnest(?::text[]) as subject,
          unnest(?::text[]) as name, unnest(?::text[]) as fhir_user, unnest(?::text[]) as client,
          unnest(?::text[]) as roles, unnest(?::text[]) as organization,
          unnest(?::text[]) as purpose, unnest(?::text[]) as address, unnest(?::text[]) as request,
          unnest(?::text[]) as patients, unnest(?::text[]) as touched, unnest(?::text[]) as mentions,
          unnest(?::text[]) as query
      ) e
      """;

  private final JdbcClient jdbc;

  AuditTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** In a transaction of its own. */
  void add(Collection<AuditEvent> events) {
    jdbc.sql(INSERT).params(List.of(arguments(events))).update();
  }

  /** The arguments of {@link #INSERT}. */
  static Object[] arguments(Collection<AuditEvent> events) {
    List<AuditColumns> all = events.stream().map(AuditEvent::columns).toList();
    return new Object[] {
      all.stream().map(AuditColumns::digest).toArray(byte[][]::new),
      all.stream().map(AuditColumns::recorded).toArray(Long[]::new),
      texts(all, AuditColumns::act),
      texts(all, AuditColumns::operation),
      all.stream().map(one -> (short) one.outcome()).toArray(Short[]::new),
      texts(all, AuditColumns::reason),
      texts(all, AuditColumns::kind),
      texts(all, AuditColumns::subject),
      texts(all, AuditColumns::name),
      texts(all, AuditColumns::fhirUser),
      texts(all, AuditColumns::client),
      lists(all, AuditColumns::roles),
      texts(all, AuditColumns::organization),
      texts(all, AuditColumns::purpose),
      texts(all, AuditColumns::address),
      texts(all, AuditColumns::request),
      lists(all, AuditColumns::patients),
      lists(all, AuditColumns::touched),
      lists(all, AuditColumns::mentions),
      texts(all, AuditColumns::query)
    };
  }

  private static @Nullable String[] texts(
      List<AuditColumns> all, Function<AuditColumns, @Nullable String> text) {
    var texts = new @Nullable String[all.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text.apply(all.get(i));
    }
    return texts;
  }

  /** Lists differ in length, which PostgreSQL's arrays of arrays may not: each is a literal. */
  private static String[] lists(List<AuditColumns> all, Function<AuditColumns, List<String>> list) {
    var literals = new ArrayList<String>(all.size());
    all.forEach(one -> literals.add(literal(list.apply(one))));
    return literals.toArray(String[]::new);
  }

  private static String literal(List<String> texts) {
    var literal = new StringBuilder("{");
    for (String text : texts) {
      literal.append(literal.length() == 1 ? "\"" : ",\"");
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '"' || c == '\\') {
          literal.append('\\');
        }
        literal.append(c);
      }
      literal.append('"');
    }
    return literal.append('}').toString();
  }
}
