package dev.vertepath.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.program.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start that fails tells the operator why in one sentence, and ends. */
class StartUpFailureIT {

  @TempDir static Path othersDirectory;
  static RunningProgram other;

  @TempDir Path directory;

  @BeforeAll
  static void anotherProgramRuns() {
    other = Program.in(othersDirectory).started();
  }

  @AfterAll
  static void theOtherStops() {
    other.close();
  }

  @Test
  void whenThePortIsInUse() {
    assertFails(
        Program.in(directory).with("SERVER_PORT", other.port()),
        "Port " + other.port() + " is in use");
    assertThat(directory.resolve("data/postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void whenTheAddressIsNotThisMachines() {
    assertFails(
        onTheOthersDatabase()
            .with("VERTEPATH_ACCESS", "open-on-a-trusted-network")
            .with("SERVER_ADDRESS", "192.0.2.1"),
        "cannot listen at the SERVER_ADDRESS");
  }

  @Test
  void whenOthersWouldGetInWithoutLogin() {
    assertFails(
        onTheOthersDatabase().with("SERVER_ADDRESS", "0.0.0.0"),
        "VERTEPATH_ISSUER is not set, so nobody would have to log in",
        "SERVER_ADDRESS '0.0.0.0' lets other machines in");
  }

  @Test
  void whenTheDataDirectoryCannotBeWritten() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertFails(
        Program.in(directory).with("VERTEPATH_DATA_DIR", file.resolve("data").toString()),
        "The data directory " + file.resolve("data") + " cannot be written");
  }

  @Test
  void whenAnotherProgramHoldsTheDataDirectory() {
    assertFails(
        Program.in(directory).with("VERTEPATH_DATA_DIR", other.dataDirectory().toString()),
        "is in use by a running VertePath (process " + other.process().pid() + ")");
    assertThat(other.isHealthy()).isTrue();
  }

  @Test
  void whenTheDataIsOfAnotherPostgres() throws IOException {
    Path cluster = Files.createDirectories(directory.resolve("data/postgres"));
    Files.setPosixFilePermissions(cluster, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(cluster.resolve("PG_VERSION"), "17\n");
    Files.writeString(cluster.resolve("postgresql.conf"), "");
    Files.writeString(directory.resolve("data/postgres.password"), "secret\n");
    assertFails(
        Program.in(directory),
        "The embedded PostgreSQL over " + cluster.toRealPath(),
        "version 17");
  }

  @Test
  void whenThePortOfTheEmbeddedDatabaseIsInUse() {
    assertFails(
        Program.in(directory).with("VERTEPATH_POSTGRES_PORT", other.port()),
        "VERTEPATH_POSTGRES_PORT is " + other.port());
  }

  @Test
  void whenTheDatabaseCannotBeReached() {
    assertFails(
        Program.in(directory).with("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:1/record"),
        "The database at jdbc:postgresql://127.0.0.1:1/record cannot be reached");
  }

  @Test
  void whenTheDatabaseRefusesTheUser() {
    assertFails(
        onTheOthersDatabase().with("SPRING_DATASOURCE_PASSWORD", "wrong"),
        "refuses the user postgres");
  }

  @Test
  void whenTheServerHasNoSuchDatabase() {
    assertFails(
        onTheOthersDatabase()
            .with("SPRING_DATASOURCE_URL", other.database().url().replace("/postgres", "/absent")),
        "The server has no database as named");
  }

  @Test
  void whenTheDatabaseIsNewerThanTheProgram() {
    other
        .database()
        .execute(
            """
            insert into flyway_schema_history (installed_rank, version, description, type, script,
              installed_by, execution_time, success)
            values (9999, '9999', 'of the future', 'SQL', 'V9999__of_the_future.sql', 'test', 0,
              true)
            """);
    try {
      assertFails(
          onTheOthersDatabase(), "The database has been changed by a newer VertePath", "9999");
    } finally {
      other.database().execute("delete from flyway_schema_history where version = '9999'");
    }
  }

  @Test
  void whenTheUserMayNotMakeTheTables() {
    other.database().execute("create role reader login password 'reader'");
    other.database().execute("create database empty");
    assertFails(
        Program.in(directory)
            .with("SPRING_DATASOURCE_URL", other.database().url().replace("/postgres", "/empty"))
            .with("SPRING_DATASOURCE_USERNAME", "reader")
            .with("SPRING_DATASOURCE_PASSWORD", "reader"),
        "permission denied for schema public");
  }

  @ParameterizedTest
  @CsvSource({
    "VERTEPATH_TYPES, Patient;Spaceship",
    "VERTEPATH_CANDIDACY_PROTOCOL, mine",
    "VERTEPATH_ZONE, Mars/Olympus",
    "VERTEPATH_MAX_BODY, much",
    "VERTEPATH_ACCESS, open",
    "VERTEPATH_ISSUER, http://id.example",
    "SERVER_PORT, http"
  })
  void whenASettingIsWrong(String setting, String value) {
    assertFails(
        onTheOthersDatabase().with(setting, value.replace(';', ',')),
        setting,
        value.substring(value.indexOf(';') + 1));
  }

  @Test
  void whenACommandIsUnknown() {
    Ended ended = Program.in(directory).ran("rebiuld");
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.stderr())
        .isEqualToIgnoringNewLines(
            "VertePath knows no command 'rebiuld': give it 'rebuild', 'verify-audit', 'create-administrator NAME', 'create-account NAME' or 'create-client ID', or no command to let it serve.");
  }

  private Program onTheOthersDatabase() {
    return Program.in(directory).on(other.database());
  }

  private static void assertFails(Program program, String... words) {
    Ended ended = program.ran();
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.stderr()).contains(words).hasLineCount(1);
    assertThat(ended.stdout()).doesNotContain("Exception", "\tat ", "APPLICATION FAILED");
  }
}
