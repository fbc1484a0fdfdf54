package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A bundle does nothing that its entries might not do alone. */
class TokenBundleTest extends TokenAccess {

  @Test
  void aTransactionIsRefusedWholeForOneEntryThatMayNotBe() {
    String bundle = bundle("transaction");
    Response refused = post("", bundle, system("system/Patient.cruds"));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.issues()).containsExactly("forbidden Bundle.entry[1]");
    assertThat(words(refused)).contains("system/Observation.c");
    assertThat(
            get("/Patient?family=Bundled-transaction&_total=accurate", clinician())
                .json()
                .path("total")
                .asInt())
        .isZero();
    assertThat(post("", bundle, system("system/*.cruds")).status()).isEqualTo(200);
  }

  @Test
  void aBatchDoesWhatMayBeAndRefusesTheRest() {
    JsonNode answered = post("", bundle("batch"), system("system/Patient.cruds")).json();

    assertThat(answered.at("/entry/0/response/status").asString()).startsWith("201");
    assertThat(answered.at("/entry/1/response/status").asString()).startsWith("403");
    assertThat(answered.at("/entry/1/response/outcome/issue/0/code").asString())
        .isEqualTo("forbidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Patient/{id}",
        "Patient?family=Batch",
        "Patient/{id}/_history/1",
        "Patient/{id}/$meta",
        "Patient/{id}/$everything"
      })
  void aBatchReadsNothingThatItsSenderMayNot(String url) {
    String id = stored("Batch");
    for (String type : List.of("batch", "transaction")) {
      Response answered =
          post(
              "",
              ("{'resourceType':'Bundle','type':'%s','entry':[{'request':{'method':'GET',"
                      + "'url':'%s'}}]}")
                  .formatted(type, url.replace("{id}", id)),
              system("system/Observation.cruds"));
      assertThat(answered.text()).doesNotContain("\"family\"").doesNotContain("versionId");
    }
  }

  private static String bundle(String type) {
    return ("{'resourceType':'Bundle','type':'%1$s','entry':["
            + "{'resource':{'resourceType':'Patient','name':[{'family':'Bundled-%1$s'}]},"
            + "'request':{'method':'POST','url':'Patient'}},"
            + "{'resource':{'resourceType':'Observation','status':'final','code':{'text':'x'}},"
            + "'request':{'method':'POST','url':'Observation'}}]}")
        .formatted(type);
  }
}
