package dev.vertepath.access;

import dev.vertepath.access.Caller.Kind;
import dev.vertepath.record.RecordException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Opens a patient's record for a while to one who treats her, in spite of a Consent or a label.
 * Everybody who does lands on a list that somebody else goes through. It opens nothing that a role,
 * a scope or an organization keeps closed.
 */
public final class BreakGlass {

  private static final Set<Role> BREAKING = Set.of(Role.CLINICIAN, Role.COORDINATOR);
  private static final Set<Role> REVIEWING = Set.of(Role.AUDITOR, Role.ADMINISTRATOR);

  private static final String COLUMNS =
      "id, patient, subject, name, purpose, reason, opened, until, reviewed, reviewer, note, reviewer_name";

  private final JdbcClient jdbc;
  private final GuardedRecord record;
  private final Clock clock;
  private final Duration lasting;

  /**
   * @param lasting for how long a record stays open
   */
  BreakGlass(JdbcClient jdbc, GuardedRecord record, Clock clock, Duration lasting) {
    this.jdbc = jdbc;
    this.record = record;
    this.clock = clock;
    this.lasting = lasting;
  }

  /**
   * One time that somebody broke the glass.
   *
   * @param patient logical id
   * @param purpose of use, as in {@code ETREAT}
   * @param reviewer the subject of who reviewed it
   * @param note what the reviewer says of it
   * @param reviewerName null as well where it was not kept yet
   */
  public record Broken(
      long id,
      String patient,
      String subject,
      String name,
      String purpose,
      String reason,
      Instant opened,
      Instant until,
      @Nullable Instant reviewed,
      @Nullable String reviewer,
      @Nullable String note,
      @Nullable String reviewerName) {}

  /**
   * Opens a patient's record to the caller.
   *
   * @param patient logical id
   * @throws RecordException FORBIDDEN unless a person who treats patients asks; CONFLICT in local
   *     mode; NOT_FOUND when there is no such patient
   */
  public Broken open(String patient, String purpose, String reason) {
    Caller caller = CurrentCaller.get();
    if (caller.kind() == Kind.LOCAL) {
      throw new RecordException(
          RecordException.Kind.CONFLICT,
          "conflict",
          null,
          "Without a login nothing is hidden: there is no glass to break.");
    }
    if (!caller.isIdentifiedPerson() || !has(caller, BREAKING)) {
      throw forbidden(
          "Only a person may break the glass who is named by the token's fhirUser, as clinician or"
              + " coordinator.");
    }
    requirePatient(patient);
    Instant now = clock.instant();
    return jdbc.sql(
            """
            insert into break_glass (patient, subject, name, purpose, reason, opened, until)
            values (?, ?, ?, ?, ?, ?, ?) returning %s
            """
                .formatted(COLUMNS))
        .params(
            patient,
            caller.subject(),
            caller.name(),
            purpose,
            reason,
            now.atOffset(ZoneOffset.UTC),
            now.plus(lasting).atOffset(ZoneOffset.UTC))
        .query(BreakGlass::read)
        .single();
  }

  private void requirePatient(String patient) {
    if (!record.isBehindGlass(patient)) {
      throw new RecordException(
          RecordException.Kind.NOT_FOUND,
          "not-found",
          "Patient",
          "There is no Patient/" + patient + ".");
    }
  }

  /**
   * Who broke the glass, the latest first.
   *
   * @param all those as well that were reviewed
   * @throws RecordException FORBIDDEN for all but auditors and administrators
   */
  public List<Broken> list(boolean all, int most) {
    requireReviewer();
    return jdbc.sql(
            "select %s from break_glass where ? or reviewed is null order by opened desc, id desc limit ?"
                .formatted(COLUMNS))
        .params(all, most)
        .query(BreakGlass::read)
        .list();
  }

  /**
   * Takes one off the list.
   *
   * @param note what is to be said of it; null for nothing
   * @return empty when there is none of this number that waits for its review
   * @throws RecordException FORBIDDEN for all but auditors and administrators, and for who broke it
   */
  public Optional<Broken> review(long id, @Nullable String note) {
    Caller caller = requireReviewer();
    return jdbc.sql(
            """
            update break_glass set reviewed = :now, reviewer = :me, reviewer_name = :name, note = :note::text
            where id = :id and reviewed is null and subject <> :me returning %s
            """
                .formatted(COLUMNS))
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("me", caller.subject())
        .param("name", caller.name())
        .param("note", note)
        .param("id", id)
        .query(BreakGlass::read)
        .optional();
  }

  /**
   * One of them, reviewed or not.
   *
   * @throws RecordException FORBIDDEN for all but auditors and administrators
   */
  public Optional<Broken> find(long id) {
    requireReviewer();
    return jdbc.sql("select %s from break_glass where id = ?".formatted(COLUMNS))
        .param(id)
        .query(BreakGlass::read)
        .optional();
  }

  /** How many wait for their review. */
  public int waiting() {
    requireReviewer();
    return jdbc.sql("select count(*) from break_glass where reviewed is null")
        .query(Integer.class)
        .single();
  }

  /** Whether the caller goes through the list. */
  public boolean mayReview() {
    Caller caller = CurrentCaller.get();
    return caller.kind() == Kind.LOCAL || has(caller, REVIEWING);
  }

  private Caller requireReviewer() {
    Caller caller = CurrentCaller.get();
    if (!mayReview()) {
      throw forbidden(
          "Only auditors and administrators go through the list of who broke the glass.");
    }
    return caller;
  }

  private static boolean has(Caller caller, Set<Role> roles) {
    return caller.roles().stream().anyMatch(roles::contains);
  }

  private static RecordException forbidden(String sentence) {
    return new RecordException(RecordException.Kind.FORBIDDEN, "forbidden", null, sentence);
  }

  private static Broken read(ResultSet row, int number) throws SQLException {
    OffsetDateTime reviewed = row.getObject(9, OffsetDateTime.class);
    return new Broken(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getObject(7, OffsetDateTime.class).toInstant(),
        row.getObject(8, OffsetDateTime.class).toInstant(),
        reviewed == null ? null : reviewed.toInstant(),
        row.getString(10),
        row.getString(11),
        row.getString(12));
  }
}
