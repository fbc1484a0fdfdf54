package dev.vertepath.demo;

import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Json;
import dev.vertepath.record.StoredResource;
import java.util.List;
import java.util.Set;

/**
 * The Group that says of a database that its patients are invented; it is active once all of them
 * are there.
 */
final class Marker {

  static final String NAME = "marker";

  private static final String SYSTEM = "https://vertepath.dev/fhir/demonstration";

  /** The service's own definitions are of these types; there are fewer than so many. */
  private static final Set<String> OWN_TYPES = Set.of("CodeSystem", "MessageDefinition");

  private static final int DEFINITIONS = 100;

  private static final String GROUP =
      """
      {"resourceType":"Group","identifier":[{"system":"$system","value":"1"}],
       "active":false,"type":"person","actual":true,
       "name":"Invented patients of a demonstration, as of $day, seed $seed","quantity":$patients}
      """;

  private Marker() {}

  static Form form(Days days, Settings settings) {
    String group = GROUP.replace("$patients", Integer.toString(settings.patients()));
    return Form.of(NAME, group, "system", SYSTEM, "day", days.today(), "seed", settings.seed());
  }

  /**
   * Looks whether the database is empty but for the definitions that the service itself provides.
   *
   * @throws IllegalArgumentException that tells what is there and what to do, if it is not
   */
  static void requireEmpty(ClinicalRecord record) {
    var page = record.history(null, null, "_count=" + DEFINITIONS);
    if (page.links().next() == null && page.matches().stream().allMatch(Marker::isDefinition)) {
      return;
    }
    List<StoredResource> markers = record.search("Group", "identifier=" + SYSTEM + "|1").matches();
    if (markers.isEmpty()) {
      throw new IllegalArgumentException(
          "--demo fills an empty database only, and this one holds data: nothing was written."
              + " Name another data directory with VERTEPATH_DATA_DIR (or another database), or"
              + " start without --demo.");
    }
    boolean whole = Json.MAPPER.readTree(markers.getFirst().body()).path("active").asBoolean(false);
    throw new IllegalArgumentException(
        whole
            ? "--demo has filled this database already: start without --demo to see it, or name an"
                + " empty data directory with VERTEPATH_DATA_DIR for another demonstration."
            : "--demo was broken off when it filled this database, so the demonstration in it is"
                + " not whole: delete the data directory and start with --demo again, or name"
                + " another with VERTEPATH_DATA_DIR.");
  }

  private static boolean isDefinition(StoredResource stored) {
    return OWN_TYPES.contains(stored.key().type()) && stored.key().id().startsWith("vertepath-");
  }
}
