package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which acknowledgment a sender of HL7 v2 gets that says in MSH-15 and MSH-16 what it wants. */
class Hl7v2AcknowledgmentTest extends FhirOverHttp {

  @ParameterizedTest
  @CsvSource({
    // MSH-15, MSH-16, the answer to one that is stored, and to one that is not.
    "'', '', AA, AE",
    "AL, NE, CA, CE",
    "AL, '', CA, CE",
    "AL, AL, CA, CE",
    "NE, AL, AA, AE",
    "'', AL, AA, AE",
    "NE, NE, none, none",
    "'', NE, none, none",
    "ER, NE, none, CE",
    "SU, NE, CA, none",
    "NE, ER, none, AE",
    "NE, SU, AA, none",
    "ER, AL, AA, CE",
  })
  void isOfAcceptanceWhereItWantsThatElseOfTheApplication(
      String accept, String application, String stored, String refused) {
    assertThat(answer(accept, application, "19440817")).isEqualTo(stored);
    assertThat(answer(accept, application, "yesterday")).isEqualTo(refused);
  }

  /** MSA-1. */
  private String answer(String accept, String application, String birth) {
    String message =
        "MSH|^~\\&|HIS|LAKE|VP|LAKE|20261018091500||ADT^A28|%s|P|2.5.1|||%s|%s\rPID|1||ack-1^^^LAKE^MR||Lindgren^Oskar||%s|M\r"
            .formatted(UUID.randomUUID(), accept, application, birth);
    Response answered =
        send(
            "POST",
            "http://127.0.0.1:" + port + "/hl7v2",
            message.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/hl7-v2");
    assertThat(answered.status()).isEqualTo(200);
    return answered.text().isEmpty()
        ? "none"
        : answered.text().split("\rMSA\\|")[1].substring(0, 2);
  }
}
