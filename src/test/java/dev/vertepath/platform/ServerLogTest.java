package dev.vertepath.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {

  private static final String EARLIER = "2026-01-01 08:00:00 UTC [7] FATAL:  too old\n";

  @TempDir Path directory;

  @Test
  void theLastWordsAreTheLastFatalLineWithItsDetail() throws IOException {
    assertThat(
            lastWords(
                """
                2026-01-02 08:00:00 UTC [9] LOG:  starting
                2026-01-02 08:00:00 UTC [9] FATAL:  database files are incompatible with server
                2026-01-02 08:00:00 UTC [9] DETAIL:  It was initialized by PostgreSQL version 17.
                pg_ctl: could not start server
                """))
        .isEqualTo(
            "database files are incompatible with server;"
                + " It was initialized by PostgreSQL version 17");
  }

  @Test
  void aPanicIsTheLastWordToo() throws IOException {
    assertThat(lastWords("2026-01-02 08:00:00 UTC [9] PANIC:  could not write\n"))
        .isEqualTo("could not write");
  }

  @Test
  void theWordsOfAnEarlierStartDoNotCount() throws IOException {
    assertThat(lastWords("2026-01-02 08:00:00 UTC [9] LOG:  starting\n"))
        .isEqualTo("it gives no reason");
  }

  private String lastWords(String log) throws IOException {
    Path file = Files.writeString(directory.resolve("postgres.log"), EARLIER + log);
    return ServerLog.lastWords(file, EARLIER.length());
  }
}
