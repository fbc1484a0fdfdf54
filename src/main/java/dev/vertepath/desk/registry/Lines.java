package dev.vertepath.desk.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as lines: small numbers are hidden whoever asks, for who reads them is not known. */
final class Lines {

  private Lines() {}

  static List<Line> of(Report all, SmallCells cells) {
    Report report = Withholding.of(all, cells);
    List<Line> lines = new ArrayList<>();
    add(lines, Grouping.NONE, report.all(), report.organizations(), cells);
    for (Group group : report.groups()) {
      add(lines, report.query().group(), group, report.organizations(), cells);
    }
    return lines;
  }

  private static void add(
      List<Line> lines,
      Grouping by,
      Group group,
      Map<String, String> organizations,
      SmallCells cells) {
    String name =
        by == Grouping.ORGANIZATION
            ? organizations.getOrDefault(group.key(), group.key())
            : group.key();
    group
        .figures()
        .forEach(
            (measure, items) ->
                items
                    .keySet()
                    .forEach(
                        item ->
                            lines.add(
                                new Line(
                                    by,
                                    group.key(),
                                    name,
                                    measure,
                                    item,
                                    group.cell(measure, item, cells, Locale.ROOT)))));
  }
}
