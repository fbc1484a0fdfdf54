package dev.vertepath.desk.registry;

import dev.vertepath.record.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Lines as CSV (RFC 4180, with a header) and as NDJSON. */
final class Export {

  private static final String[] HEADER = {
    "from [month]",
    "to [month]",
    "grouped by",
    "group",
    "group name",
    "measure",
    "item",
    "count [1]",
    "denominator [1]",
    "share [%]",
    "lower quartile [unit]",
    "median [unit]",
    "upper quartile [unit]",
    "unit [UCUM]"
  };

  /** What a spreadsheet would take for a formula. */
  private static final Pattern FORMULA = Pattern.compile("\\s*[=+\\-@\\t\\r\\n].*", Pattern.DOTALL);

  private static final double TENTHS = 10;

  private Export() {}

  static String csv(Query query, List<Line> lines) {
    var csv = new StringBuilder();
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader(HEADER).get();
    try (var printer = new CSVPrinter(csv, format)) {
      for (Line line : lines) {
        Quartiles q = line.cell().quartiles();
        printer.printRecord(
            query.from(),
            query.to(),
            line.by().code(),
            text(line.group()),
            text(line.name()),
            line.measure().code(),
            line.item(),
            Line.told(line.cell().told()),
            Line.told(line.cell().denominator()),
            rounded(line.cell().share()),
            q == null ? null : rounded(q.lower()),
            q == null ? null : rounded(q.median()),
            q == null ? null : rounded(q.upper()),
            line.measure().unit());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return csv.toString();
  }

  static String ndjson(Query query, List<Line> lines) {
    var all = new StringBuilder();
    for (Line line : lines) {
      ObjectNode one = Json.MAPPER.createObjectNode();
      put(one, "from", query.from() == null ? null : query.from().toString());
      put(one, "to", query.to() == null ? null : query.to().toString());
      one.put("groupedBy", line.by().code())
          .put("group", line.group())
          .put("groupName", line.name())
          .put("measure", line.measure().code())
          .put("item", line.item());
      put(one, "count", Line.told(line.cell().told()));
      put(one, "denominator", Line.told(line.cell().denominator()));
      put(one, "sharePercent", rounded(line.cell().share()));
      Quartiles q = line.cell().quartiles();
      if (q != null) {
        one.put("lowerQuartile", rounded(q.lower()))
            .put("median", rounded(q.median()))
            .put("upperQuartile", rounded(q.upper()));
      }
      put(one, "unit", line.measure().unit().isEmpty() ? null : line.measure().unit());
      all.append(one).append('\n');
    }
    return all.toString();
  }

  private static void put(ObjectNode one, String name, @Nullable Object value) {
    if (value != null) {
      one.putPOJO(name, value);
    }
  }

  /** A text that begins as a formula does is marked as a text, as spreadsheets do it themselves. */
  private static String text(String value) {
    return FORMULA.matcher(value).matches() ? "'" + value : value;
  }

  private static @Nullable Double rounded(@Nullable Double value) {
    return value == null ? null : Math.round(value * TENTHS) / TENTHS;
  }
}
