package dev.vertepath.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The statements that the service sends, as the log of its PostgreSQL tells them. */
final class StatementLog {

  /**
   * Each begins with its time; what belongs to it follows behind a tab. What repeats is possessive,
   * here and below: the matcher would go down a level for each of many lines or letters.
   */
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?m)^\\d{4}-\\d\\d-\\d\\d [\\d:.]+ \\w+ \\[\\d+\\] (\\w+):  (.*(?:\\n\\t.*)*+)");

  private static final Pattern EXECUTED = Pattern.compile("(?s)(?:execute [^:]+|statement): (.*)");
  private static final Pattern PARAMETER =
      Pattern.compile("(\\$\\d+) = ('[^']*+(?:''[^']*+)*+'|NULL)", Pattern.CASE_INSENSITIVE);

  /**
   * A look at the record: not what goes on beside, as the chain of events, nor the event that tells
   * of the look, for those of many requests are committed together.
   */
  private static final Pattern LOOK = Pattern.compile("\\b(?:from|join) resource\\b");

  private static final Pattern PLACE = Pattern.compile("\\$\\d+");

  private final Path log;
  private final Database database;
  private long from;

  StatementLog(Path data, Database database) {
    this.log = data.resolve("postgres.log");
    this.database = database;
  }

  void start() throws IOException, SQLException {
    from = log.toFile().length();
    set("alter system set log_statement = 'all'");
  }

  /** The looks since the start, with the parameters in them, each ended by a semicolon. */
  List<String> stop() throws IOException, SQLException {
    set("alter system reset log_statement");
    List<String> statements = new ArrayList<>();
    String last = null;
    Matcher entries = ENTRY.matcher(read());
    while (entries.find()) {
      Matcher executed = EXECUTED.matcher(entries.group(2));
      if (entries.group(1).equals("LOG") && executed.matches()) {
        add(last, statements);
        last = executed.group(1);
      } else if (entries.group(1).equals("DETAIL") && last != null) {
        last = filled(last, entries.group(2));
      }
    }
    add(last, statements);
    return statements;
  }

  private static void add(@Nullable String statement, List<String> statements) {
    if (statement != null && LOOK.matcher(statement).find()) {
      // A line of pgbench begins a command with a backslash, and names a variable by a colon.
      statements.add(statement.replaceAll("\\s+", " ").strip() + ";");
    }
  }

  private static String filled(String statement, String detail) {
    Map<String, String> values = new HashMap<>();
    PARAMETER.matcher(detail).results().forEach(p -> values.put(p.group(1), p.group(2)));
    return PLACE
        .matcher(statement)
        .replaceAll(
            place -> Matcher.quoteReplacement(values.getOrDefault(place.group(), place.group())));
  }

  private void set(String setting) throws SQLException {
    database.execute(setting);
    database.execute("select pg_reload_conf()");
  }

  private String read() throws IOException {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(from);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
