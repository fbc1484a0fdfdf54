package dev.vertepath.access.issuer;

import dev.vertepath.record.Erasing;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Forgets the accounts of a patient, and for which log-ins and apps she was chosen. */
final class ErasedAccounts implements Erasing {

  private final JdbcClient jdbc;

  ErasedAccounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String what() {
    return "accounts";
  }

  @Override
  public int erase(String patient) {
    int logins =
        jdbc.sql(
                """
                delete from oauth2_authorization o
                where o.principal_name in (select a.subject from account a where a.patient = :patient)
                  or o.attributes::jsonb ->> 'patient' = :patient
                """)
            .param("patient", patient)
            .update();
    int launches = jdbc.sql("delete from app_launch where patient = ?").param(patient).update();
    return logins
        + launches
        + jdbc.sql("delete from account where patient = ?").param(patient).update();
  }
}
