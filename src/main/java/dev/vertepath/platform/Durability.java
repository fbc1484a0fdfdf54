package dev.vertepath.platform;

/** What a database server must promise before it is trusted with a patient's record. */
final class Durability {

  private Durability() {}

  /**
   * @throws StartUpException unless both are on
   */
  static void require(String fsync, String synchronousCommit) {
    if (!fsync.equals("on") || !synchronousCommit.equals("on")) {
      throw new StartUpException(
          "The embedded PostgreSQL runs with fsync=%s and synchronous_commit=%s, so a crash could lose data: reset what sets them in it, by ALTER ROLE or ALTER DATABASE, and start again."
              .formatted(fsync, synchronousCommit));
    }
  }
}
