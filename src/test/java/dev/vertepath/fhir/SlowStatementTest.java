package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A statement that does not end. */
@TestPropertySource(properties = "vertepath.statement-timeout=PT0.5S")
class SlowStatementTest extends FhirOverHttp {

  @Autowired private JdbcClient jdbc;
  @Autowired private PlatformTransactionManager transactions;

  @Test
  void isCancelledAndTheRequestIsToldSo() {
    String id = post("/Patient", patient("Slow")).id();

    Response answered =
        new TransactionTemplate(transactions)
            .execute(
                status -> {
                  jdbc.sql("lock table resource in access exclusive mode").update();
                  return get("/Patient/" + id);
                });

    assertThat(answered).isNotNull();
    assertThat(answered.status()).isEqualTo(503);
    assertThat(answered.header("Retry-After")).isNotEmpty();
    assertThat(answered.issues()).containsExactly("timeout");
    assertThat(get("/Patient/" + id).status()).isEqualTo(200);
  }
}
