package dev.vertepath.demo;

import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.care.Rebuild;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Fills an empty database before anything else of the service begins: neither its workers nor its
 * port are there yet.
 */
final class Demonstration implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Demonstration.class);

  /** Before the workers and the port. */
  private static final int FIRST = -1000;

  /** When the hospitals joined: before the first patient. */
  private static final int JOINED_DAYS_AGO = 600;

  private final Settings settings;
  private final AuditedRecord record;
  private final Rebuild rebuild;
  private final Stage stage;
  private final Clock system;
  private final ZoneId zone;
  private final String base;
  private volatile boolean running;
  private volatile boolean stopping;

  /**
   * @param system the time as it is
   * @param base URL of the FHIR endpoint, for people
   */
  Demonstration(
      Settings settings,
      AuditedRecord record,
      Rebuild rebuild,
      Stage stage,
      Clock system,
      ZoneId zone,
      String base) {
    this.settings = settings;
    this.record = record;
    this.rebuild = rebuild;
    this.stage = stage;
    this.system = system;
    this.zone = zone;
    this.base = base;
  }

  @Override
  public void start() {
    Marker.requireEmpty(record.unguarded());
    var asked = new Thread(() -> stopping = true);
    Runtime.getRuntime().addShutdownHook(asked);
    play();
    Runtime.getRuntime().removeShutdownHook(asked);
    running = true;
  }

  private void play() {
    long begun = System.nanoTime();
    // What happens today is told by the hour, so that the hour alone makes two runs differ.
    var days = new Days(zone, system.instant().truncatedTo(ChronoUnit.HOURS));
    List<Step> steps = new Screenplay(days, settings.seed(), settings.patients()).steps();
    LOG.info(
        "Demonstration: {} invented patients, seed {}, {} requests; the port opens when all are in",
        settings.patients(),
        settings.seed(),
        steps.size());
    var common = new Known(null);
    Instant first = days.ago(JOINED_DAYS_AGO, 8, 0);
    stage.during(
        first,
        Stage.demonstration(),
        () -> {
          stage.send(List.of(Marker.form(days, settings)), common);
          stage.send(Directory.forms(), common);
        });
    play(steps, common);
    // What time alone has changed since the last request of a patient follows now.
    rebuild.run();
    stage.during(
        system.instant(),
        Stage.demonstration(),
        () -> stage.change(Marker.NAME, common, group -> group.put("active", true)));
    LOG.info(
        "Demonstration: whole after {} s", Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    new Summary(record.unguarded(), days.today(), base).lines().forEach(LOG::info);
  }

  private void play(List<Step> steps, Known common) {
    Map<Integer, Known> known = new HashMap<>();
    int tenth = Math.max(1, steps.size() / 10);
    int done = 0;
    for (Step step : steps) {
      if (stopping) {
        throw new IllegalArgumentException(
            "--demo was broken off, and the demonstration is not whole: delete the data directory"
                + " and start with --demo again.");
      }
      stage.play(step, known.computeIfAbsent(step.patient(), number -> new Known(common)));
      done++;
      if (done % tenth == 0 && done < steps.size()) {
        LOG.info(
            "Demonstration: {} of {} requests, it is {}",
            done,
            steps.size(),
            step.at().atZone(zone).toLocalDate());
      }
    }
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return FIRST;
  }
}
