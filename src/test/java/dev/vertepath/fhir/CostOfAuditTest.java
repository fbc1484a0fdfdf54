package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.CountingDataSource;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** How many statements a request costs with its ledger and its audit trail. */
@Import(CostOfAuditTest.Counted.class)
class CostOfAuditTest extends FhirOverHttp {

  private static final CountingDataSource COUNTED = CountingDataSource.ofRequests();

  @TestConfiguration
  static class Counted {

    @Bean
    static BeanPostProcessor countedDataSource() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof DataSource source ? COUNTED.over(source) : bean;
        }
      };
    }
  }

  private String id = "";

  @BeforeEach
  void aPatient() {
    id = post("/Patient", patient("Cost")).id();
    sent();
  }

  @Test
  void aReadIsOneStatementAndItsShareOfOne() {
    get("/Patient/" + id);

    assertThat(sent()).hasSize(2).last().asString().startsWith("insert into audit_event");
  }

  @Test
  void aMessageOfANewPatientIsEightWhateverTheLedgerHolds() {
    for (int i = 0; i < 2; i++) {
      Response answer =
          post("/$process-message", Messaging.message("patient-update", newPatient("cost-m" + i)));

      assertThat(answer.text()).contains("\"code\":\"ok\"");
      assertThat(sent())
          .as("taken, looked for, claimed, locked, its Provenance, written, processed, told")
          .hasSize(8);
    }
  }

  private static String newPatient(String number) {
    return Messaging.patient(number, "Kosten");
  }

  @Test
  void aMessageThatComesAgainIsFour() {
    String message = Messaging.message("patient-update", newPatient("cost-again"));
    post("/$process-message", message);
    sent();

    post("/$process-message", message);

    assertThat(sent()).hasSize(4);
  }

  @Test
  void aBatchOfReadsSharesOne() {
    String read = "{'request':{'method':'GET','url':'Patient/" + id + "'}}";
    post(
        "",
        "{'resourceType':'Bundle','type':'batch','entry':["
            + read
            + ","
            + read
            + ","
            + read
            + "]}");

    assertThat(sent()).hasSize(3 + 1);
  }

  @Test
  void aWriteTellsOfItselfTogetherWithWhatItWrites() {
    put("/Patient/" + id, patient("Other").replace("'Patient',", "'Patient','id':'" + id + "',"));

    assertThat(sent())
        .filteredOn(sql -> sql.contains("insert into audit_event"))
        .singleElement()
        .asString()
        .contains("insert into resource");
  }

  @Test
  void aTransactionTellsOfAllItsWritesTogetherWithThem() {
    String write =
        "{'request':{'method':'POST','url':'Patient'},'resource':" + patient("Cost") + "}";
    post(
        "", "{'resourceType':'Bundle','type':'transaction','entry':[" + write + "," + write + "]}");

    assertThat(sent())
        .filteredOn(sql -> sql.contains("insert into audit_event"))
        .singleElement()
        .asString()
        .contains("insert into resource");
  }

  /** What is done for the request: row ids for later are not. */
  private static List<String> sent() {
    return COUNTED.sent().stream().filter(sql -> !sql.contains("resource_rid")).toList();
  }
}
