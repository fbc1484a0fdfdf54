package dev.vertepath.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The commands that the README tells a newcomer to type, with what it says comes back: blocks that
 * are fenced as {@code sh walk}, each followed by one fenced as {@code text answer}.
 */
record Walk(List<Step> steps) {

  /** Ends the output of a step. */
  private static final String END = "--- end of step ---";

  /** Any lines, ended each. */
  private static final String ANY = "(?:.*\\n)*?";

  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^```(sh walk|text answer)\\n(.*?)^```$");

  /**
   * A step.
   *
   * @param commands for a shell
   * @param answer what comes back, {@code …} standing for anything: alone on a line for any lines
   */
  record Step(String commands, String answer) {}

  static Walk of(Path readme) throws IOException {
    List<MatchResult> blocks = BLOCK.matcher(Files.readString(readme)).results().toList();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i += 2) {
      if (i + 1 == blocks.size()
          || !blocks.get(i).group(1).equals("sh walk")
          || !blocks.get(i + 1).group(1).equals("text answer")) {
        throw new IllegalStateException("No answer follows:\n" + blocks.get(i).group());
      }
      steps.add(new Step(blocks.get(i).group(2), blocks.get(i + 1).group(2)));
    }
    return new Walk(steps);
  }

  /** One script of all steps: later ones use what earlier ones set. */
  String script() {
    return steps.stream()
        .map(step -> step.commands() + "printf '\\n%s\\n' '" + END + "'\n")
        .collect(Collectors.joining("", "exec 2>&1\n", ""));
  }

  /** What each step of the script said. */
  static List<String> outputs(String output) {
    return Arrays.stream(output.split("\n" + END + "\n", -1)).map(String::stripTrailing).toList();
  }

  /** What the output must match to be as the answer says. */
  static Pattern expected(String answer) {
    String lines =
        answer.lines().map(Walk::line).collect(Collectors.joining("\n")).replace(ANY + "\n", ANY);
    return Pattern.compile(lines);
  }

  private static String line(String line) {
    return line.equals("…")
        ? ANY
        : Arrays.stream(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
  }
}
