package dev.vertepath.exchange.message;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts of messages that are not looked at yet, as the database can hold and index them. */
public final class PlainText {

  private static final int LONGEST = 500;
  private static final Pattern UNFIT =
      Pattern.compile("[^\\x20-\\x7E\\xA0-\\uD7FF\\uE000-\\uFFFD]");
  private static final Pattern UNFIT_LINES =
      Pattern.compile("[^\\n\\x20-\\x7E\\xA0-\\uD7FF\\uE000-\\uFFFD]");

  private PlainText() {}

  /** Without what is no text; of a long one its beginning and what tells it from others. */
  public static String of(String text) {
    String plain = UNFIT.matcher(text).replaceAll("?");
    return plain.length() <= LONGEST
        ? plain
        : plain.substring(0, LONGEST / 2)
            + "#"
            + ContentHash.of(plain.getBytes(StandardCharsets.UTF_8));
  }

  static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : of(text);
  }

  /** Lines for people. */
  static String lines(String text) {
    return UNFIT_LINES.matcher(text).replaceAll("?");
  }
}
