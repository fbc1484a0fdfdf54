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
 * Hides a second count wherever a single one is hidden of several whose sum is told: it could be
 * computed from the others.
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
    Set<String> withheld = new HashSet<>(group.withheld());
    List<String> states = Arrays.stream(CaseState.values()).map(CaseState::code).toList();
    second(states.stream().map(state -> new Place(group, Measure.CASES, state)).toList(), withheld);
    second(
        group.items(Measure.CASES).stream()
            .filter(item -> item.startsWith(CaseState.CLOSED.code() + "-"))
            .map(item -> new Place(group, Measure.CASES, item))
            .toList(),
        withheld);
    return group.with(withheld);
  }

  private List<Group> across(List<Group> groups) {
    List<Group> all = new ArrayList<>(groups.stream().map(this::parts).toList());
    for (Measure measure : Measure.values()) {
      Set<String> items = new LinkedHashSet<>();
      groups.forEach(group -> items.addAll(group.items(measure)));
      for (String item : items) {
        List<Place> places = all.stream().map(group -> new Place(group, measure, item)).toList();
        chosen(places)
            .map(Place::group)
            .ifPresent(
                more -> {
                  Set<String> withheld = new HashSet<>(more.withheld());
                  withheld.add(Group.place(measure, item));
                  all.set(all.indexOf(more), more.with(withheld));
                });
      }
    }
    return all;
  }

  private record Place(Group group, Measure measure, String item) {

    int count() {
      return group.figure(measure, item).count();
    }
  }

  private void second(List<Place> places, Set<String> withheld) {
    chosen(places).ifPresent(one -> withheld.add(Group.place(one.measure(), one.item())));
  }

  /** The smallest that is told, where exactly one is hidden. */
  private Optional<Place> chosen(List<Place> places) {
    long hidden = places.stream().filter(this::isHidden).count();
    return hidden != 1
        ? Optional.empty()
        : places.stream()
            .filter(one -> !isHidden(one) && one.count() > 0)
            .min(Comparator.comparingInt(Place::count));
  }

  private boolean isHidden(Place one) {
    return one.group().isWithheld(one.measure(), one.item())
        || cells.count(one.group().figure(one.measure(), one.item())).isHidden();
  }
}
