package dev.vertepath.access.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.vertepath.access.Caller;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** The certificate of a connection as a sender's identity. */
class CertificatesTest {

  private final Certificates certificates =
      Certificates.of(
          List.of(
              "# subject, name, organization, scopes",
              "",
              "CN=his, O=Hospital, C=DE\this\tOrganization/1\tsystem/*.cruds",
              "CN=lab,O=Hospital,C=DE\tlab\t-\tsystem/Observation.c system/Patient.rs"));

  @Test
  void aKnownSubjectIsTheSystemOfThatName() {
    Caller caller = certificates.caller(with("CN=his,O=Hospital,C=DE")).orElseThrow();

    assertThat(caller.kind()).isEqualTo(Caller.Kind.SYSTEM);
    assertThat(caller.subject()).isEqualTo("his");
    assertThat(caller.organization()).isEqualTo("Organization/1");
    assertThat(caller.isIdentifiedPerson()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=his",
        "CN=his,O=Hospital",
        "O=Hospital,CN=his,C=DE",
        "CN=other,O=Hospital,C=DE"
      })
  void anotherSubjectIsNobody(String subject) {
    assertThat(certificates.caller(with(subject))).isEmpty();
  }

  @Test
  void aConnectionWithoutCertificateIsNobodys() {
    assertThat(certificates.caller(new MockHttpServletRequest())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=his\this\t-",
        "his\this\t-\tsystem/*.rs",
        "CN=his\this\t-\tsystem/Patient.oops"
      })
  void aLineThatCannotBeReadIsNamed(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Certificates.of(List.of(line)))
        .withMessageStartingWith("VERTEPATH_SENDERS has the line '" + line + "'");
  }

  private static MockHttpServletRequest with(String subject) {
    X509Certificate certificate = mock();
    when(certificate.getSubjectX500Principal()).thenReturn(new X500Principal(subject));
    var request = new MockHttpServletRequest();
    request.setAttribute(
        "jakarta.servlet.request.X509Certificate", new X509Certificate[] {certificate});
    return request;
  }
}
