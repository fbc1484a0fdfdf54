package dev.vertepath.exchange.hl7v2;

import ca.uhn.hl7v2.parser.Escape;
import dev.vertepath.record.RecordException.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a message: MSA, and an ERR for each reason, or for each note on one that is taken
 * in (chapters 2.9 and 2.15).
 */
final class Acknowledgment {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmssxx");
  private static final String UNKNOWN = "MSH|^~\\&|||||";

  private final @Nullable V2Header header;
  private final ZoneId zone;

  /** What an acknowledgment says. */
  enum Code {
    ACCEPTED("AA", "CA"),
    ERROR("AE", "CE"),
    REJECTED("AR", "CR");

    private final String original;
    private final String enhanced;

    Code(String original, String enhanced) {
      this.original = original;
      this.enhanced = enhanced;
    }
  }

  /**
   * @param header of the message that is answered; null when it has none
   */
  Acknowledgment(@Nullable V2Header header, ZoneId zone) {
    this.header = header;
    this.zone = zone;
  }

  /** Empty where the sender says that it wants no answer of this kind (MSH-15 and MSH-16). */
  String of(Code code, Instant now, List<Problem> problems) {
    if (header == null) {
      return UNKNOWN
          + TIME.format(now.atZone(zone))
          + "||ACK|"
          + id()
          + "|P|2.5.1\rMSA|"
          + code.original
          + "|\r"
          + errors("|", code, problems);
    }
    boolean ofAcceptance = isWanted(code, header.acceptWanted());
    if (!ofAcceptance && !isWanted(code, header.applicationWanted())) {
      return "";
    }
    String separator = String.valueOf(header.separator());
    String text =
        problems.isEmpty() || code == Code.ACCEPTED
            ? ""
            : separator + escaped(problems.getFirst().diagnostics());
    String answer =
        String.join(
            separator, "MSA", ofAcceptance ? code.enhanced : code.original, header.controlId());
    return head(header, now, "", "")
        + "\r"
        + answer
        + text
        + "\r"
        + errors(separator, code, problems);
  }

  /**
   * The application acknowledgment that is a message of its own (chapter 2.9.3): with a header of
   * its own, it says what the accept acknowledgment said. Whoever gets it acknowledges that it is
   * stored, and nothing more.
   *
   * @param answer to the message
   * @return empty where that was the application acknowledgment, or none is wanted (MSH-16)
   */
  Optional<String> further(String answer, Instant now) {
    if (header == null) {
      return Optional.empty();
    }
    String msa = "\rMSA" + header.separator();
    int start = answer.indexOf(msa) + msa.length();
    return Arrays.stream(Code.values())
        .filter(code -> answer.contains(msa) && answer.startsWith(code.enhanced, start))
        .filter(code -> isWanted(code, header.applicationWanted()))
        .map(
            code ->
                head(header, now, "AL", "NE")
                    + msa
                    + code.original
                    + answer.substring(start + code.enhanced.length()))
        .findFirst();
  }

  private String head(V2Header header, Instant now, String accept, String application) {
    String component = header.fields().get(1).substring(0, 1);
    String trigger = header.component(9, 2);
    return String.join(
        String.valueOf(header.separator()),
        "MSH",
        header.field(2),
        header.field(5),
        header.field(6),
        header.field(3),
        header.field(4),
        TIME.format(now.atZone(zone)),
        "",
        trigger.isEmpty() ? "ACK" : "ACK" + component + trigger + component + "ACK",
        id(),
        header.field(11),
        "2.5.1",
        "",
        "",
        accept,
        application,
        "",
        header.field(18));
  }

  private static boolean isWanted(Code code, String condition) {
    return switch (condition) {
      case "NE" -> false;
      case "ER" -> code != Code.ACCEPTED;
      case "SU" -> code == Code.ACCEPTED;
      default -> true;
    };
  }

  private static String id() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, 20);
  }

  private String errors(String separator, Code code, List<Problem> problems) {
    var all = new StringBuilder();
    for (Problem problem : problems) {
      String place = problem.expression() == null ? "" : problem.expression();
      all.append(
              String.join(
                  separator,
                  "ERR",
                  "",
                  component(place),
                  component(kind(problem)),
                  // Table 0516.
                  code == Code.ACCEPTED ? "I" : "E",
                  "",
                  "",
                  "",
                  escaped(problem.diagnostics())))
          .append('\r');
    }
    return all.toString();
  }

  /** With the message's own separator of components. */
  private String component(String text) {
    return header == null ? text : text.replace('^', header.fields().get(1).charAt(0));
  }

  private String escaped(String text) {
    String line = text.replaceAll("\\s+", " ");
    return header == null
        ? line.replaceAll("[|^~\\\\&]", " ")
        : Escape.escape(line, header.characters());
  }

  /** Table 0357. */
  private static String kind(Problem problem) {
    String place = problem.expression() == null ? "" : problem.expression();
    String kind =
        switch (problem.code()) {
          case "informational" -> "0^Message accepted";
          case "required" -> "101^Required field missing";
          case "value", "structure", "invalid" -> "102^Data type error";
          case "code-invalid" -> "103^Table value not found";
          case "not-supported" ->
              place.startsWith("MSH^1^9")
                  ? "200^Unsupported message type"
                  : "207^Application internal error";
          case "not-found" -> "204^Unknown key identifier";
          case "duplicate" -> "205^Duplicate key identifier";
          case "conflict" -> "206^Application record locked";
          default -> "207^Application internal error";
        };
    return kind + "^HL70357";
  }
}
