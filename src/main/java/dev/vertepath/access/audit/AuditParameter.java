package dev.vertepath.access.audit;

import dev.vertepath.record.RecordException;
import dev.vertepath.record.RecordException.Kind;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One parameter of a search for AuditEvents, decoded. */
record AuditParameter(String name, String modifier, String value) {

  private static final int MOST = 100;

  /**
   * @throws RecordException INVALID when the query cannot be read
   */
  static List<AuditParameter> parse(String query) {
    List<AuditParameter> all = new ArrayList<>();
    for (String pair : query.split("&")) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        String[] written = decoded(parts[0]).split(":", 2);
        all.add(
            new AuditParameter(
                written[0],
                written.length > 1 ? written[1] : "",
                parts.length > 1 ? decoded(parts[1]) : ""));
      }
    }
    if (all.size() > MOST) {
      throw invalid("A search for AuditEvents may have %d parameters.".formatted(MOST));
    }
    return all;
  }

  private static String decoded(String text) {
    try {
      String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
      if (decoded.indexOf('\0') < 0) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw invalid(
        "'%s' is not percent-encoded as a URL must be: write %% itself as %%25.".formatted(text));
  }

  /** The values of which one is enough. */
  List<String> values() {
    return Arrays.stream(value.split(",")).filter(text -> !text.isEmpty()).toList();
  }

  /** Name and modifier, as in {@code agent:identifier}. */
  String written() {
    return modifier.isEmpty() ? name : name + ":" + modifier;
  }

  String encoded() {
    return written() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  RecordException wrong(String what) {
    return invalid("%s %s; it is '%s'.".formatted(written(), what, value));
  }

  static RecordException invalid(String sentence) {
    return new RecordException(Kind.INVALID, "invalid", null, sentence);
  }
}
