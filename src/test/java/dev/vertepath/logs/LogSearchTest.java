package dev.vertepath.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search of the logs finds what it shall find. */
class LogSearchTest {

  @TempDir Path directory;

  @Test
  void itTellsTheFileAndTheLineOfEachWord() throws IOException {
    Path one = Files.writeString(directory.resolve("one.log"), "fine\nPatient Lindgren came\n");
    Files.createDirectory(directory.resolve("programs"));
    Path two =
        Files.writeString(
            directory.resolve("programs/two.txt"), "x\n\nwhere identifier = 'H-2001' and\r\n");

    assertThat(new LogSearch(Set.of("Lindgren", "H-2001")).in(directory))
        .containsExactly(one + ":2: Lindgren", two + ":3: H-2001");
  }

  @Test
  void partsOfWordsAreNone() throws IOException {
    Files.writeString(directory.resolve("one.log"), "Lindgrens LindgrenTest xH-2001 H-20011\n");

    assertThat(new LogSearch(Set.of("Lindgren", "H-2001")).in(directory)).isEmpty();
  }

  @Test
  void aWordIsFoundBesideWhateverItStands() throws IOException {
    Files.writeString(
        directory.resolve("one.log"),
        "\"family\":\"Lindgren\"\nname=Lindgren&x\nLindgren^Oskar\nLindgren.\nLindgren-Berg\n");

    assertThat(new LogSearch(Set.of("Lindgren")).in(directory)).hasSize(5);
  }

  @Test
  void theNamesOfSamplesAndTestsAreKnown() {
    assertThat(KnownNames.all())
        .contains("Zwiebelfisch", "MRN-8827364", "Lindgren", "Zwirnmacher", "Kaltenbach")
        .hasSizeGreaterThan(100)
        .doesNotContain("Patient", "Observation", "message");
  }

  @Test
  void thatOfALineOfPostgresqlAsWell() throws IOException {
    Path log =
        Files.writeString(
            directory.resolve("postgres.log"),
            "DETAIL:  Key (type, criteria)=(Patient, identifier=urn:mrn|MRN-8827364) exists.\n");

    assertThat(new LogSearch(KnownNames.all()).in(directory))
        .containsExactly(log + ":1: MRN-8827364");
  }
}
