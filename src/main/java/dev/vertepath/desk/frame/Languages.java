package dev.vertepath.desk.frame;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The languages of the desk: one for each file {@code messages/desk_xx.properties}, and English,
 * which is {@code messages/desk.properties}.
 *
 * @param all English first, the others by name
 */
public record Languages(List<Language> all) {

  static final Locale FIRST = Locale.ENGLISH;

  private static final String FILES = "classpath*:messages/desk*.properties";
  private static final String NAME = "language.name";

  /**
   * Those that the class path holds.
   *
   * @throws IllegalStateException for a file that does not say what its language is called
   */
  static Languages found(ClassLoader loader) {
    List<Language> found = new ArrayList<>();
    for (Resource file : files(loader)) {
      Locale locale = locale(String.valueOf(file.getFilename()));
      String name = texts(file).getProperty(NAME);
      if (name == null) {
        throw new IllegalStateException(
            "%s does not say what its language is called: write %s.".formatted(file, NAME));
      }
      found.add(new Language(locale, name));
    }
    found.sort(
        Comparator.comparing((Language one) -> !one.locale().equals(FIRST))
            .thenComparing(Language::name));
    return new Languages(List.copyOf(found));
  }

  private static Resource[] files(ClassLoader loader) {
    try {
      return new PathMatchingResourcePatternResolver(loader).getResources(FILES);
    } catch (IOException e) {
      throw new UncheckedIOException("The texts of the desk cannot be read", e);
    }
  }

  private static Locale locale(String file) {
    String tag = file.replaceFirst("^desk_?", "").replaceFirst("\\.properties$", "");
    return tag.isEmpty() ? FIRST : Locale.forLanguageTag(tag.replace('_', '-'));
  }

  /** What a file says. */
  static Properties texts(Resource file) {
    var texts = new Properties();
    try (Reader reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
      texts.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    return texts;
  }

  Optional<Language> find(String tag) {
    return all.stream().filter(one -> one.tag().equals(tag)).findFirst();
  }
}
