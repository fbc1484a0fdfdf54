package dev.vertepath.exchange.schedule;

import dev.vertepath.record.ClinicalRecord;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lets open cases be judged again, though nothing arrived: a pain score grows too old for a
 * verdict, a fracture is no recent one any more, and a person has a birthday.
 */
final class PassingTime {

  private static final Logger LOG = LoggerFactory.getLogger(PassingTime.class);
  private static final int PAGE = 500;

  private final JdbcClient jdbc;
  private final ClinicalRecord record;

  PassingTime(JdbcClient jdbc, ClinicalRecord record) {
    this.jdbc = jdbc;
    this.record = record;
  }

  /** Goes through the patients of open cases, each in a transaction of its own. */
  void judge() {
    long failed = 0;
    List<String> page = patients("");
    while (!page.isEmpty()) {
      for (String patient : page) {
        try {
          record.revisit(patient);
        } catch (RuntimeException e) {
          // One patient must not keep the others from it.
          failed++;
          LOG.debug("A case was not judged again", e);
        }
      }
      page = Thread.currentThread().isInterrupted() ? List.of() : patients(page.getLast());
    }
    if (failed > 0) {
      LOG.warn("Cases of {} patients could not be judged again; it is tried tomorrow", failed);
    }
  }

  private List<String> patients(String after) {
    return jdbc.sql(
            """
            select distinct patient from episode
            where state not in ('completed', 'closed') and patient > ? order by patient limit ?
            """)
        .params(after, PAGE)
        .query((row, number) -> row.getString(1))
        .list();
  }
}
