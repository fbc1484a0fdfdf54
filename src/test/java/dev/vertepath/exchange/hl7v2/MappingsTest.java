package dev.vertepath.exchange.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vertepath.exchange.hl7v2.Mappings.FieldRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hospital adds to the tables without code, and is told what it wrote wrongly. */
class MappingsTest {

  @TempDir Path directory;

  private Mappings with(String file, String... lines) throws IOException {
    Files.write(directory.resolve(file), List.of(lines));
    return new Mappings(new Tables(directory));
  }

  @Test
  void theServicesOwnTablesAreWhole() {
    var mappings = new Mappings(new Tables(null));

    assertThat(mappings.messages())
        .contains("ADT^A01", "ADT^A03", "ADT^A04", "ADT^A08", "ADT^A28", "ADT^A31", "ADT^A40")
        .contains("ORM^O01", "OMG^O19", "SIU^S12", "SIU^S13", "SIU^S14", "SIU^S15", "ORU^R01");
    assertThat(mappings.code("0001", "F")).hasValue("female");
    assertThat(mappings.code("0001", "Q")).isEmpty();
    assertThat(mappings.code("0202", "anything")).hasValue("phone");
    assertThat(mappings.system("coding", "LN")).isEqualTo("http://loinc.org");
  }

  @Test
  void anAddedLineTakesThePlaceOfTheOneWithTheSameKeyAndLeavesTheOthers() throws IOException {
    Mappings mappings =
        with("codes.tsv", "table\tvalue\tcode", "# ours", "0001\tF\tother", "0001\tW\tfemale");

    assertThat(mappings.code("0001", "F")).hasValue("other");
    assertThat(mappings.code("0001", "W")).hasValue("female");
    assertThat(mappings.code("0001", "M")).hasValue("male");
  }

  @Test
  void aFieldOfASegmentOfItsOwnIsMapped() throws IOException {
    Files.writeString(
        directory.resolve("resources.tsv"),
        """
        resource\ttype\tstarts\twith\tcontext\tkey\tlike\tpartial
        Procedure\tProcedure\tPR1\tZPR\t-\tPR1-19.1\t-\t-
        """);
    Mappings mappings =
        with(
            "fields.tsv",
            "resource\tfrom\telement\tas\ttable\tneed",
            "Procedure\tZPR-1\tbodySite[]\tcwe\t-\t-");

    assertThat(mappings.resource("Procedure").with()).containsExactly("ZPR");
    assertThat(mappings.fields(mappings.resource("Procedure")))
        .extracting(FieldRule::element)
        .contains("code", "status", "bodySite[]");
  }

  @Test
  void anAuthorityOfTheHospitalHasItsOwnUrl() throws IOException {
    Mappings mappings =
        with(
            "systems.tsv",
            "kind\tname\tsystem",
            "authority\tLAKESIDE\thttps://hospital.example/patients");

    assertThat(mappings.system("authority", "LAKESIDE"))
        .isEqualTo("https://hospital.example/patients");
    assertThat(mappings.system("authority", "A B"))
        .isEqualTo("https://vertepath.dev/fhir/hl7v2/authority/A+B");
  }

  @Test
  void aLineThatCannotBeReadIsNamed() {
    assertThatThrownBy(() -> with("codes.tsv", "table\tvalue\tcode", "0001\tF"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2 of")
        .hasMessageContaining("2 cells instead of 3");
    assertThatThrownBy(
            () ->
                with(
                    "fields.tsv",
                    "resource\tfrom\telement\tas\ttable\tneed",
                    "Patient\tPID3\tx\tcx\t-\t-"))
        .hasMessageContaining("'PID3' is no field");
  }

  @Test
  void aFileWithoutTheNamesOfItsColumnsIsRefusedAndLosesNoLine() {
    assertThatThrownBy(() -> with("codes.tsv", "0001\tF\tother"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "must begin with the names of its columns, with tabs between: table value code.");
  }

  @Test
  void aMessageOfUnknownResourcesAndADirectoryThatIsNoneAreRefused() {
    assertThatThrownBy(
            () -> with("messages.tsv", "message\tevent\tresources", "ADT^A05\tx\tNobody"))
        .hasMessageContaining("makes Nobody of ADT^A05");
    assertThatThrownBy(() -> new Tables(directory.resolve("none")))
        .hasMessageContaining("VERTEPATH_MESSAGE_MAPPINGS")
        .hasMessageContaining("no directory");
  }
}
