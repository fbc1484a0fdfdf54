package dev.vertepath.fhir;

import dev.vertepath.access.TestIssuer;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The running service where callers need tokens. */
@Import(CountedStatements.class)
abstract class TokenAccess extends FhirOverHttp {

  /** Lives as long as the test run, as the service does that trusts it. */
  static final TestIssuer ISSUER = new TestIssuer();

  @DynamicPropertySource
  static void tokens(DynamicPropertyRegistry properties) {
    properties.add("vertepath.issuer", () -> ISSUER.url().toString());
    properties.add("vertepath.audience", () -> TestIssuer.AUDIENCE);
    properties.add("vertepath.introspection-uri", () -> ISSUER.url() + "/introspect");
    properties.add("vertepath.introspection-client-id", () -> "vertepath");
    properties.add("vertepath.introspection-client-secret", () -> "secret");
  }

  /** The header of a request with this token, as name and value. */
  static String[] with(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }

  static String[] clinician() {
    return with(ISSUER.person("clinician", "user/*.cruds"));
  }

  static String[] system(String scope) {
    return with(ISSUER.system(scope));
  }

  /** The words of the first issue. */
  static String words(Response response) {
    return response.json().at("/issue/0/diagnostics").asString();
  }

  /** A patient that a system stored. */
  String stored(String family) {
    return post("/Patient", patient(family), system("system/*.cruds")).id();
  }
}
