package dev.vertepath.fhir.operation.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.record.Json;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What two records have to have in common to be taken for one person. */
class RatingTest {

  private static final String ANNA =
      "'identifier':[{'system':'urn:mrn','value':'7'}],"
          + "'name':[{'family':'Müller','given':['Anna','Maria']}],'gender':'female',"
          + "'birthDate':'1950-02-03','telecom':[{'system':'phone','value':'+49 30 123456 78'}],"
          + "'address':[{'line':['Am Markt 1'],'city':'Ulm','postalCode':'89073'}]";

  private static Rating rate(String asked, String known) {
    return Rating.of(Comparison.of(person(asked), person(known)), true);
  }

  private static Person person(String content) {
    JsonNode patient =
        Json.MAPPER.readTree("{'resourceType':'Patient',%s}".formatted(content).replace('\'', '"'));
    return Person.of(patient);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "certain ~ 'identifier':[{'system':'urn:mrn','value':'7'}]",
        // She married, and someone mistyped a digit.
        "certain ~ 'identifier':[{'system':'urn:mrn','value':'7'}],"
            + "'name':[{'family':'Huber','given':['Anna']}],'birthDate':'1950-02-08'",
        // A number that was lent within the family.
        "possible ~ 'identifier':[{'system':'urn:mrn','value':'7'}],"
            + "'name':[{'family':'Müller','given':['Otto']}],'birthDate':'1975-06-01'",
        // A number that two strangers have.
        "certainly-not ~ 'identifier':[{'system':'urn:mrn','value':'7'}],"
            + "'name':[{'family':'Kowalski','given':['Jan']}],'gender':'male',"
            + "'birthDate':'1991-11-30'",
        // The same number of another system is no number of hers.
        "certainly-not ~ 'identifier':[{'system':'urn:other','value':'7'}]",
        "probable ~ 'name':[{'family':'MULLER','given':['anna']}],'birthDate':'1950-02-03'",
        "probable ~ 'name':[{'family':'Müller','given':['A']}],'birthDate':'1950-02-03'",
        "probable ~ 'name':[{'family':'Müller-Huber','given':['Anna']}],'birthDate':'1950-02-03'",
        "probable ~ 'name':[{'family':'Mueller','given':['Anna']}],'gender':'female',"
            + "'birthDate':'1950-02-03'",
        // Twins: one birthday, one household, two given names.
        "possible ~ 'name':[{'family':'Müller','given':['Berta']}],'gender':'female',"
            + "'birthDate':'1950-02-03','telecom':[{'value':'030 12345678'}],"
            + "'address':[{'line':['Am Markt 1'],'postalCode':'89073'}]",
        // A namesake in the same house: without a birthday never more than possible.
        "possible ~ 'name':[{'family':'Müller','given':['Anna']}],'gender':'female',"
            + "'telecom':[{'value':'030 12345678'}],"
            + "'address':[{'line':['Am Markt 1'],'postalCode':'89073'}]",
        "possible ~ 'name':[{'family':'Müller','given':['Anna']}]",
        "possible ~ 'name':[{'family':'Müller','given':['Anna']}],'birthDate':'1950-03-02'",
        "certainly-not ~ 'name':[{'family':'Müller','given':['Anna']}],'birthDate':'1981-07-19'",
        "certainly-not ~ 'name':[{'family':'Bauer'}],'birthDate':'1950'",
      })
  void isGraded(String grade, String asked) {
    assertThat(rate(asked, ANNA).grade().code()).isEqualTo(grade);
  }

  @Test
  void scoresOneForACertainMatchAlone() {
    Rating certain = rate(ANNA, ANNA);
    Rating probable = rate(ANNA.replace("urn:mrn", "urn:other"), ANNA);

    assertThat(certain.score()).isEqualByComparingTo(BigDecimal.ONE);
    assertThat(probable.grade()).isEqualTo(Grade.PROBABLE);
    assertThat(probable.score()).isGreaterThan(new BigDecimal("0.99")).isLessThan(BigDecimal.ONE);
  }

  @Test
  void isSurerOfMoreThatAgrees() {
    BigDecimal year =
        rate("'name':[{'family':'Müller','given':['Anna']}],'birthDate':'1950'", ANNA).score();
    BigDecimal month =
        rate("'name':[{'family':'Müller','given':['Anna']}],'birthDate':'1950-02'", ANNA).score();
    BigDecimal day =
        rate("'name':[{'family':'Müller','given':['Anna']}],'birthDate':'1950-02-03'", ANNA)
            .score();

    assertThat(year).isLessThan(month);
    assertThat(month).isLessThan(day);
  }

  @Test
  void isNeverCertainOfARecordThatIsNotInUse() {
    Rating inactive = Rating.of(Comparison.of(person(ANNA), person(ANNA)), false);

    assertThat(inactive.grade()).isEqualTo(Grade.PROBABLE);
  }
}
