package dev.vertepath.logs;

import dev.vertepath.record.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Whom the tests know by name and identifier: the patients of the samples, of the demonstration and
 * of the tests themselves, as their sources write them.
 */
final class KnownNames {

  private static final Path SAMPLES = Path.of("samples");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Path DEMONSTRATION = Path.of("src/main/java/dev/vertepath/demo");
  private static final Path INVENTED = DEMONSTRATION.resolve("Names.java");
  private static final Path PROGRAM = Path.of("src/main");

  /** Shorter ones are ordinary words, or parts of them. */
  private static final int SHORTEST = 5;

  private static final String QUOTE = "(?:'|\\\\?\")";

  /** Names in JSON, as arguments, and in segments PID. */
  private static final List<Pattern> NAMES =
      List.of(
          Pattern.compile(QUOTE + "family" + QUOTE + "\\s*:\\s*" + QUOTE + "(\\p{Lu}[\\p{L}-]+)"),
          Pattern.compile(
              "\\b(?:patient|patientOf|newPatient|stored|person)\\((?:\"[^\"]*\",\\s*)?\"(\\p{Lu}[\\p{L}-]+)\""),
          Pattern.compile("\\b(?:FAMILY|MAIDEN|SECRET|GIVEN) =\\s*\"(\\p{Lu}[\\p{L}-]+)\""),
          Pattern.compile("PID\\|[^|]*\\|[^|]*\\|[^|]*\\|[^|]*\\|(\\p{Lu}[\\p{L}-]+)\\^?"));

  private static final List<Pattern> IDENTIFIERS =
      List.of(
          Pattern.compile(
              "identifier"
                  + QUOTE
                  + "\\s*:\\s*\\[?\\s*\\{[^}]*?"
                  + QUOTE
                  + "value"
                  + QUOTE
                  + "\\s*:\\s*"
                  + QUOTE
                  + "([\\w.-]+)"),
          Pattern.compile("\\b(?:MRN|OLD_MRN|IDENTIFIER) =\\s*\"([\\w.-]+)\""),
          Pattern.compile("PID\\|[^|]*\\|[^|]*\\|([\\w.-]+)\\^"));

  private static final Pattern FULL_NAME = Pattern.compile("\\b(\\p{Lu}\\p{Ll}+)\\b");

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}-]+");

  private KnownNames() {}

  static Set<String> all() {
    Set<String> all = new TreeSet<>();
    for (Path directory : List.of(SAMPLES, TESTS, DEMONSTRATION)) {
      for (Path file : files(directory)) {
        String text = text(file);
        if (file.toString().endsWith(".json")) {
          patients(Json.MAPPER.readTree(text), all);
        } else {
          NAMES.forEach(pattern -> add(pattern, text, all));
          IDENTIFIERS.forEach(pattern -> add(pattern, text, all));
        }
      }
    }
    for (String block : text(INVENTED).split("\"\"\"")) {
      add(FULL_NAME, block, all);
    }
    all.removeIf(word -> word.length() < SHORTEST);
    all.removeAll(ordinary());
    return all;
  }

  private static void patients(JsonNode node, Set<String> all) {
    if (node.path("resourceType").asString("").equals("Patient")) {
      for (JsonNode name : node.path("name")) {
        all.add(name.path("family").asString(""));
        name.path("given").forEach(given -> all.add(given.asString()));
      }
      node.path("identifier").forEach(one -> all.add(one.path("value").asString("")));
    }
    node.forEach(child -> patients(child, all));
  }

  private static void add(Pattern pattern, String text, Set<String> all) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      all.add(matcher.group(1));
    }
  }

  /** What the program itself says, as a table or a class: a log may name it. */
  private static Set<String> ordinary() {
    Set<String> words = new TreeSet<>();
    for (Path file : files(PROGRAM)) {
      if (!file.startsWith(DEMONSTRATION)) {
        Matcher matcher = WORD.matcher(text(file));
        while (matcher.find()) {
          words.add(matcher.group());
        }
      }
    }
    return words;
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.(java|json|hl7|tsv|html|properties)"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
