package dev.vertepath.pathway;

/** The check digits of SNOMED CT and LOINC. A right one proves only that nobody mistyped. */
final class CheckDigit {
  private static final int[][] PERMUTATION = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
    {1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
    {5, 8, 0, 3, 7, 9, 6, 1, 4, 2},
    {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
    {9, 4, 5, 3, 1, 2, 6, 8, 7, 0},
    {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
    {2, 7, 9, 3, 8, 0, 6, 4, 1, 5},
    {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}
  };

  private CheckDigit() {}

  /** Verhoeff's scheme, over the whole identifier. */
  static boolean snomed(String id) {
    int check = 0;
    for (int i = 0; i < id.length(); i++) {
      int digit = id.charAt(id.length() - 1 - i) - '0';
      check = product(check, PERMUTATION[i % 8][digit]);
    }
    return check == 0;
  }

  /** Multiplication in the dihedral group of order ten. */
  private static int product(int a, int b) {
    if (a < 5) {
      return b < 5 ? (a + b) % 5 : 5 + (a + b) % 5;
    }
    return b < 5 ? 5 + (a - b) % 5 : (5 + a - b) % 5;
  }

  /** Luhn's scheme, over what is before the hyphen. */
  static boolean loinc(String code) {
    int hyphen = code.indexOf('-');
    int sum = 0;
    for (int i = 0; i < hyphen; i++) {
      int digit = code.charAt(hyphen - 1 - i) - '0';
      int weighted = i % 2 == 0 ? 2 * digit : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return (sum + code.charAt(hyphen + 1) - '0') % 10 == 0;
  }
}
