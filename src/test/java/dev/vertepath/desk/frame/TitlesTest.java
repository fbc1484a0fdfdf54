package dev.vertepath.desk.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The frame takes the text between the tags of a title, not what an attribute would make of it. */
class TitlesTest {

  @Test
  void noPageHasATitleThatTheFrameWouldTakeInEnglish() throws IOException {
    List<Path> pages;
    try (Stream<Path> files = Files.walk(Path.of("src/main/resources/templates"))) {
      pages = files.filter(file -> file.toString().endsWith(".html")).toList();
    }

    assertThat(pages)
        .isNotEmpty()
        .allSatisfy(
            page -> assertThat(Files.readString(page)).doesNotContain("<head><title th:text"));
  }
}
