package dev.vertepath.access.audit;

import dev.vertepath.access.Access;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.Decision.Allowed;
import dev.vertepath.access.Decision.Refused;
import dev.vertepath.access.InsufficientScope;
import dev.vertepath.access.Permission;
import dev.vertepath.record.ClinicalRecord.ServedParameter;
import dev.vertepath.record.Handling;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.StoredResource;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit trail as AuditEvents, for those who may read it. */
final class AuditReading {

  private final JdbcClient jdbc;
  private final Access access;
  private final AuditResource resources;
  private final ZoneId zone;

  AuditReading(JdbcClient jdbc, Access access, AuditResource resources, ZoneId zone) {
    this.jdbc = jdbc;
    this.access = access;
    this.resources = resources;
    this.zone = zone;
  }

  static boolean isOf(@Nullable String type) {
    return AuditResource.TYPE.equals(type);
  }

  static RecordException notWritten() {
    return new RecordException(
        Kind.FORBIDDEN,
        "forbidden",
        AuditResource.TYPE,
        "Nobody writes AuditEvents: the service itself tells what is done. They can be read and"
            + " searched for.");
  }

  static RecordException notInTransactions() {
    return new RecordException(
        Kind.INVALID,
        "not-supported",
        AuditResource.TYPE,
        "AuditEvents are not read within a transaction: read them alone, or in a batch.");
  }

  static RecordException noHistory() {
    return new RecordException(
        Kind.INVALID,
        "not-supported",
        AuditResource.TYPE,
        "AuditEvents have no history, since they never change: read them, or search for them.");
  }

  static List<ServedParameter> parameters() {
    return AuditConditions.TYPES.entrySet().stream()
        .map(e -> new ServedParameter(e.getKey(), e.getValue(), words(e.getKey()), Set.of(), null))
        .toList();
  }

  private static String words(String parameter) {
    return switch (parameter) {
      case "agent" ->
          "Who did it, by reference, or by agent:identifier with the subject of a token";
      case "entity" -> "A resource that was touched, in whatever version";
      case "source" -> "Who told it, by source:identifier: it is always this service";
      case "date", "_lastUpdated" -> "When it was done";
      default -> "As in R4";
    };
  }

  StoredResource read(ResourceKey key, @Nullable Long version) {
    require(Permission.READ);
    List<AuditRow> found =
        key.id().matches("[1-9]\\d{0,17}") && (version == null || version == 1)
            ? jdbc.sql("select " + AuditRow.COLUMNS + " from audit_event where seq = ?")
                .param(Long.parseLong(key.id()))
                .query(AuditRow::read)
                .list()
            : List.of();
    if (found.isEmpty()) {
      throw new RecordException(
          Kind.NOT_FOUND, "not-found", key.type(), "There is no such version of " + key + ".");
    }
    return resources.of(found.getFirst());
  }

  SearchPage search(String query, Handling handling) {
    require(Permission.SEARCH);
    AuditSearch search = AuditSearch.parse(query, handling, zone);
    List<AuditRow> rows = search.count() == 0 ? List.of() : rows(search);
    boolean more = rows.size() > search.count();
    List<AuditRow> page = more ? rows.subList(0, search.count()) : rows;
    return new SearchPage(
        search.wantsTotal() ? total(search) : null,
        page.stream().map(resources::of).toList(),
        List.of(),
        new SearchPage.Links(
            search.link(search.after() == null ? null : search.after().sealed()),
            search.link(null),
            more ? search.link(position(page.getLast()).sealed()) : null,
            null),
        search.warnings());
  }

  private static AuditSearch.Position position(AuditRow last) {
    Instant recorded = last.recorded();
    return new AuditSearch.Position(ChronoUnit.MICROS.between(Instant.EPOCH, recorded), last.seq());
  }

  private List<AuditRow> rows(AuditSearch search) {
    var arguments = new ArrayList<>(search.conditions().arguments());
    String after = "";
    AuditSearch.Position position = search.after();
    if (position != null) {
      after =
          " and (recorded, seq) %s (timestamptz 'epoch' + ? * interval '1 microsecond', ?)"
              .formatted(search.isAscending() ? ">" : "<");
      arguments.add(position.micros());
      arguments.add(position.seq());
    }
    arguments.add(search.count() + 1);
    String order = search.isAscending() ? "" : " desc";
    return jdbc.sql(
            "select %s from audit_event where %s%s order by recorded%s, seq%s limit ?"
                .formatted(AuditRow.COLUMNS, search.conditions().sql(), after, order, order))
        .params(arguments)
        .query(AuditRow::read)
        .list();
  }

  private long total(AuditSearch search) {
    return jdbc.sql("select count(*) from audit_event where " + search.conditions().sql())
        .params(search.conditions().arguments())
        .query(Long.class)
        .single();
  }

  /**
   * @throws RecordException FORBIDDEN unless this thread's caller may read AuditEvents
   */
  void requireReader() {
    require(Permission.READ);
  }

  private void require(Permission permission) {
    switch (access.decide(CurrentCaller.get(), permission, AuditResource.TYPE)) {
      case Refused refused -> throw InsufficientScope.of(refused);
      case Allowed allowed when !allowed.within().isEmpty() ->
          throw new RecordException(
              Kind.FORBIDDEN,
              "forbidden",
              null,
              "The token's scopes allow some AuditEvents only, which is not served: ask for"
                  + " user/AuditEvent.rs.");
      case Allowed all -> {
        // Nothing stands in the way.
      }
    }
  }
}
