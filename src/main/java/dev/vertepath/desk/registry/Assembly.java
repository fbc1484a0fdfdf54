package dev.vertepath.desk.registry;

import dev.vertepath.pathway.Cause;
import dev.vertepath.pathway.Vertebra;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sorts rows into the groups that a query asks for. */
final class Assembly {

  /** Of a longer period only the months from the first case to the last are told. */
  private static final int MOST_EMPTY_MONTHS = 120;

  private final Query query;
  private final ZoneId zone;
  private final Instant now;
  private final Tally all;
  private final Map<String, Tally> groups = new HashMap<>();
  private final TreeMap<YearMonth, Tally> months = new TreeMap<>();

  Assembly(Query query, ZoneId zone, Instant now) {
    this.query = query;
    this.zone = zone;
    this.now = now;
    this.all = new Tally(now);
  }

  void add(CaseRow one) {
    if (isMeant(one.organization(), List.of(one.cause()), one.levels())) {
      YearMonth month = month(one.opened());
      all.add(one);
      months.computeIfAbsent(month, m -> new Tally(now)).add(one);
      for (String key : keys(month, one.organization(), List.of(one.cause()), one.levels())) {
        groups.computeIfAbsent(key, k -> new Tally(now)).add(one);
      }
    }
  }

  void add(OperationRow one) {
    List<String> causes = one.causes().isEmpty() ? List.of(Cause.UNSPECIFIED.code()) : one.causes();
    if (isMeant(one.organization(), causes, one.levels())) {
      YearMonth month = month(one.ended());
      all.add(one);
      months.computeIfAbsent(month, m -> new Tally(now)).add(one);
      for (String key : keys(month, one.organization(), causes, one.levels())) {
        groups.computeIfAbsent(key, k -> new Tally(now)).add(one);
      }
    }
  }

  private YearMonth month(Instant at) {
    return YearMonth.from(at.atZone(zone));
  }

  private boolean isMeant(@Nullable String organization, List<String> causes, List<String> levels) {
    return (query.organization() == null || query.organization().equals(organization))
        && (query.cause() == null || causes.contains(query.cause().code()))
        && (query.level() == null || levels.contains(query.level().name()));
  }

  /** Whoever has several levels or causes is in the group of each. */
  private List<String> keys(
      YearMonth month, @Nullable String organization, List<String> causes, List<String> levels) {
    return switch (query.group()) {
      case NONE, MONTH -> List.of();
      case ORGANIZATION -> List.of(organization == null ? Group.UNKNOWN : organization);
      case CAUSE -> causes;
      case LEVEL -> levels.isEmpty() ? List.of(Group.UNKNOWN) : levels;
    };
  }

  Report report(boolean sees, Map<String, String> organizations) {
    List<Group> byMonth = byMonth();
    List<Group> groups =
        query.group() == Grouping.MONTH
            ? byMonth
            : this.groups.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(order(organizations)))
                .map(one -> Group.of(one.getKey(), one.getValue()))
                .toList();
    return new Report(query, sees, Group.of(Group.ALL, all), groups, byMonth, organizations);
  }

  /** Months in which nothing happened are months as well. */
  private List<Group> byMonth() {
    YearMonth first = query.from();
    YearMonth last = query.to();
    if (!months.isEmpty()) {
      first = first == null ? months.firstKey() : first;
      last = last == null ? months.lastKey() : last;
    }
    List<Group> all = new ArrayList<>();
    if (first == null || last == null) {
      return all;
    }
    if (first.plusMonths(MOST_EMPTY_MONTHS).isBefore(last)) {
      first = months.isEmpty() ? last : months.firstKey();
      last = months.isEmpty() ? last : months.lastKey();
    }
    YearMonth until = last;
    for (YearMonth month = first; !month.isAfter(until); month = month.plusMonths(1)) {
      Tally tally = months.getOrDefault(month, new Tally(now));
      all.add(Group.of(month.toString(), tally));
    }
    return all;
  }

  private Comparator<String> order(Map<String, String> organizations) {
    Comparator<String> order =
        switch (query.group()) {
          case CAUSE ->
              Comparator.comparing(
                  key -> List.of(Cause.values()).stream().map(Cause::code).toList().indexOf(key));
          case LEVEL ->
              Comparator.comparing(
                  key ->
                      List.of(Vertebra.values()).stream()
                          .map(Vertebra::name)
                          .toList()
                          .indexOf(key));
          default -> Comparator.comparing(key -> organizations.getOrDefault(key, key));
        };
    return Comparator.<String, Boolean>comparing(Group.UNKNOWN::equals).thenComparing(order);
  }
}
