package dev.vertepath.care;

import dev.vertepath.pathway.CandidacyProtocol;
import dev.vertepath.pathway.FollowUpProtocol;
import dev.vertepath.pathway.Pathway;
import dev.vertepath.pathway.Protocols;
import dev.vertepath.record.ClinicalRecord;
import dev.vertepath.record.Interaction;
import dev.vertepath.record.Outcome;
import dev.vertepath.record.store.RecordOnPostgres;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The record with the pathway at work in it, over a new database, at a time that tests choose. */
final class Clinic implements AutoCloseable {

  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private static final AtomicInteger PATIENTS = new AtomicInteger();

  private final RecordOnPostgres store;
  private final SettableClock clock = new SettableClock();
  final Rebuild rebuild;

  Clinic() {
    this(UnaryOperator.identity());
  }

  Clinic(UnaryOperator<DataSource> watched) {
    this(Protocols.candidacyDefault(), Protocols.vertebroplastyFollowUp(), watched);
  }

  Clinic(
      CandidacyProtocol candidacy, FollowUpProtocol followUp, UnaryOperator<DataSource> watched) {
    store = new RecordOnPostgres(false, clock, watched);
    var tables = new WorkflowTables(store.jdbc);
    store.consequences.add(new Advance(new Pathway(candidacy, followUp, ZONE), ZONE, tables));
    rebuild = new Rebuild(store.record, tables);
  }

  ClinicalRecord record() {
    return store.record;
  }

  JdbcClient jdbc() {
    return store.jdbc;
  }

  /** A patient whom no other test knows. */
  TestPatient patient() {
    return new TestPatient(this, "p" + PATIENTS.incrementAndGet());
  }

  /** From now on it is this time. */
  Clinic at(String instant) {
    clock.now = Instant.parse(instant);
    return this;
  }

  Instant now() {
    return clock.now;
  }

  synchronized void tick() {
    clock.now = clock.now.plusSeconds(60);
  }

  Outcome send(Arrival arrival) {
    return store.record.apply(arrival.update());
  }

  List<Outcome> sendTogether(Arrival... arrivals) {
    return store.record.transact(
        Arrays.stream(arrivals).<Interaction>map(Arrival::update).toList());
  }

  /** A patient and what she has, under ids that the server gives them. */
  List<Outcome> refer(Arrival person, Arrival condition) {
    String patient = "urn:uuid:6f1f3c5e-0b1c-4c5e-9d4e-2b8d4e0a7c11";
    String subject = "{'reference':'%s'}".formatted(patient);
    return store.record.transact(
        List.of(
            new Interaction.Create(patient, person.without("id").body(), null),
            new Interaction.Create(
                null, condition.without("id").with("subject", subject).body(), null)));
  }

  @Override
  public void close() {
    store.close();
  }

  private static final class SettableClock extends Clock {
    private volatile Instant now = Instant.parse("2026-04-20T08:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
