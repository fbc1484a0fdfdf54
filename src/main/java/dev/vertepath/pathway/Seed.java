package dev.vertepath.pathway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The codes the service knows, from {@code codes/seed.tsv}: system, code pattern, use, source. */
final class Seed {
  static final Seed CODES = new Seed();

  private record Line(String system, Pattern code, String use) {}

  private final List<Line> lines;

  private Seed() {
    var stream =
        Objects.requireNonNull(
            Seed.class.getResourceAsStream("/codes/seed.tsv"), "codes/seed.tsv is missing");
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      lines = reader.lines().map(Seed::line).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Line line(String text) {
    List<String> cells = List.of(text.split("\t", -1));
    return new Line(
        cells.get(0), Pattern.compile(cells.get(1).replace(".", "\\.")), cells.get(2));
  }

  /** The use of the code that starts with the prefix. */
  Optional<String> use(Code code, String prefix) {
    return lines.stream()
        .filter(l -> l.use().startsWith(prefix) && l.system().equals(code.system()))
        .filter(l -> l.code().matcher(code.code()).matches())
        .map(Line::use)
        .findFirst();
  }

  boolean any(Collection<Code> codes, String prefix) {
    return codes.stream().anyMatch(c -> use(c, prefix).isPresent());
  }
}
