package dev.vertepath.desk.patient;

import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.record.ResourceKey;
import dev.vertepath.record.SearchPage;
import dev.vertepath.record.StoredResource;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Reads all of a patient at once, as her caller may see it; the trail tells that it was read. */
@ConditionalOnWebApplication
@Component
class ChartReading {

  /** More than this is no page for people. */
  private static final int MOST_PAGES = 5;

  private static final String A_PAGE = "_count=1000";

  private final AuditedRecord record;
  private final Clock clock;
  private final ZoneId zone;

  ChartReading(AuditedRecord record, Clock clock, ZoneId zone) {
    this.record = record;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * @param id logical id of the patient
   * @throws dev.vertepath.record.RecordException NOT_FOUND, GONE or FORBIDDEN
   */
  Chart read(String id) {
    List<Shown> found = new ArrayList<>();
    String query = A_PAGE;
    int pages = 0;
    while (query != null && pages < MOST_PAGES) {
      SearchPage page = record.everything(id, query);
      page.matches().stream().map(Shown::of).forEach(found::add);
      page.included().stream().map(Shown::of).forEach(found::add);
      query = page.links().next();
      pages++;
    }
    Map<String, Shown> all = Chart.byReference(found);
    var key = new ResourceKey("Patient", id);
    Shown patient = all.get(key.reference());
    if (patient == null) {
      patient = Shown.of(record.read(key, null));
    }
    return new Chart(patient, all, query == null, clock.instant(), zone);
  }

  /** One version, or the current one where none is named. */
  StoredResource read(ResourceKey key, @Nullable Long version) {
    return record.read(key, version);
  }
}
