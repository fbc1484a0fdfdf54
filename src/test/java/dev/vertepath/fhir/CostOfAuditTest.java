package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.CountingDataSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** How many statements a request costs with its ledger and its audit trail. */
@Import(CostOfAuditTest.Counted.class)
@TestPropertySource(properties = "vertepath.mllp-acknowledgments=KNOWN|LAKE=127.0.0.1:1")
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

  @Test
  void anApplicationAcknowledgmentOfItsOwnIsOneMore() {
    assertThat(hl7v2("OTHER", "AL", "AL"))
        .as("the eight, and in what order its sender said it")
        .hasSize(8 + 1);
    assertThat(hl7v2("KNOWN", "AL", "NE")).hasSize(8 + 1);
    assertThat(hl7v2("KNOWN", "AL", "AL"))
        .hasSize(8 + 2)
        .filteredOn(sql -> sql.contains("insert into delivery"))
        .hasSize(1);
  }

  private List<String> hl7v2(String application, String accept, String wanted) {
    String number = UUID.randomUUID().toString();
    String message =
        "MSH|^~\\&|%s|LAKE|VP|LAKE|20261018091500||ADT^A28|%s|P|2.5.1|||%s|%s\rPID|1||%s^^^LAKE^MR||Kosten^Vera\r"
            .formatted(application, number, accept, wanted, number);
    Response answer =
        send(
            "POST",
            "http://127.0.0.1:" + port + "/hl7v2",
            message.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/hl7-v2");
    assertThat(answer.text()).contains("MSA|CA|" + number);
    return sent();
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
