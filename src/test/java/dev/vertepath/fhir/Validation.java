package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

/** Asks {@code $validate}, and reads what it found. */
abstract class Validation extends FhirOverHttp {

  /** The issues as {@code severity code place}. */
  static Stream<String> found(Response answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("resourceType").asString()).isEqualTo("OperationOutcome");
    return answer
        .json()
        .path("issue")
        .valueStream()
        .map(
            issue ->
                String.join(
                    " ",
                    issue.path("severity").asString(),
                    issue.path("code").asString(),
                    issue.path("expression").path(0).asString("")));
  }

  static Stream<String> errors(Response answer) {
    return found(answer).filter(issue -> issue.startsWith("error"));
  }
}
