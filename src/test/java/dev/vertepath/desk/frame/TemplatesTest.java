package dev.vertepath.desk.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Thymeleaf takes without a word, and means otherwise. */
class TemplatesTest {

  private static List<Path> templates() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/resources/templates"))) {
      return files.filter(file -> file.toString().endsWith(".html")).toList();
    }
  }

  /**
   * The frame takes the text between the tags of a title, not what an attribute would make of it.
   */
  @Test
  void noPageHasATitleThatTheFrameWouldTakeInEnglish() throws IOException {
    assertThat(templates())
        .isNotEmpty()
        .allSatisfy(
            page -> assertThat(Files.readString(page)).doesNotContain("<head><title th:text"));
  }

  /** A fragment takes the place of the whole tag before its condition is looked at. */
  @Test
  void noFragmentIsTakenInOnAConditionThatNobodyLooksAt() throws IOException {
    assertThat(templates())
        .allSatisfy(
            page ->
                assertThat(Files.readString(page))
                    .doesNotContainPattern("<[^>]*th:(if|unless)=\"[^\"]*\"[^>]*th:replace=")
                    .doesNotContainPattern("<[^>]*th:replace=\"[^\"]*\"[^>]*th:(if|unless)="));
  }
}
