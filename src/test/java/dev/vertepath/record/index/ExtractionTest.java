package dev.vertepath.record.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import dev.vertepath.record.Json;
import dev.vertepath.record.RecordException;
import dev.vertepath.record.index.IndexRows.ReferenceRow;
import dev.vertepath.record.index.IndexRows.StringRow;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Each row costs time with every write: nothing is stored twice. */
class ExtractionTest {

  private static final FhirContext CONTEXT = TypeDefinitions.context();

  private static final Extraction EXTRACTION =
      new Extraction(
          new SearchParameters(CONTEXT),
          ZoneId.of("Europe/Berlin"),
          new References(List.of("https://here.example/fhir"), CONTEXT.getResourceTypes()));

  private static IndexRows rows(String type, String body) {
    return EXTRACTION.of(type, (ObjectNode) Json.MAPPER.readTree(body.replace('\'', '"')));
  }

  @Test
  void aNameIsStoredAsItsParts() {
    IndexRows rows =
        rows(
            "Patient",
            """
            {'resourceType':'Patient','name':[{'family':'Alt','given':['Ida'],'prefix':['Dr.']}],
             'address':[{'line':['Weg 1'],'city':'Bonn'}]}
            """);

    assertThat(rows.strings())
        .extracting(StringRow::exact)
        .containsExactlyInAnyOrder("Alt", "Ida", "Dr.", "Weg 1", "Bonn");
  }

  @Test
  void aPatientWhoIsTheSubjectIsOneReference() {
    IndexRows rows =
        rows(
            "Observation",
            """
            {'resourceType':'Observation','subject':{'reference':'Patient/1'},
             'code':{'coding':[{'system':'urn:l','code':'pain'}]},'valueQuantity':{'value':7}}
            """);

    assertThat(rows.references())
        .containsExactly(new ReferenceRow("subject", "Patient", "1", null));
    assertThat(rows.quantities()).hasSize(1);
    // Of the code: alone, its system, both, and that there is one.
    assertThat(rows.tokens()).hasSize(4);
  }

  @Test
  void pairsAreStoredOnlyForElementsThatRepeat() {
    IndexRows rows =
        rows(
            "Observation",
            """
            {'resourceType':'Observation','component':[
             {'code':{'coding':[{'code':'sys'}]},'valueQuantity':{'value':120}}]}
            """);

    // The value itself, and beside its code with and without system.
    assertThat(rows.quantities()).hasSize(3);
  }

  @Test
  void whatCannotBeComparedIsRefusedWithItsParameter() {
    assertThatThrownBy(() -> rows("Patient", "{'resourceType':'Patient','birthDate':'2026-02-30'}"))
        .isInstanceOf(RecordException.class)
        .hasMessageContaining("'birthdate'")
        .hasMessageContaining("2026-02-30");
  }
}
