package dev.vertepath.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;

/**
 * Keeps other users of this machine out of the embedded server, which a new cluster would let in
 * unasked.
 */
record ServerPassword(DataDirectory directory) {

  private static final int BYTES = 24;
  private static final String ONLY_WITH_PASSWORD =
      """
      local all all scram-sha-256
      host all all 127.0.0.1/32 scram-sha-256
      host all all ::1/128 scram-sha-256
      """;

  /** Gives a new cluster its password and closes it to everyone without. */
  String establish(EmbeddedPostgres server) throws IOException, SQLException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    write(password);
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter role postgres password '" + password + "'");
      require();
      statement.execute("select pg_reload_conf()");
    }
    return password;
  }

  /** Says who may come in; takes effect when the server starts or is told to look again. */
  void require() throws IOException {
    Durable.write(directory.cluster().resolve("pg_hba.conf"), ONLY_WITH_PASSWORD);
  }

  String read() throws IOException {
    if (!Files.exists(directory.password())) {
      throw new StartUpException(
          "The file "
              + directory.password()
              + " with the password of the embedded database is missing: put it back from your"
              + " backup of the data directory.");
    }
    return Files.readString(directory.password()).strip();
  }

  private void write(String password) throws IOException {
    Path file = directory.password();
    Files.deleteIfExists(file);
    if (Durable.isPosix(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Durable.write(file, password + "\n");
  }
}
