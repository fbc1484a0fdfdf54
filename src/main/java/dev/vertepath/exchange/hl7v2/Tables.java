package dev.vertepath.exchange.hl7v2;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The files that mappings are made of: the service's own, and those that a hospital adds. */
final class Tables {

  private static final String OWN = "/exchange/hl7v2/";

  private final @Nullable Path added;

  /**
   * @param added the hospital's directory; null for none
   * @throws IllegalArgumentException when it is none
   */
  Tables(@Nullable Path added) {
    this.added = added;
    if (added != null && !Files.isDirectory(added)) {
      throw new IllegalArgumentException(
          "VERTEPATH_MESSAGE_MAPPINGS is '%s', which is no directory.".formatted(added));
    }
  }

  /**
   * The lines of a table, each cut into cells.
   *
   * @param keys how many of the first cells tell lines apart: an added one with the same takes the
   *     place of the service's own
   * @throws IllegalArgumentException that names file and line, when one cannot be read
   */
  List<String[]> read(String name, int keys) {
    Map<String, List<String[]>> lines = new LinkedHashMap<>();
    own(name)
        .forEach(
            cells -> lines.computeIfAbsent(key(cells, keys), k -> new ArrayList<>()).add(cells));
    Map<String, List<String[]>> others = new LinkedHashMap<>();
    added(name)
        .forEach(
            cells -> others.computeIfAbsent(key(cells, keys), k -> new ArrayList<>()).add(cells));
    lines.putAll(others);
    return lines.values().stream().flatMap(List::stream).toList();
  }

  private static String key(String[] cells, int keys) {
    return String.join("\t", List.of(cells).subList(0, keys));
  }

  private static List<String[]> own(String name) {
    return cells(name, text(name), null);
  }

  private static String text(String name) {
    try (InputStream table = Tables.class.getResourceAsStream(OWN + name)) {
      return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String[]> added(String name) {
    if (added == null || !Files.exists(added.resolve(name))) {
      return List.of();
    }
    Path file = added.resolve(name);
    try {
      return cells(file.toString(), Files.readString(file), columns(name));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "VERTEPATH_MESSAGE_MAPPINGS: %s cannot be read.".formatted(file), e);
    }
  }

  private static String[] columns(String name) {
    return text(name)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .findFirst()
        .orElseThrow()
        .split("\t+");
  }

  private static List<String[]> cells(String file, String text, String @Nullable [] columns) {
    List<String[]> all = new ArrayList<>();
    List<String> lines = text.lines().toList();
    boolean header = true;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (header) {
        header = false;
        if (columns != null && !Arrays.equals(columns, line.split("\t+"))) {
          throw new IllegalArgumentException(
              "VERTEPATH_MESSAGE_MAPPINGS: %s must begin with the names of its columns, with tabs between: %s."
                  .formatted(file, String.join(" ", columns)));
        }
        continue;
      }
      String[] cells = line.split("\t+");
      if (columns != null && cells.length != columns.length) {
        throw new IllegalArgumentException(
            "VERTEPATH_MESSAGE_MAPPINGS: line %d of %s has %d cells instead of %d, with tabs between."
                .formatted(i + 1, file, cells.length, columns.length));
      }
      all.add(cells);
    }
    return all;
  }
}
