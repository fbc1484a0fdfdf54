package dev.vertepath.desk.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.FileSystemResource;

/** A language is one file. */
class LanguageFilesTest {

  private static final Path MAIN = Path.of("src/main");
  private static final Path FILES = MAIN.resolve("resources/messages");
  private static final String ROOMS =
      "frame|worklist|patient|letter|registry|integration|language|said";
  private static final Pattern IN_TEMPLATES =
      Pattern.compile("#\\{((?:%s)\\.[\\w.-]+)|'((?:%s)\\.[\\w.-]*)'".formatted(ROOMS, ROOMS));
  private static final Pattern IN_CODE =
      Pattern.compile("\"((?:%s)\\.[\\w.-]*)\"".formatted(ROOMS));

  private static final Properties ENGLISH = texts(FILES.resolve("desk.properties"));

  private static Properties texts(Path file) {
    return Languages.texts(new FileSystemResource(file));
  }

  /** Those that every language has. */
  private static Set<String> keys(Properties texts) {
    Set<String> keys = new TreeSet<>(texts.stringPropertyNames());
    keys.removeIf(key -> key.startsWith("heard."));
    return keys;
  }

  private static List<Path> files(Path root, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  @Test
  void everyLanguageHasEveryTextAndNoOther() throws IOException {
    List<Path> all = files(FILES, ".properties");

    assertThat(all).hasSizeGreaterThan(1);
    assertThat(all).allSatisfy(file -> assertThat(keys(texts(file))).isEqualTo(keys(ENGLISH)));
  }

  @Test
  void everyTextLeavesTheSamePlacesOrFewer() throws IOException {
    for (Path file : files(FILES, ".properties")) {
      Properties texts = texts(file);
      for (String key : keys(ENGLISH)) {
        assertThat(places(ENGLISH.getProperty(key)))
            .as(key)
            .containsAll(places(texts.getProperty(key)));
      }
    }
  }

  private static Set<String> places(String text) {
    Set<String> places = new TreeSet<>();
    Matcher place = Pattern.compile("\\{\\d").matcher(text);
    while (place.find()) {
      places.add(place.group());
    }
    return places;
  }

  @Test
  void noTextStandsTwiceInAFile() throws IOException {
    for (Path file : files(FILES, ".properties")) {
      List<String> keys =
          Files.readAllLines(file).stream()
              .filter(line -> line.matches("[a-z].*"))
              .map(line -> line.replaceFirst("=.*", ""))
              .toList();
      assertThat(keys).as(file.toString()).doesNotHaveDuplicates();
    }
  }

  /** A key that pages put together is used as all those that begin like it. */
  @Test
  void everyTextIsUsedAndEveryTextThatIsUsedIsThere() throws IOException {
    Set<String> used = new TreeSet<>();
    for (Path file : files(MAIN.resolve("resources/templates"), ".html")) {
      used.addAll(found(IN_TEMPLATES, file));
    }
    for (Path file : files(MAIN.resolve("java/dev/vertepath/desk"), ".java")) {
      used.addAll(found(IN_CODE, file));
    }
    Set<String> keys = keys(ENGLISH);

    assertThat(used).hasSizeGreaterThan(300);
    assertThat(keys)
        .allSatisfy(key -> assertThat(used.stream().filter(one -> isUse(one, key))).isNotEmpty());
    assertThat(used)
        .allSatisfy(one -> assertThat(keys.stream().filter(key -> isUse(one, key))).isNotEmpty());
  }

  private static boolean isUse(String written, String key) {
    return written.endsWith(".") ? key.startsWith(written) : key.equals(written);
  }

  private static List<String> found(Pattern pattern, Path file) throws IOException {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(Files.readString(file));
    while (matcher.find()) {
      String direct = matcher.group(1);
      found.add(direct == null ? matcher.group(2) : direct);
    }
    return found;
  }

  @Test
  void aFileThatIsAddedIsALanguageThatIsOffered(@TempDir Path more) throws IOException {
    Path messages = Files.createDirectory(more.resolve("messages"));
    Files.writeString(
        messages.resolve("desk_qaa_BR.properties"),
        "language.name=Invented\nframe.worklist=Worklist, invented\n");
    try (var loader = new URLClassLoader(new URL[] {more.toUri().toURL()}, contextLoader())) {
      Languages languages = Languages.found(loader);

      assertThat(languages.all())
          .extracting(Language::tag, Language::name)
          .startsWith(tuple("en", "English"))
          .contains(tuple("de", "Deutsch"), tuple("qaa-BR", "Invented"));
      assertThat(languages.find("qaa")).isEmpty();

      var source = new ResourceBundleMessageSource();
      source.setBundleClassLoader(loader);
      source.setBasename("messages/desk");
      source.setDefaultEncoding("UTF-8");
      source.setFallbackToSystemLocale(false);
      Locale added = languages.find("qaa-BR").orElseThrow().locale();
      assertThat(source.getMessage("frame.worklist", null, added)).isEqualTo("Worklist, invented");
      assertThat(source.getMessage("frame.registry", null, added)).isEqualTo("Registry");
    }
  }

  @Test
  void aFileThatDoesNotSayWhatItsLanguageIsCalledEndsTheStart(@TempDir Path more)
      throws IOException {
    Path messages = Files.createDirectory(more.resolve("messages"));
    Files.writeString(messages.resolve("desk_qaa.properties"), "frame.worklist=Liste\n");
    try (var loader = new URLClassLoader(new URL[] {more.toUri().toURL()}, contextLoader())) {
      assertThatThrownBy(() -> Languages.found(loader))
          .hasMessageContaining("desk_qaa.properties")
          .hasMessageContaining("language.name");
    }
  }

  private static ClassLoader contextLoader() {
    return LanguageFilesTest.class.getClassLoader();
  }
}
