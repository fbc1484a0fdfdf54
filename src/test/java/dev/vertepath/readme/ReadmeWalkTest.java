package dev.vertepath.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.program.Program;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeWalkTest {

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/integration.md"})
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void aShellThatFollowsTheDocumentSeesWhatItShows(String document, @TempDir Path directory)
      throws Exception {
    Walk walk = Walk.of(Path.of(document));
    assertThat(walk.steps()).isNotEmpty();

    String output;
    try (var service = Program.ofClasses(directory).started()) {
      String here = "127.0.0.1:" + service.port();
      output = run(directory, walk.script().replace("127.0.0.1:8080", here));
    }

    List<String> outputs = Walk.outputs(output);
    var answers = new SoftAssertions();
    for (int i = 0; i < walk.steps().size(); i++) {
      Walk.Step step = walk.steps().get(i);
      answers
          .assertThat(outputs.get(i))
          .as("the answer of%n%s", step.commands())
          .matches(Walk.expected(step.answer()));
    }
    answers.assertAll();
  }

  private static String run(Path directory, String script) throws Exception {
    Path file = Files.writeString(directory.resolve("walk.sh"), script);
    Path output = directory.resolve("output.txt");
    Process shell =
        new ProcessBuilder("sh", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    shell.getOutputStream().close();
    assertThat(shell.waitFor()).isZero();
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
