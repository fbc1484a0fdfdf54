package dev.vertepath.pathway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The codes the service knows and what each is used for, from {@code codes/seed.tsv}.
 *
 * <p>Character classes are spelled out when the list is loaded, so that a look-up is one hash: a
 * patient may bring hundreds of codes, and nearly all are none of ours.
 */
final class Seed {
  static final Seed CODES = new Seed("/codes/seed.tsv");

  private final Map<Code, Set<String>> uses = new HashMap<>();

  Seed(String resource) {
    var stream =
        Objects.requireNonNull(Seed.class.getResourceAsStream(resource), resource + " is missing");
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      reader.lines().filter(line -> !line.startsWith("#")).forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }

  private void add(String line) {
    String[] cells = line.split("\t", -1);
    if (cells.length != 4) {
      throw new IllegalStateException("codes/seed.tsv: four cells are wanted in: " + line);
    }
    for (String code : spellOut(cells[1])) {
      uses.computeIfAbsent(new Code(cells[0], code), c -> new HashSet<>()).add(cells[2]);
    }
  }

  /** All codes that a pattern stands for: {@code T81.4[12]} stands for two. */
  static List<String> spellOut(String pattern) {
    int open = pattern.indexOf('[');
    if (open < 0) {
      return List.of(pattern);
    }
    int close = pattern.indexOf(']', open);
    var all = new ArrayList<String>();
    for (String rest : spellOut(pattern.substring(close + 1))) {
      for (char c : characters(pattern.substring(open + 1, close))) {
        all.add(pattern.substring(0, open) + c + rest);
      }
    }
    return all;
  }

  private static char[] characters(String characterClass) {
    if (characterClass.length() != 3 || characterClass.charAt(1) != '-') {
      return characterClass.toCharArray();
    }
    var range = new StringBuilder();
    for (char c = characterClass.charAt(0); c <= characterClass.charAt(2); c++) {
      range.append(c);
    }
    return range.toString().toCharArray();
  }

  boolean knows(Code code) {
    return uses.containsKey(code);
  }

  /** All codes that are known, for the check that no other code appears anywhere. */
  Set<Code> all() {
    return Set.copyOf(uses.keySet());
  }

  boolean is(Code code, String use) {
    return uses.getOrDefault(code, Set.of()).contains(use);
  }

  boolean is(Collection<Code> codes, String use) {
    return codes.stream().anyMatch(code -> is(code, use));
  }

  /** What follows the colon in the code's uses of a family: {@code L1} of {@code vertebra:L1}. */
  Stream<String> of(Code code, String family) {
    String prefix = family + ":";
    return uses.getOrDefault(code, Set.of()).stream()
        .filter(use -> use.startsWith(prefix))
        .map(use -> use.substring(prefix.length()));
  }

  boolean anyOf(Collection<Code> codes, String family) {
    return codes.stream().anyMatch(code -> of(code, family).findAny().isPresent());
  }
}
