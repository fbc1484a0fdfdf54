package dev.vertepath.platform;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the embedded server wrote about itself. */
final class ServerLog {

  private static final int TAIL_BYTES = 8192;

  private static final Pattern GAVE_UP =
      Pattern.compile("(?:FATAL|PANIC):\\s+(.*)(?:\\R.*DETAIL:\\s+(.*?)\\.?$)?", Pattern.MULTILINE);

  private ServerLog() {}

  /**
   * The last lines by which the server said that it cannot go on, and why.
   *
   * @param from where this start's lines begin, in bytes
   */
  static String lastWords(Path log, long from) {
    try (var file = Files.newByteChannel(log)) {
      file.position(Math.max(from, file.size() - TAIL_BYTES));
      byte[] tail = Channels.newInputStream(file).readAllBytes();
      String text = new String(tail, StandardCharsets.UTF_8);
      return GAVE_UP
          .matcher(text)
          .results()
          .reduce((first, last) -> last)
          .map(ServerLog::words)
          .orElse("it gives no reason");
    } catch (IOException e) {
      return "its log cannot be read";
    }
  }

  private static String words(MatchResult match) {
    String detail = match.group(2);
    return detail == null ? match.group(1) : match.group(1) + "; " + detail;
  }
}
