package dev.vertepath.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;

/** Bad input is refused with its place, and never with a 500. */
@TestPropertySource(properties = "vertepath.max-body=64KB")
class BadInputTest extends FhirOverHttp {

  private static final int LIMIT = 64 * 1024;

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "Patient ~ {'resourceType':'Patient','nme':'x'} ~ structure Patient.nme",
        "Patient ~ {'resourceType':'Patient','name':[{'given':['A',3]}]}"
            + " ~ value Patient.name[0].given[1]",
        "Patient ~ {'resourceType':'Patient','gender':'m'} ~ code-invalid Patient.gender",
        "Patient ~ {'resourceType':'Patient','active':'yes'} ~ value Patient.active",
        "Patient ~ {'resourceType':'Patient','name':{'family':'X'}} ~ structure Patient.name",
        "Patient ~ {'resourceType':'Patient','birthDate':['1950']} ~ structure Patient.birthDate",
        "Patient ~ {'resourceType':'Patient','birthDate':'1950-02-30'} ~ value Patient.birthDate",
        "Patient ~ {'resourceType':'Patient','deceasedBoolean':true,'deceasedDateTime':'2020'}"
            + " ~ structure Patient.deceased",
        "Patient ~ {'resourceType':'Patient','birthDate':null} ~ value Patient.birthDate",
        "Patient ~ {'resourceType':'Patient','name':[]} ~ structure Patient.name",
        "Patient ~ {'resourceType':'Patient','name':[{'given':['A',null]}]}"
            + " ~ structure Patient.name[0].given[1]",
        "Patient ~ {'resourceType':'Patient','name':[{'given':[null],'_given':[null]}]}"
            + " ~ structure Patient.name[0].given[0]",
        "Patient ~ {'resourceType':'Patient','name':[{'given':['A'],'_given':[null,null]}]}"
            + " ~ structure Patient.name[0].given[1]",
        "Patient ~ {'resourceType':'Patient','meta':{'profile':[null]}}"
            + " ~ structure Patient.meta.profile[0]",
        "Patient ~ {'resourceType':'Patient','name':[{}]} ~ structure Patient.name[0]",
        "Patient ~ {'resourceType':'Patient','name':[{'family':''}]} ~ value Patient.name[0].family",
        "Patient ~ {'resourceType':'Patient','name':[{'family':'a\\u0000'}]}"
            + " ~ value Patient.name[0].family",
        "Patient ~ {'resourceType':'Patient','name':[{'family':'A','family':'B'}]}"
            + " ~ structure Patient.name[0].family",
        "Patient ~ {'resourceType':'Patient','name':[{'family':'A' ~ structure Patient.name[0].family",
        "Patient ~ {'resourceType':'Patient'} {} ~ structure Patient",
        "Patient ~ [] ~ structure Patient",
        "Patient ~ {} ~ structure Patient",
        "Patient ~ {'resourceType':'Patient','id':'a_b'} ~ value Patient.id",
        "Patient ~ {'resourceType':'Patient','multipleBirthInteger':3000000000}"
            + " ~ value Patient.multipleBirth",
        "Patient ~ {'resourceType':'Patient','extension':[{'valueDecimal':1}]}"
            + " ~ required Patient.extension[0].url",
        "Patient ~ {'resourceType':'Patient','extension':[{'url':'u','valueDecimal':1e999999999}]}"
            + " ~ value Patient.extension[0].value",
        "Patient ~ {'resourceType':'Patient','_birthDate':{'foo':1}} ~ structure Patient.birthDate.foo",
        "Patient ~ {'resourceType':'Patient','_name':[{'id':'x'}]} ~ structure Patient.name",
        "Patient ~ {'resourceType':'Patient','contained':[{'resourceType':'Nope'}]}"
            + " ~ structure Patient.contained[0]",
        "Patient ~ {'resourceType':'Patient','text':{'status':'generated','div':'plain'}}"
            + " ~ value Patient.text.div",
        "Observation ~ {'resourceType':'Observation','status':'final','code':{'text':'c'},'value':1}"
            + " ~ structure Observation.value",
        "Observation ~ {'resourceType':'Observation','status':'final','code':{'text':'c'},"
            + "'issued':'2026-01-01'} ~ value Observation.issued",
        "Observation ~ {'resourceType':'Observation','status':'done','code':{'text':'c'}}"
            + " ~ code-invalid Observation.status",
        "Condition ~ {'resourceType':'Condition','subject':{'display':'x'},"
            + "'clinicalStatus':{'coding':[{'code':'sick'}]}}"
            + " ~ code-invalid Condition.clinicalStatus",
      })
  void isRefusedInJson(String type, String body, String issue) {
    Response refused = post("/" + type, body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.issues()).containsExactly(issue);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "<name><family value='X'/><foo value='1'/></name> ~ structure Patient.name[0].foo",
        "<active value='maybe'/> ~ value Patient.active",
        "<gender value='m'/> ~ code-invalid Patient.gender",
        "<birthDate value='1950'/><birthDate value='1951'/> ~ structure Patient.birthDate",
        "<name><family value='&e;'/></name> ~ structure Patient",
        "<name><family value='X'/> ~ structure Patient",
        "some text ~ structure Patient",
        "<name xmlns='urn:other'><family value='X'/></name> ~ structure Patient.name[0]",
      })
  void isRefusedInXml(String content, String issue) {
    Response refused =
        postXml(
            "/Patient",
            "<Patient xmlns='http://hl7.org/fhir'>" + content + "</Patient>",
            "Accept",
            JSON);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.issues()).containsExactly(issue);
  }

  @Test
  void entitiesOfXmlAreNeverResolved() {
    Response refused =
        postXml(
            "/Patient",
            "<!DOCTYPE p [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"
                + "<Patient xmlns='http://hl7.org/fhir'><name><family value='&e;'/></name></Patient>",
            "Accept",
            JSON);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("document type");
  }

  @Test
  void aBodyOverTheLimitIs413() {
    Response refused = post("/Patient", patient("x".repeat(LIMIT)));

    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.issues()).containsExactly("too-long");
  }

  @Test
  void aSmallBodyThatSwellsOverTheLimitIs413() {
    byte[] small = gzip(quoted(patient("x".repeat(100 * LIMIT))));
    assertThat(small.length).isLessThan(LIMIT);

    Response refused =
        send("POST", "/Patient", small, "Content-Type", JSON, "Content-Encoding", "gzip");

    assertThat(refused.status()).isEqualTo(413);
  }

  @Test
  void aBodyThatIsNotCompressedAsItSaysIsRefused() {
    Response refused =
        send(
            "POST",
            "/Patient",
            quoted(patient("Ek")),
            "Content-Type",
            JSON,
            "Content-Encoding",
            "gzip");

    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void messagesOfHl7v2HaveTheSameLimits() {
    String url = "http://127.0.0.1:" + port + "/hl7v2";
    byte[] large = "x".repeat(2 * LIMIT).getBytes(StandardCharsets.US_ASCII);
    String type = "application/hl7-v2";

    assertThat(send("POST", url, large, "Content-Type", type).status()).isEqualTo(413);
    assertThat(send("POST", url, large, "Content-Type", type, "Content-Encoding", "gzip").status())
        .isEqualTo(400);
    assertThat(send("POST", url, large, "Content-Type", type, "Content-Encoding", "br").text())
        .contains("'br'", "gzip");
  }

  @Test
  void aFormOfAPageHasALimitToo() {
    byte[] large = ("username=" + "x".repeat(2 * LIMIT)).getBytes(StandardCharsets.US_ASCII);

    assertThat(
            send(
                    "POST",
                    "http://127.0.0.1:" + port + "/login",
                    large,
                    "Content-Type",
                    "application/x-www-form-urlencoded")
                .status())
        .isEqualTo(413);
  }

  @Test
  void anEmptyBodyIsRefused() {
    assertThat(post("/Patient", "").status()).isEqualTo(400);
  }

  @Test
  void deepNestingIsRefused() {
    String open = "{'url':'u','extension':[".repeat(2000);
    Response refused = post("/Patient", "{'resourceType':'Patient','extension':[" + open);

    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void anotherFormatIs415WithWhatToSend() {
    Response refused =
        send(
            "POST",
            "/Patient",
            "family=X".getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "text/plain");

    assertThat(refused.status()).isEqualTo(415);
    assertThat(refused.text()).contains("application/fhir+json");
  }

  @Test
  void anInvalidVersionInIfMatchIsRefused() {
    assertThat(
            put("/Patient/q", "{'resourceType':'Patient','id':'q'}", "If-Match", "latest").status())
        .isEqualTo(400);
  }
}
