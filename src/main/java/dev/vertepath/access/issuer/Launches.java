package dev.vertepath.access.issuer;

import dev.vertepath.access.Caller;
import dev.vertepath.access.CurrentCaller;
import dev.vertepath.access.audit.AuditedRecord;
import dev.vertepath.access.audit.Trail;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import dev.vertepath.record.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;

/**
 * Opens apps from a patient's page (SMART App Launch 2.2, "EHR launch"): the browser takes a handle
 * to the app, which says nothing by itself, and for which the app gets the patient if it asks in
 * the name of the same person, in time, and once.
 */
public final class Launches {

  /** From the click to the consent. */
  static final Duration LASTS = Duration.ofMinutes(5);

  private static final int BYTES = 32;

  private final Base64StringKeyGenerator words =
      new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(), BYTES);
  private final JdbcClient jdbc;
  private final AuditedRecord record;
  private final Clock clock;
  private final String fhir;

  /**
   * @param record of callers: only for whom the person may see is an app opened
   * @param fhir the URL of {@code /fhir} from outside
   */
  Launches(JdbcClient jdbc, AuditedRecord record, Clock clock, String fhir) {
    this.jdbc = jdbc;
    this.record = record;
    this.clock = clock;
    this.fhir = fhir;
  }

  /**
   * An app that can be opened.
   *
   * @param client its id
   * @param name for people
   * @param origin where it is, as {@code https://app.example}
   */
  public record App(String client, String name, String origin) {}

  /** By name. */
  public List<App> apps() {
    return jdbc.sql(
            """
            select id, name, launch_url from client
            where launch_url is not null and not disabled order by name, id
            """)
        .query(
            (row, number) ->
                new App(
                    row.getString("id"),
                    row.getString("name"),
                    LaunchUrl.of(row.getString("launch_url")).origin()))
        .list();
  }

  /**
   * Begins a launch for the caller, which is an event of the audit trail.
   *
   * @param client the app
   * @param patient logical id
   * @return where the browser has to go; it names no patient
   * @throws RecordException NOT_FOUND when there is no such app, or no such patient in sight;
   *     FORBIDDEN for who has no account here
   */
  public String open(String client, String patient) {
    return Trail.get()
        .operation(
            "launch", "Patient/" + patient, "client=" + client, () -> begin(client, patient));
  }

  private String begin(String client, String patient) {
    record.read(new ResourceKey("Patient", patient), null);
    LaunchUrl url =
        jdbc.sql(
                "select launch_url from client where id = ? and launch_url is not null and not disabled")
            .param(client)
            .query(String.class)
            .optional()
            .map(LaunchUrl::of)
            .orElseThrow(
                () ->
                    new RecordException(
                        Kind.NOT_FOUND, "not-found", null, "No such app can be opened here."));
    String handle = words.generateKey();
    keep(CurrentCaller.get(), client, patient, handle);
    return url.opening(fhir, handle);
  }

  private void keep(Caller caller, String client, String patient, String handle) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    jdbc.sql("delete from app_launch where expires < ?").param(now).update();
    int kept =
        jdbc.sql(
                """
                insert into app_launch (hash, account, client, patient, expires)
                select :hash, a.subject, :client, :patient, :expires
                from account a where a.subject = :account and not a.disabled
                """)
            .param("hash", TokenHash.of(handle))
            .param("client", client)
            .param("patient", patient)
            .param("expires", now.plus(LASTS))
            .param("account", caller.subject())
            .update();
    if (kept == 0) {
      throw new RecordException(
          Kind.FORBIDDEN,
          "forbidden",
          null,
          "Apps are opened for persons who have an account here, by name and password.");
    }
  }

  /** Whether a handle would be good now. */
  boolean isGood(String handle, String account, String client) {
    return jdbc.sql(
                "select count(*) from app_launch where hash = ? and account = ? and client = ? and expires > ?")
            .params(TokenHash.of(handle), account, client, clock.instant().atOffset(ZoneOffset.UTC))
            .query(Integer.class)
            .single()
        > 0;
  }

  /**
   * Uses a handle up.
   *
   * @return the patient; empty when it was used before, has expired, or is of another person or app
   */
  Optional<String> redeem(String handle, String account, String client) {
    return jdbc.sql(
            """
            delete from app_launch where hash = ? and account = ? and client = ? and expires > ?
            returning patient
            """)
        .params(TokenHash.of(handle), account, client, clock.instant().atOffset(ZoneOffset.UTC))
        .query(String.class)
        .optional();
  }
}
