package dev.vertepath.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the program comes to the database that it has brought along. */
class LocalSocketIT {

  /** Of those connections whose owner the server does not see as coming from an address. */
  private static final String WAYS =
      """
      select distinct case when client_addr is null then 'socket' else 'network' end
      from pg_stat_activity where application_name = 'VertePath'
      """;

  @TempDir private Path directory;

  @Test
  void itGoesByASocketWithinTheDataDirectory() {
    assertThat(ways(directory)).containsExactly("socket");
  }

  @Test
  void itGoesByTheNetworkWhereThePathIsTooLongForASocket() throws IOException {
    Path deep = Files.createDirectories(directory.resolve("a".repeat(60)).resolve("b".repeat(60)));
    assertThat(ways(deep)).containsExactly("network");
  }

  @Test
  void itTakesOverDataThatKnewNoSocket() throws IOException {
    Program program = Program.in(directory);
    program.started().close();
    Files.writeString(
        directory.resolve("data/postgres/pg_hba.conf"),
        "host all all 127.0.0.1/32 scram-sha-256\n");
    assertThat(ways(directory)).containsExactly("socket");
  }

  private static List<String> ways(Path directory) {
    try (var running = Program.in(directory).started()) {
      assertThat(running.isHealthy()).isTrue();
      return running.database().query(WAYS);
    }
  }
}
