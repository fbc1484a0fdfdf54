package dev.vertepath.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vertepath.VertePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class ReadmeWalkTest {

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void aShellThatFollowsTheReadmeSeesWhatItShows(@TempDir Path directory) throws Exception {
    Walk walk = Walk.of(Path.of("README.md"));
    assertThat(walk.steps()).isNotEmpty();

    String output;
    try (var service = start(directory.resolve("data"))) {
      String port = service.getEnvironment().getRequiredProperty("local.server.port");
      output = run(directory, walk.script().replace("127.0.0.1:8080", "127.0.0.1:" + port));
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

  /** As a newcomer has it: a new data directory and a database of its own. */
  private static ConfigurableApplicationContext start(Path data) {
    return SpringApplication.run(
        VertePath.class,
        "--server.port=0",
        "--vertepath.test.database=none",
        "--vertepath.data-dir=" + data);
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
