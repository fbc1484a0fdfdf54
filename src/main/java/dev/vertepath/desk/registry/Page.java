package dev.vertepath.desk.registry;

import dev.vertepath.pathway.ActivityDefinition;
import dev.vertepath.pathway.CaseState;
import dev.vertepath.pathway.CloseReason;
import dev.vertepath.pathway.Complication;
import dev.vertepath.pathway.Protocols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A report as the page shows it.
 *
 * @param hides the smallest count that is told here; 1 when nothing is hidden
 * @param smallestTold in exports
 */
public record Page(
    Report report,
    int hides,
    int smallestTold,
    Shown all,
    List<Shown> groups,
    List<Shown> months,
    List<String> states,
    List<String> reviews,
    List<String> complications,
    MonthPlot volumes,
    RowPlot waits,
    RowPlot dwells,
    RowPlot scored,
    RowPlot pain,
    RowPlot complicated) {

  /** Reasons for which a case that counts is closed. */
  private static final List<String> REASONS =
      Arrays.stream(CloseReason.values())
          .filter(reason -> reason != CloseReason.ENTERED_IN_ERROR)
          .map(CloseReason::code)
          .toList();

  /**
   * @param hidden what exports hide, and the page from who may not see the cases
   */
  static Page of(Report counted, SmallCells hidden, Labels labels, Locale locale) {
    SmallCells cells = counted.sees() ? SmallCells.TOLD : hidden;
    Report report = Withholding.of(counted, cells);
    Grouping by = report.query().group();
    List<Shown> months = new ArrayList<>();
    for (Group month : report.months()) {
      String label = labels.group(Grouping.MONTH, month.key(), report.organizations(), locale);
      months.add(new Shown(month, label, cells, locale));
    }
    List<Shown> groups = new ArrayList<>();
    for (Group group : report.groups()) {
      String label = labels.group(by, group.key(), report.organizations(), locale);
      groups.add(new Shown(group, label, cells, locale));
    }
    Shown all = new Shown(report.all(), labels.text("registry.all", locale), cells, locale);
    List<String> states = states(report.all());
    List<String> reviews = reviews(report.all());
    List<String> complications = kinds();
    List<RowPlot.Item> waits = new ArrayList<>();
    waits.add(new RowPlot.Item(all.label(), all.cell("WAIT", Tally.ALL)));
    groups.forEach(one -> waits.add(new RowPlot.Item(one.label(), one.cell("WAIT", Tally.ALL))));
    String percent = labels.text("registry.percent", locale);
    return new Page(
        report,
        cells.smallest(),
        hidden.smallest(),
        all,
        groups,
        months,
        states,
        reviews,
        complications,
        MonthPlot.of(months, locale),
        RowPlot.ranges(waits, locale),
        RowPlot.ranges(items(all, "DWELL", states, "frame.state.", labels, locale), locale),
        RowPlot.shares(
            items(all, "SCORED", reviews, "registry.review.", labels, locale), percent, locale),
        RowPlot.ranges(items(all, "PAIN", reviews, "registry.review.", labels, locale), locale),
        RowPlot.shares(
            items(all, "COMPLICATIONS", drawn(all), "registry.complication.", labels, locale),
            percent,
            locale));
  }

  private static List<RowPlot.Item> items(
      Shown all, String measure, List<String> codes, String prefix, Labels labels, Locale locale) {
    return codes.stream()
        .map(code -> new RowPlot.Item(labels.text(prefix + code, locale), all.cell(measure, code)))
        .toList();
  }

  /** States in which a case stays, of which any is known. */
  private static List<String> states(Group all) {
    Set<String> ended = all.items(Measure.DWELL);
    Set<String> going = all.items(Measure.DWELLING);
    return Arrays.stream(CaseState.values())
        .map(CaseState::code)
        .filter(code -> ended.contains(code) || going.contains(code))
        .toList();
  }

  /** Reviews of which any is due, in the order of their windows. */
  private static List<String> reviews(Group all) {
    return Protocols.registryFollowUp().activities().stream()
        .map(ActivityDefinition::code)
        .filter(all.items(Measure.SCORED)::contains)
        .toList();
  }

  private static List<String> kinds() {
    List<String> all = new ArrayList<>(List.of(Tally.ANY));
    Arrays.stream(Complication.values()).map(Complication::code).forEach(all::add);
    return all;
  }

  /** The whole, leaks, and what there is besides. */
  private static List<String> drawn(Shown all) {
    return kinds().stream()
        .filter(
            kind ->
                kind.equals(Tally.ANY)
                    || kind.startsWith(Complication.CEMENT_LEAKAGE.code() + "-")
                    || all.group().figure(Measure.COMPLICATIONS, kind).count() > 0)
        .toList();
  }

  /** Every state that a case of the period is in. */
  public List<String> whereabouts() {
    Set<String> items = report.all().items(Measure.CASES);
    return Arrays.stream(CaseState.values()).map(CaseState::code).filter(items::contains).toList();
  }

  public List<String> reasons() {
    return REASONS;
  }

  public boolean isEmpty() {
    return report.all().figures().isEmpty();
  }

  public boolean hidesAny() {
    return hides > 1;
  }

  public Query query() {
    return report.query();
  }
}
