package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6902. */
class JsonPatchTest extends PatchOverHttp {

  @Test
  void changesWhatItNamesAndKeepsTheRestToTheLastZero() {
    String url = observation();

    Response patched =
        jsonPatch(
            url,
            "{'op':'test','path':'/valueQuantity/value','value':1.5},"
                + "{'op':'replace','path':'/status','value':'final'},"
                + "{'op':'add','path':'/note/-','value':{'text':'c'}},"
                + "{'op':'move','from':'/note/2','path':'/note/0'},"
                + "{'op':'copy','from':'/note/0/text','path':'/valueQuantity/unit'},"
                + "{'op':'remove','path':'/note/1'}");

    assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    assertThat(patched.header("ETag")).isEqualTo("W/\"2\"");
    assertThat(patched.header("Location")).endsWith(url + "/_history/2");
    assertThat(get(url).text())
        .contains("\"status\":\"final\"", "\"value\":1.500,\"unit\":\"c\"", "2.50")
        .contains("\"note\":[{\"text\":\"c\"},{\"text\":\"b\"}]");
    assertThat(get(url + "/_history").json().at("/entry/0/request/method").asString())
        .isEqualTo("PATCH");
  }

  @Test
  void leavesNoEmptyListBehind() {
    String url = observation();

    jsonPatch(url, "{'op':'remove','path':'/note/0'},{'op':'remove','path':'/note/0'}");

    assertThat(get(url).json().has("note")).isFalse();
  }

  @Test
  void isRefusedWith409AndNamesTheOperationThatDoesNotFindWhatItNeeds() {
    String url = observation();

    Response refused =
        jsonPatch(
            url,
            "{'op':'replace','path':'/status','value':'final'},"
                + "{'op':'test','path':'/note/0/text','value':'other'}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("Operation [1] of the patch, test '/note/0/text'");
    assertThat(get(url).text()).contains("preliminary");
    assertThat(jsonPatch(url, "{'op':'remove','path':'/method'}").status()).isEqualTo(409);
    assertThat(jsonPatch(url, "{'op':'add','path':'/note/9','value':{}}").status()).isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          {'op':'replace','path':'/status','value':'finished'} | 422 | code-invalid Observation.status
          {'op':'add','path':'/foo','value':1}                 | 422 | structure Observation.foo
          {'op':'remove','path':'/code'}                       | 422 | required Observation.code
          {'op':'replace','path':'/id','value':'other'}        | 422 | business-rule Observation
          {'op':'replace','path':'','value':5}                 | 422 | structure
          {'op':'jump','path':'/status'}                       | 400 | structure
          {'op':'add','path':'status','value':'final'}         | 400 | structure
          {'op':'add','path':'/status'}                        | 400 | structure
          7                                                    | 400 | structure
          """)
  void isRefusedWhenItIsNoneOrLeavesNoSoundResource(String operation, int status, String issue) {
    Response refused = jsonPatch(observation(), operation);

    assertThat(refused.status()).as(refused.text()).isEqualTo(status);
    assertThat(refused.issues()).containsExactly(issue);
  }
}
