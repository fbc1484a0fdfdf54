package dev.vertepath.access.issuer;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The accounts, and what their passwords are worth. */
public final class Accounts {

  /** Wrong passwords in a row until the account is locked. */
  static final int MOST_FAILURES = 5;

  static final Duration LOCKED_FOR = Duration.ofMinutes(15);
  private static final int SHORTEST = 12;

  /** Bytes: bcrypt would leave what comes after out of the hash. */
  private static final int LONGEST = 72;

  private final JdbcClient jdbc;
  private final PasswordEncoder encoder;
  private final Clock clock;

  Accounts(JdbcClient jdbc, PasswordEncoder encoder, Clock clock) {
    this.jdbc = jdbc;
    this.encoder = encoder;
    this.clock = clock;
  }

  Optional<Account> find(String name) {
    return jdbc.sql("select * from account where name = ?")
        .param(name.toLowerCase(Locale.ROOT))
        .query(Accounts::account)
        .optional();
  }

  Optional<Account> ofSubject(String subject) {
    return jdbc.sql("select * from account where subject = ?")
        .param(subject)
        .query(Accounts::account)
        .optional();
  }

  /**
   * @throws IllegalArgumentException for a name that is taken, or a password that is too weak
   */
  public void create(NewAccount wanted, String password) {
    requireGood(password);
    try {
      jdbc.sql(
              """
              insert into account (subject, name, display_name, password, roles, fhir_user,
                organization, patient, created)
              values (?, ?, ?, ?, ?, ?, ?, ?, ?)
              """)
          .param(UUID.randomUUID().toString())
          .param(wanted.name().toLowerCase(Locale.ROOT))
          .param(wanted.displayName())
          .param(encoder.encode(password))
          .param(wanted.roles().toArray(String[]::new))
          .param(wanted.fhirUser())
          .param(wanted.organization())
          .param(wanted.patient())
          .param(Timestamp.from(clock.instant()))
          .update();
    } catch (DuplicateKeyException e) {
      throw new IllegalArgumentException(
          "There is an account '%s' already: choose another name.".formatted(wanted.name()), e);
    }
  }

  private static void requireGood(String password) {
    if (password.codePointCount(0, password.length()) < SHORTEST
        || password.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw new IllegalArgumentException(
          "The password must have at least %d characters, and %d bytes at most."
              .formatted(SHORTEST, LONGEST));
    }
  }

  /** Counts before it is known whether the password is right, so that many at once do not help. */
  boolean mayTry(Account account) {
    Instant now = clock.instant();
    return jdbc.sql(
                """
                update account set failures = failures + 1,
                  locked_until = case when failures + 1 >= :most then :until else locked_until end
                where subject = :subject and not disabled
                  and (locked_until is null or locked_until <= :now)
                """)
            .param("most", MOST_FAILURES)
            .param("until", Timestamp.from(now.plus(LOCKED_FOR)))
            .param("now", Timestamp.from(now))
            .param("subject", account.subject())
            .update()
        == 1;
  }

  void succeeded(Account account) {
    jdbc.sql("update account set failures = 0, locked_until = null where subject = ?")
        .param(account.subject())
        .update();
  }

  private static Account account(ResultSet row, int number) throws SQLException {
    Timestamp locked = row.getTimestamp("locked_until");
    return new Account(
        row.getString("subject"),
        row.getString("name"),
        row.getString("display_name"),
        row.getString("password"),
        texts(row.getArray("roles")),
        row.getString("fhir_user"),
        row.getString("organization"),
        row.getString("patient"),
        locked == null ? null : locked.toInstant(),
        row.getBoolean("disabled"));
  }

  static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
