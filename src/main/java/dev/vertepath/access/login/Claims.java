package dev.vertepath.access.login;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a token claims, its signature or its issuer having vouched for it. */
record Claims(Map<String, Object> all) {

  /** The claim as one word or more; null when it is not there, or no text. */
  @Nullable String text(String name) {
    return value(name) instanceof String text && !text.isBlank() ? text : null;
  }

  /** The first of these claims that is there. */
  @Nullable String first(String... names) {
    for (String name : names) {
      String text = text(name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** The words of a claim that is a list, or a text with spaces or commas between them. */
  List<String> words(String name) {
    return switch (value(name)) {
      case Collection<?> list -> list.stream().map(String::valueOf).toList();
      case String text ->
          Arrays.stream(text.split("[\\s,]+")).filter(word -> !word.isEmpty()).toList();
      case null, default -> List.of();
    };
  }

  boolean has(String name) {
    return value(name) != null;
  }

  /** By its whole name, which may be a URL with dots, or else step by step. */
  private @Nullable Object value(String name) {
    Object whole = all.get(name);
    if (whole != null || name.indexOf('.') < 0) {
      return whole;
    }
    Object at = all;
    for (String step : name.split("\\.")) {
      at = at instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return at;
  }
}
