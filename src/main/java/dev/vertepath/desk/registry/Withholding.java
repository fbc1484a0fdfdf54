package dev.vertepath.desk.registry;

import dev.vertepath.pathway.CaseState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Hides further counts wherever what is hidden could be computed from a sum that is told and the
 * others.
 */
final class Withholding {

  private final SmallCells cells;

  private Withholding(SmallCells cells) {
    this.cells = cells;
  }

  /** The same report, with what must not be told of it marked. */
  static Report of(Report report, SmallCells cells) {
    if (cells.smallest() <= 1) {
      return report;
    }
    var withholding = new Withholding(cells);
    return new Report(
        report.query(),
        report.sees(),
        withholding.parts(report.all()),
        withholding.across(report.groups()),
        withholding.across(report.months()),
        report.organizations());
  }

  /** Where cases are now, and why they are closed, comes to a sum that is told. */
  private Group parts(Group group) {
    List<String> states = Arrays.stream(CaseState.values()).map(CaseState::code).toList();
    List<String> reasons =
        group.items(Measure.CASES).stream()
            .filter(item -> item.startsWith(CaseState.CLOSED.code() + "-"))
            .toList();
    return part(part(group, states), reasons);
  }

  private Group part(Group group, List<String> items) {
    Group safe = group;
    while (true) {
      Group now = safe;
      Optional<Place> more =
          chosen(items.stream().map(item -> new Place(now, Measure.CASES, item)).toList());
      if (more.isEmpty()) {
        return safe;
      }
      safe = more.get().withheld();
    }
  }

  /** Again and again, for what is hidden in one sum is told by another. */
  private List<Group> across(List<Group> groups) {
    List<Group> all = List.copyOf(groups);
    while (true) {
      List<Group> safe = new ArrayList<>(all.stream().map(this::parts).toList());
      for (Measure measure : Measure.values()) {
        Set<String> items = new LinkedHashSet<>();
        groups.forEach(group -> items.addAll(group.items(measure)));
        items.forEach(item -> across(safe, measure, item));
      }
      if (safe.equals(all)) {
        return all;
      }
      all = List.copyOf(safe);
    }
  }

  private void across(List<Group> groups, Measure measure, String item) {
    Optional<Place> more;
    do {
      more = chosen(groups.stream().map(group -> new Place(group, measure, item)).toList());
      more.ifPresent(place -> groups.set(groups.indexOf(place.group()), place.withheld()));
    } while (more.isPresent());
  }

  private record Place(Group group, Measure measure, String item) {

    Figure figure() {
      return group.figure(measure, item);
    }

    int count() {
      return figure().count();
    }

    boolean isWithheld() {
      return group.isWithheld(measure, item);
    }

    Group withheld() {
      Set<String> places = new HashSet<>(group.withheld());
      places.add(Group.place(measure, item));
      return group.with(places);
    }
  }

  /**
   * The smallest that is told, where the hidden ones do not hide each other: one of them must be of
   * any size, and what they have beyond the least that each can be must leave every small count
   * possible.
   */
  private Optional<Place> chosen(List<Place> places) {
    List<Place> hidden = places.stream().filter(this::isHidden).toList();
    int beyond = hidden.stream().mapToInt(one -> one.count() - least(one)).sum();
    boolean safe =
        hidden.isEmpty()
            || hidden.size() > 1
                && hidden.stream().anyMatch(Place::isWithheld)
                && beyond >= cells.smallest() - 2;
    return safe
        ? Optional.empty()
        : places.stream()
            .filter(one -> !isHidden(one) && one.count() > 0)
            .min(Comparator.comparingInt(Place::count));
  }

  /** What everybody knows of a hidden count. */
  private int least(Place one) {
    Integer of = one.figure().of();
    if (one.isWithheld()) {
      return Math.min(one.count(), cells.smallest());
    }
    return one.count() < cells.smallest() || of == null
        ? 1
        : Math.min(one.count(), of - cells.smallest() + 1);
  }

  private boolean isHidden(Place one) {
    return one.isWithheld() || cells.count(one.figure()).isHidden();
  }
}
