package dev.vertepath.platform;

import java.util.Arrays;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;

/** Compares what was done to the database with what this program knows. */
final class SchemaVersion {

  private SchemaVersion() {}

  /**
   * @throws StartUpException when a newer program has changed the database
   */
  static void requireKnown(MigrationInfoService migrations) {
    Arrays.stream(migrations.all())
        .filter(SchemaVersion::isUnknown)
        .reduce((first, last) -> last)
        .ifPresent(
            unknown -> {
              throw new StartUpException(
                  "The database has been changed by a newer VertePath (to its version "
                      + unknown.getVersion()
                      + ", which this program does not know): start that newer program, or name"
                      + " another database.");
            });
  }

  private static boolean isUnknown(MigrationInfo migration) {
    return migration.getState() == MigrationState.FUTURE_SUCCESS
        || migration.getState() == MigrationState.FUTURE_FAILED;
  }
}
