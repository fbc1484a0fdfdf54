package dev.vertepath.exchange.hl7v2;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * The text of a message, in the character set that MSH-18 names (table 0211). Where it names none,
 * UTF-8 is tried, which ASCII is a part of.
 */
record V2Text(String text, Charset charset) {

  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("", "UTF-8"),
          Map.entry("ASCII", "US-ASCII"),
          Map.entry("UNICODE", "UTF-8"),
          Map.entry("UNICODE UTF-8", "UTF-8"),
          Map.entry("GB 18030-2000", "GB18030"),
          Map.entry("KS X 1001", "EUC-KR"),
          Map.entry("BIG-5", "Big5"),
          Map.entry("ISO IR6", "US-ASCII"),
          Map.entry("ISO IR14", "JIS_X0201"));

  /**
   * @throws RecordException INVALID when it is in no character set that is known, or not in its own
   */
  static V2Text of(byte[] raw) {
    String name =
        V2Header.of(new String(raw, StandardCharsets.ISO_8859_1))
            .map(header -> header.component(18, 1))
            .orElse("");
    Charset charset = charset(name);
    try {
      return new V2Text(charset.newDecoder().decode(ByteBuffer.wrap(raw)).toString(), charset);
    } catch (CharacterCodingException e) {
      throw refused(
          "The bytes of the message are no %s: let MSH-18 name its character set."
              .formatted(charset.name()));
    }
  }

  private static Charset charset(String name) {
    String plain = name.toUpperCase(Locale.ROOT);
    String known =
        plain.startsWith("8859/")
            ? "ISO-8859-" + plain.substring("8859/".length())
            : OTHER_NAMES.getOrDefault(plain, name);
    try {
      Charset charset = Charset.forName(known);
      if (charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32")) {
        throw refused("MSH-18 is '%s', which is not read here: send UTF-8.".formatted(name));
      }
      return charset;
    } catch (IllegalArgumentException e) {
      throw refused(
          "MSH-18 is '%s', which is no character set that is known here: send UNICODE UTF-8."
              .formatted(name));
    }
  }

  private static RecordException refused(String what) {
    return new RecordException(Kind.INVALID, "value", "MSH^1^18", what);
  }
}
