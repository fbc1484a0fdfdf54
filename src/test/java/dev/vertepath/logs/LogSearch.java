package dev.vertepath.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for words in all files of a directory. */
public final class LogSearch {

  /** A run of characters as names and identifiers are made of. */
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.-]*[\\p{L}\\p{N}]");

  private static final Pattern PART = Pattern.compile("[\\p{L}\\p{N}]+");

  private final Set<String> words;

  /**
   * @param words whole ones; what only contains one is another word
   */
  public LogSearch(Set<String> words) {
    this.words = Set.copyOf(words);
  }

  /** Where they stand, as {@code file:line: word}. */
  public List<String> in(Path directory) {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String[] lines =
            new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
          int line = i + 1;
          in(lines[i]).forEach(word -> found.add("%s:%d: %s".formatted(file, line, word)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private List<String> in(String line) {
    List<String> found = new ArrayList<>();
    for (Pattern pattern : List.of(WORD, PART)) {
      Matcher matcher = pattern.matcher(line);
      while (matcher.find()) {
        if (words.contains(matcher.group()) && !found.contains(matcher.group())) {
          found.add(matcher.group());
        }
      }
    }
    return found;
  }
}
