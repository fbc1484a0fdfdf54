package dev.vertepath.desk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallCellsTest {

  private static final Quartiles MIDDLE = new Quartiles(1, 2, 3);

  private static Cell cell(int count, Integer of) {
    return Cell.of(new Figure(count, of, MIDDLE), new SmallCells(5), Locale.ENGLISH);
  }

  @ParameterizedTest
  @CsvSource({
    "0,57,0,57,0",
    "1,57,<5,57,''",
    "4,57,<5,57,''",
    "5,57,5,57,9",
    "52,57,52,57,91",
    "53,57,>52,57,''",
    "56,57,>52,57,''",
    "57,57,57,57,100",
    "0,4,<5,<5,''",
    "3,3,<5,<5,''",
    "0,0,0,0,''",
  })
  void countsAndWhatIsLeftOutOfThemAreHiddenWhenTheyAreSmall(
      int count, int of, String told, String denominator, String percent) {
    Cell cell = cell(count, of);

    assertThat(cell.count()).isEqualTo(told);
    assertThat(cell.of()).isEqualTo(denominator);
    assertThat(cell.percent()).isEqualTo(percent);
  }

  @Test
  void theMiddleOfFewValuesIsHidden() {
    assertThat(cell(4, 57).quartiles()).isNull();
    assertThat(cell(5, 57).quartiles()).isEqualTo(MIDDLE);
  }

  @Test
  void whoMaySeeTheCasesIsToldAll() {
    Cell cell = Cell.of(new Figure(1, 2, MIDDLE), SmallCells.TOLD, Locale.ENGLISH);

    assertThat(cell.count()).isEqualTo("1");
    assertThat(cell.of()).isEqualTo("2");
    assertThat(cell.median()).isEqualTo("2.0");
  }

  @Test
  void numbersAreThoseOfTheLanguage() {
    Cell cell =
        Cell.of(
            new Figure(1234, null, new Quartiles(-2.5, -1, 1.25)), SmallCells.TOLD, Locale.GERMAN);

    assertThat(cell.count()).isEqualTo("1.234");
    assertThat(cell.lower()).isEqualTo("−2,5");
    assertThat(cell.upper()).isEqualTo("1,2");
  }
}
